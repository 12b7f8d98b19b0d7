"""一份看板 in a browser without a network: its numbers, search, filters, drill and back, on a phone and on paper."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.database import current
from dashboard.pocket import pocket_html
from dashboard.queries import Filters, council, membership, overview, scores, steps, tasks
from tests import scored_association

pytestmark = pytest.mark.browser
# The words in narrow places of which a part is not seen.
CUT = """
[...document.querySelectorAll('.of, .w, .bar span, .big, .lack')]
    .filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.textContent)
"""


@pytest.fixture
def build(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the build of the small association, which is in force."""
    monkeypatch.setenv("REFORM_DATA", str(warehouse))
    return str(current())


@pytest.fixture
def pocket(build: str, chromium: Browser, tmp_path: Path) -> Iterator[Page]:
    """The file of the small association, opened on a phone."""
    with opened(build, chromium, tmp_path) as page:
        yield page


@contextmanager
def opened(build: str, chromium: Browser, folder: Path) -> Iterator[Page]:
    """The file opened on a phone that has no network; afterwards it has asked for nothing, and nothing was refused."""
    file = folder / "看板.html"
    file.write_text(pocket_html(build, Filters(2018)), "utf-8")
    context = chromium.new_context(viewport={"width": 390, "height": 844}, offline=True)
    page, asked, said = context.new_page(), [], []
    context.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text))
    page.goto(file.as_uri())
    yield page
    context.close()
    assert ({url.split("#")[0] for url in asked}, said) == ({file.as_uri()}, [])


def shares(page: Page, selector: str = ".of") -> list[str]:
    """What is written as so many of so many, in the order of the page."""
    return re.findall(r"\d+/\d+", " ".join(page.locator(selector).all_inner_texts()))


def go(page: Page, address: str) -> None:
    """Open an address of the file and wait until it is drawn."""
    page.evaluate(
        "address => new Promise(done => { addEventListener('hashchange', () => done(), {once: true});"
        " location.hash = address; })",
        address,
    )


def show(page: Page, tab: str) -> None:
    link = page.get_by_role("navigation").get_by_role("link", name=tab, exact=True)
    link.click()
    expect(link).to_have_class("on")


def test_numbers_are_those_of_the_pages(pocket: Page, build: str) -> None:
    filters = Filters(2018)
    figures, of_tasks = overview.figures(build, filters), overview.tasks(build, filters)
    parts = [figures.reported, figures.basic, figures.renewal, figures.optional]
    assert shares(pocket, ".card .big")[1:] == [f"{part.count}/{part.total}" for part in parts]
    expect(pocket.locator(".card.first")).to_contain_text(f"{steps.counts(build, filters).met}/{figures.expected} 家")
    growth = figures.members_now / figures.members_base - 1
    expect(pocket.locator(".card").last).to_contain_text(f"+{growth:.1%}")
    expect(pocket.locator(".card").last).to_contain_text(f"{figures.members_base:,} → {figures.members_now:,} 人")
    lacking = re.findall(r"(\d+) 家", " ".join(pocket.locator(".nearest .of").all_inner_texts()))
    counted = steps.counts(build, filters).counts["society_count"]
    assert [int(one) for one in lacking] == counted[counted > 0].tolist()
    assert shares(pocket, ".all .of") == [f"{row.met_count}/{row.due_count}" for row in of_tasks.itertuples()]
    for task_id in ("T02", "T08", "T18"):
        go(pocket, f"task/{task_id}")
        expect(pocket.locator("h1")).to_contain_text(f"任务 {int(task_id[1:])}　")
        judged = tasks.criteria(build, filters, task_id)
        expected = [f"{row.met_count}/{row.due_count}" for row in judged.itertuples() if row.due_count]
        assert shares(pocket, ".standard .of") == expected
        counts = overview.task(build, filters, task_id)
        words = [f"{word} {counts[f'{one}_count']} 家" for one, word in
                 (("unmet", "未达标"), ("unknown", "待定"), ("met", "达标"), ("not_applicable", "不适用"))]  # fmt: skip
        assert pocket.locator(".choices a").all_inner_texts() == words
    show(pocket, "会员")
    figures_of_members = membership.membership(build, filters).figures
    assert shares(pocket)[0] == f"{figures_of_members.met_count}/{figures_of_members.due_count}"
    expect(pocket.locator(".choices")).to_contain_text(f"比基数减少 {figures_of_members.fallen_count} 家")
    show(pocket, "理事会")
    ratios = council.composition(build, filters).ratios
    assert shares(pocket) == [
        f"{row.met_count}/{row.due_count - row.not_applicable_count}"
        for row in ratios.itertuples()
        if row.side == row.side and row.side
    ]


def test_search_filter_drill_and_back(pocket: Page) -> None:
    pocket.get_by_label("搜学会的名称或编号").fill("内科")
    expect(pocket.locator("h2").first).to_contain_text("学会：1 家，名称含“内科”")
    pocket.get_by_role("link", name="滨海市示例内科学会").click()
    expect(pocket.locator("h1")).to_have_text("滨海市示例内科学会")
    expect(pocket.locator(".steps li").first).to_contain_text("2 会议制度")
    expect(pocket.locator("#main")).to_contain_text("任务完成情况!E")
    expect(pocket.locator("#main")).to_contain_text("-S03-2018.xlsx")
    pocket.locator(".steps a").first.click()
    expect(pocket.locator("h1")).to_contain_text("任务 2　")
    pocket.go_back()
    expect(pocket.locator("h1")).to_have_text("滨海市示例内科学会")
    pocket.get_by_role("link", name="全部 33 项").click()
    expect(pocket.locator(".criterion")).to_have_count(33)
    pocket.go_back()
    expect(pocket.locator(".criterion")).to_have_count(2)
    pocket.go_back()
    expect(pocket.get_by_label("搜学会的名称或编号")).to_have_value("内科")
    show(pocket, "总览")
    pocket.get_by_label("学科").select_option("医科")
    expect(pocket.locator("#filters")).to_have_text("现在显示：2018 年度；学科：医科 · 已报送 1/2 家 · 清除筛选")
    pocket.get_by_label("状态").select_option(label="未报送")
    expect(pocket.locator("#filters")).to_contain_text("已报送 0/1 家")
    show(pocket, "学会")
    expect(pocket.locator(".name")).to_have_text(["滨海市示例护理学会"])
    pocket.get_by_label("年度").select_option("2017")
    expect(pocket.locator("#filters")).to_contain_text("2017 年度；学科：医科；状态：未报送")
    pocket.go_back()
    expect(pocket.get_by_label("年度")).to_have_value("2018")
    pocket.get_by_role("link", name="清除筛选").click()
    expect(pocket.locator(".name")).to_have_count(7)


def test_back_returns_to_the_place_that_was_left(pocket: Page) -> None:
    go(pocket, "task")
    last = pocket.locator(".task").last
    last.scroll_into_view_if_needed()
    at = pocket.evaluate("pageYOffset")
    last.click()
    expect(pocket.locator("h1")).to_contain_text("任务 20")
    assert at and pocket.evaluate("pageYOffset") == 0
    pocket.go_back()
    expect(last).to_be_visible()
    pocket.wait_for_function(f"pageYOffset === {at}")


@pytest.mark.parametrize("width", [390, 820, 1280])
def test_nothing_is_wider_than_the_screen(pocket: Page, width: int) -> None:
    pocket.set_viewport_size({"width": width, "height": 844})
    for view in ("overview", "task", "task/T08", "members", "council", "societies", "society/S01", "society/S06"):
        go(pocket, view)
        expect(pocket.locator("#main > *").first).to_be_visible()
        assert pocket.evaluate("document.documentElement.scrollWidth") <= width
        assert pocket.evaluate(CUT) == []


def test_points_have_a_view_only_where_the_rubric_gives_them(
    pocket: Page, chromium: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expect(pocket.get_by_role("navigation").get_by_text("得分")).to_be_hidden()
    monkeypatch.setenv("REFORM_DATA", str(scored_association.build(tmp_path).root))
    build = str(current())
    with opened(build, chromium, tmp_path) as page:
        show(page, "得分")
        reported = scores.societies(build, Filters(2018)).query("is_reported")
        assert page.locator(".entry .name").all_inner_texts() == list(reported["name"])
        for entry, row in zip(page.locator(".entry").all(), reported.itertuples(), strict=True):
            expect(entry).to_contain_text(f"审核后 {row.score}/100 分，{row.grade}")
        page.get_by_role("link", name=reported["name"].iloc[0]).click()
        row = page.get_by_role("row", name="1-1 个人会员达到一定规模")
        cells = ["15", "15", "15", "本年底个人会员数 620 人 ≥ 600 人：15 分", "会员情况!B2"]
        assert row.get_by_role("cell").all_inner_texts()[1:] == cells


def test_society_prints_on_a4(pocket: Page) -> None:
    go(pocket, "society/S01")
    expect(pocket.locator("h1")).to_be_visible()
    paper = pocket.pdf(prefer_css_page_size=True)
    assert re.findall(rb"/MediaBox ?\[0 0 (\d+)", paper)[0] in (b"594", b"595", b"596")
    pocket.emulate_media(media="print")
    expect(pocket.get_by_role("navigation")).to_be_hidden()
    expect(pocket.locator("#stamp")).to_be_visible()


def test_names_that_would_do_harm_stay_words(pocket: Page) -> None:
    go(pocket, "society/S06")
    expect(pocket.locator("h1")).to_contain_text("<b>科普</b>=1+1学会")
    go(pocket, "societies?q=%3Cimg%20src%3Dx%3E&c=%E0%A4%A")
    expect(pocket.locator("h2").first).to_contain_text("“<img src=x>”")
    go(pocket, "society/没有")
    expect(pocket.locator("#main")).to_contain_text("请换一个年度，或另选一家")
