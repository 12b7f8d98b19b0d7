"""From any chart to the societies behind it, to the cell, and back: a click is fired once, and filters stay."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor
from tests.browser.stage import RUN_MILLISECONDS

pytestmark = pytest.mark.browser
# The charts on which something can be chosen: the address of the page, and its key.
CHARTS = [
    ("overview", "tasks"),
    ("overview", "ledger"),
    ("overview", "steps"),
    ("tasks?task=T02", "criteria"),
    ("tasks?task=T02", "categories"),
    ("membership", "growth"),
    ("council", "council"),
    ("optional_tasks", "chosen"),
    ("optional_tasks", "categories"),
    ("optional_tasks", "counts"),
    ("optional_tasks", "pairs"),
    ("society?society=S03", "strip"),
    ("society?society=S03", "bullets"),
    ("submissions", "progress"),
    ("submissions?part=待处理的问题", "kinds"),
]
# The middle of a mark of the chart once it has stopped moving: that with this customdata, else the last one. The
# ledger's marks are not drawn one by one; they are where its axes say.
MIDDLE = """
([key, wanted]) => new Promise((resolve, reject) => {
    let before = '', still = 0;
    const latest = performance.now() + 30_000;
    const look = () => {
        const plot = document.querySelector(`.st-key-${CSS.escape(key)} .js-plotly-plot`);
        const drawn = [...plot?.querySelectorAll('.point') ?? []].map(
            mark => ({trace: mark.closest('.trace').__data__[0].trace, at: mark.__data__.i, element: mark}));
        const undrawn = (plot?.calcdata ?? []).filter(([first]) => first.trace.marker?.opacity === 0).flatMap(
            points => points.map((one, at) => ({trace: points[0].trace, at, one})));
        const place = mark => {
            if (mark.element) return mark.element.getBoundingClientRect();
            const {xaxis2, yaxis2} = plot._fullLayout, {x, y} = plot.getBoundingClientRect();
            return {x: x + xaxis2._offset + xaxis2.c2p(mark.one.x) - 2, width: 4,
                    y: y + yaxis2._offset + yaxis2.c2p(mark.one.y) - 2, height: 4};
        };
        const marks = (undrawn.length ? undrawn : drawn).filter(
            mark => place(mark).width > 1 && place(mark).height > 1);
        const data = mark => [mark.trace.customdata?.[mark.at]].flat();
        const mark = wanted
            ? marks.find(one => wanted.every((part, place) => data(one)[place] === part))
            : marks.filter(one => data(one)[0] != null).at(-1);
        (mark?.element ?? plot)?.scrollIntoView({block: 'center'});
        const box = mark && place(mark);
        const now = box ? [box.x, box.y, box.width, box.height].join() : '';
        still = now && now === before ? still + 1 : 0;
        before = now;
        if (still > 20) return resolve([box.x + box.width / 2, box.y + box.height / 2]);
        if (performance.now() > latest) return reject(new Error(`no mark ${wanted ?? ''} on ${key}`));
        requestAnimationFrame(look);
    };
    look();
})
"""
# What a click changes: headings, names of tables, links to other pages, and what the address asks for.
SHOWN = """
() => [...document.querySelectorAll('[data-testid=stMain] :is(h1, h2, h3, [data-testid=stPageLink] a)')]
    .map(one => one.innerText)
    .concat([...document.querySelectorAll('[aria-label]:is([data-testid=stDataFrame], [data-testid=stDataFrame] *)')]
    .map(one => one.getAttribute('aria-label')))
"""


@pytest.fixture(scope="module")
def visitor(visit_once: Callable[..., Visitor], serve: Callable[..., str], warehouse: Path) -> Visitor:
    """Return a visitor of the small association's dashboard with a high window, for all tests of this file."""
    return visit_once(serve(warehouse), width=1440, height=1400)


def click_mark(page: Page, key: str, *customdata: str) -> None:
    """Click a mark of a chart where it is drawn: that with this customdata, else the last one."""
    x, y = page.evaluate(MIDDLE, [key, list(customdata) or None])
    page.mouse.click(x, y)


def await_heading(page: Page, text: str) -> None:
    """Wait until the page has this heading."""
    expect(page.get_by_role("heading", level=1)).to_have_text(text, timeout=RUN_MILLISECONDS)


def query(page: Page) -> dict[str, list[str]]:
    """Return what the address asks for."""
    return parse_qs(urlsplit(page.url).query)


def test_from_the_bar_of_the_worst_task_to_a_cell_and_back_step_by_step(visitor: Visitor) -> None:
    page = visitor.open("overview?period=2018&category=医科")
    overview, asked = page.evaluate(SHOWN), query(page)
    press(page, "未达标比例最高")
    worst = page.get_by_test_id("stPageLink").get_by_role("link", name=re.compile("家未达标")).first.inner_text()
    number = re.search(r"(\d+) ", worst)
    assert number
    visitor.settled()
    click_mark(page, "tasks", f"T{int(number[1]):02d}", "unmet")
    onward = page.get_by_role("link", name=re.compile("的全部情况"))
    expect(onward).to_be_visible(timeout=RUN_MILLISECONDS)
    chosen, asked_for_bar = visitor.settled().evaluate(SHOWN), query(page)
    onward.click()

    await_heading(page, "任务")
    tasks = visitor.settled().evaluate(SHOWN)
    page.get_by_test_id("stMain").get_by_role("link", name="滨海市示例内科学会").click()

    await_heading(page, "滨海市示例内科学会")
    visitor.settled()
    click_mark(page, "bullets", "T08-a")
    assert_cell_in_sight(page)
    assert visitor.settled().get_by_test_id("stException").count() == 0
    copied = page.context.new_page()
    copied.goto(page.url)
    assert_cell_in_sight(copied)
    copied.close()

    page.go_back()
    expect(page.get_by_label("理事 ÷ 会员代表的数字和出处")).to_have_count(0, timeout=RUN_MILLISECONDS)
    page.go_back()
    await_heading(page, "任务")
    assert (visitor.settled().evaluate(SHOWN), query(page)["category"]) == (tasks, ["医科"])
    page.go_back()
    await_heading(page, "总览")
    expect(onward).to_be_visible(timeout=RUN_MILLISECONDS)
    assert (visitor.settled().evaluate(SHOWN), query(page)) == (chosen, asked_for_bar)
    page.go_back()
    expect(onward).to_have_count(0, timeout=RUN_MILLISECONDS)
    page.go_back()
    page.wait_for_function(f"before => JSON.stringify(({SHOWN})()) === JSON.stringify(before)", arg=overview)
    assert query(visitor.settled()) == asked


def assert_cell_in_sight(page: Page) -> None:
    """Wait until the page shows what the first ratio rests on."""
    expect(page.get_by_label("理事 ÷ 会员代表的数字和出处").first).to_be_visible(timeout=RUN_MILLISECONDS)
    expect(page.get_by_text("06-S03-2018.xlsx › 基本情况!B3")).to_be_visible(timeout=RUN_MILLISECONDS)


def press(page: Page, name: str) -> None:
    """Press one of the choices above a list."""
    page.get_by_role("radio", name=name).or_(page.get_by_role("button", name=name)).first.click()


def test_from_the_bar_of_the_nearest_to_what_is_missing_and_to_the_society(visitor: Visitor) -> None:
    page = visitor.open("overview?period=2018")
    click_mark(page, "steps")
    page.wait_for_function("() => new URLSearchParams(location.search).has('steps')")
    listed = re.compile(f"还差 {query(page)['steps'][0]} 条的学会：1 家")
    expect(page.get_by_role("heading", name=listed)).to_be_visible(timeout=RUN_MILLISECONDS)
    visitor.settled()
    link = page.get_by_test_id("stMain").get_by_role("link", name=re.compile("学会$")).first
    name = link.inner_text().split()[-1]
    cells = page.get_by_role("region", name=listed).locator("[role=gridcell]")  # told anew some time after it is drawn
    expect(cells.filter(has_text=name).first).to_be_attached(timeout=RUN_MILLISECONDS)
    expect(cells.filter(has_text=re.compile("须完成|还差|缺")).first).to_be_attached()
    link.click()
    await_heading(page, name)
    steps = page.get_by_role("heading", name=re.compile(r"还差什么：做到下面 \d+ 条"))
    expect(steps).to_be_visible(timeout=RUN_MILLISECONDS)


@pytest.mark.parametrize(("path", "key"), CHARTS)
def test_mark_shows_what_is_behind_it_once_and_back_returns_to_it(visitor: Visitor, path: str, key: str) -> None:
    address = f"{path}{'&' if '?' in path else '?'}period=2018&state=须更正&state=已受理"
    page = visitor.page
    if query(page) != parse_qs(urlsplit(address).query) or not urlsplit(page.url).path.endswith(urlsplit(path).path):
        visitor.open(address)  # the test before has come back to the same address
    before, asked = page.evaluate(SHOWN), query(page)
    click_mark(page, key)
    page.wait_for_function(f"before => JSON.stringify(({SHOWN})()) !== JSON.stringify(before)", arg=before)
    behind, chosen = visitor.settled().evaluate(SHOWN), query(page)
    assert chosen == {**asked, key: chosen[key]}
    leave(page)
    page.go_back()
    await_heading(page, before[0])
    assert (visitor.settled().evaluate(SHOWN), query(page)) == (behind, chosen)
    page.go_back()
    page.wait_for_function(f"before => JSON.stringify(({SHOWN})()) === JSON.stringify(before)", arg=before)
    assert query(visitor.settled()) == asked


def leave(page: Page) -> None:
    """Go to the first society that is linked, else to another page, as a visitor would who has seen enough."""
    here = page.get_by_role("heading", level=1).inner_text()
    onward = page.get_by_test_id("stMain").get_by_test_id("stPageLink").get_by_role("link")
    others = page.get_by_test_id("stSidebarNavLink").filter(has_not_text=here)
    (onward.first if onward.count() else others.first).click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text(here, timeout=RUN_MILLISECONDS)
    expect(page.get_by_test_id("stMain").get_by_test_id("stException")).to_have_count(0)
