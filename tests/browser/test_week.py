"""The clerk's week in a real browser, without a terminal: a new year, its workbooks, a mixed inbox, what is decided
about it, forty reviews by keys, a workbook back and forth, the report; every decision in the history, and undone.
"""

import datetime as dt
import io
import re
import time
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import duckdb
import openpyxl
import pytest
from docx import Document
from playwright.sync_api import Locator, Page, expect

from etl import desk
from etl.desk import reviewing
from etl.knowledge import rubric as rubrics
from etl.loading import pipeline
from etl.paths import DataFolder
from etl.template import places
from etl.warehouse import current_build
from tests import association
from tests.association import Filled
from tests.browser.conftest import Serve, Visit, Visitor
from tests.etl.template import confirming

pytestmark = pytest.mark.browser
MILLISECONDS, SECONDS = 30_000, 60
YEAR, WHO = 2019, "示例甲"
MEMBERS = {2016: (200, 10), 2017: (220, 10), 2018: (240, 12), 2019: (250, 12)}
ROW, HEADING, TICK = 62, 31, 20  # pixels of a table: a row, the headings, and where a row is ticked
TO_CORRECT, ALIEN, STRAY, RUBBISH = "2-物理学会.xlsx", "3-内科学会.xlsx", "4-报表.xlsx", "5-说明.xlsx"


@dataclass
class Clerk:
    """Somebody of the staff in front of the dashboard."""

    visitor: Visitor

    def open(self, path: str) -> Page:
        return self.visitor.open(path)

    def decide(self, deed: str, why: str, kept: str) -> None:
        """Give the reason, press the button, and wait until the page says what was done."""
        self._button(deed)
        self.visitor.page.get_by_label("理由").last.fill(why)
        self.press(deed)
        self.see(kept)

    def press(self, deed: str) -> None:
        """Press a button, and before that give the name where it is asked for: once a visit."""
        button = self._button(deed)
        for field in self.visitor.page.get_by_role("textbox", name="您的姓名").all():
            field.fill(WHO)
        button.click()

    def _button(self, deed: str) -> Locator:
        """Return that button when its form is drawn and any form that stood there before is gone."""
        button = self.visitor.page.get_by_role("button", name=deed, exact=True)
        button.wait_for(timeout=MILLISECONDS)
        self.visitor.settled()
        return button

    def see(self, text: str) -> None:
        expect(self.visitor.page.get_by_text(text).first).to_be_visible(timeout=MILLISECONDS)

    def choose(self, label: str, typed: str) -> None:
        page = self.visitor.page
        page.get_by_test_id("stMain").get_by_role("combobox", name=label).fill(typed)
        page.get_by_role("option", name=typed).first.click()

    def download(self, role: str, name: str) -> tuple[str, bytes]:
        page = self.visitor.page
        with page.expect_download(timeout=MILLISECONDS) as download:
            page.get_by_role(role, name=re.compile(re.escape(name))).first.click(timeout=MILLISECONDS)  # type: ignore[arg-type]
        return download.value.suggested_filename, Path(str(download.value.path())).read_bytes()

    def hand_in(self, files: list[Path], found: str, deed: str, done: str) -> None:
        page = self.open(f"submissions?part=收取填报表&period={YEAR}")
        page.locator("input[type=file]").set_input_files(files)
        self.see(found)
        page.get_by_role("button", name=deed).click()
        self.see(done)


def test_week_of_a_clerk(visit: Visit, serve: Serve, tmp_path: Path) -> None:
    sent = [Filled(f"S0{number}", members={**MEMBERS, 2019: MEMBERS[2018]}) for number in (1, 2, 3)]
    folder = DataFolder(association.build(tmp_path / "data", association.REGISTRY[:4], sent))
    clerk = Clerk(visit(serve(folder.root)))
    templates = _sets_up_the_year(clerk)
    inbox = _inbox(tmp_path, templates)
    clerk.hand_in(
        inbox,
        "检查了 5 份：可以受理 2 份，可以受理、须更正 1 份，要退回 2 份。",
        "受理 3 份，退回 2 份",
        "收到 5 份：受理 2，须更正 1，退回 2",
    )
    _decides_about_files(clerk)
    _clears_a_check(clerk)
    _reviews_forty_answers(clerk, folder)
    _sends_back_and_receives(clerk, tmp_path)
    _reports(clerk)

    as_decided, moment = _content(folder), dt.datetime.now()
    pipeline.rebuild(folder, None, lambda *_: None)
    assert _content(folder) == as_decided
    _undoes_everything(clerk, folder)
    undone = _content(folder)
    assert undone != as_decided
    pipeline.rebuild(folder, moment, lambda *_: None)
    assert _content(folder) == as_decided
    pipeline.rebuild(folder, None, lambda *_: None)
    assert _content(folder) == undone


def _sets_up_the_year(clerk: Clerk) -> dict[str, bytes]:
    """A society renamed, one added, the year, and the workbooks of all five by name."""
    page = clerk.open("registry?line=S04")
    page.get_by_role("textbox", name="学会名称").fill("滨海市示例护理与康养学会")
    page.get_by_role("button", name="记下改动").click()
    clerk.see("1 处改动，尚未保存")
    page.get_by_role("button", name="改为新增一家学会").click()
    page.get_by_role("button", name="记下新增").wait_for()
    page.get_by_role("textbox", name="学会名称").fill("滨海市示例天文学会")
    page.get_by_role("textbox", name="起报年度").fill(str(YEAR))
    page.get_by_role("button", name="记下新增").click()
    clerk.see("4 处改动，尚未保存")
    page.get_by_test_id("stSidebarNavLink").filter(has_text="报送").click()  # looked at from another page
    page.get_by_role("link", name="去保存").click()
    clerk.press("保存 4 处改动")
    clerk.see("名录已经保存")
    page = clerk.open("registry?part=新年度")
    clerk.press("建立这个年度")
    page.get_by_role("button", name="生成 5 份填报表").click(timeout=MILLISECONDS)
    _, content = clerk.download("link", "下载（")
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name.split("-")[0]: packed.read(name) for name in packed.namelist()}


def _inbox(folder: Path, templates: dict[str, bytes]) -> list[Path]:
    """One workbook confirmed, one to correct, one that names another society, one that names none, one that is none."""
    assert sorted(templates) == ["S01", "S02", "S03", "S04", "S05"]
    book = openpyxl.load_workbook(io.BytesIO(templates["S01"]))
    confirming.confirm(book)
    book["基本情况"]["C14"] = "否"
    for column, count in zip("BCD", (250, 12, 262), strict=True):
        book["会员情况"][f"{column}8"] = count
    row = places.standard_rows(rubrics.in_force(rubrics.read_all(), YEAR))["T18-1"]
    letters = places.sheets(confirming.YEAR)["answers"].letters
    for key, value in (("choice", "有变化"), ("status", "部分完成"), ("quantity", 1), ("note", "场地未定，缩小了规模")):
        book["任务完成情况"][f"{letters[key]}{row}"] = value
    book.save(folder / "1-数学学会.xlsx")
    association.write_submission(folder / TO_CORRECT, Filled("S02", YEAR, quantities={"T12-1": "约3"}, members=MEMBERS))
    association.write_submission(folder / ALIEN, Filled("S01", YEAR, answers={"T01-1": "未完成"}, members=MEMBERS))
    association.write_submission(
        folder / STRAY, Filled("S03", YEAR, answers={"T18-1": "部分完成"}, form={"学会名称": None}, members=MEMBERS)
    )
    (folder / RUBBISH).write_text("这不是工作簿", "utf-8")
    return [folder / name for name in ("1-数学学会.xlsx", TO_CORRECT, ALIEN, STRAY, RUBBISH)]


def _decides_about_files(clerk: Clerk) -> None:
    page = clerk.open(f"submissions?part=撤回与记录&period={YEAR}")
    clerk.choose("哪一份在用的报送", ALIEN)
    clerk.see("重新生效")
    clerk.decide("撤回这份报送", "内科学会误用了数学学会的表", "已撤回")
    clerk.choose("哪一个文件", STRAY)
    clerk.choose("归到哪家学会", "内科学会")
    clerk.see("将成为第一份")
    clerk.decide("归到这家学会", "邮件正文写明是内科学会的", "已归入")
    clerk.choose("哪一个文件", RUBBISH)
    page.get_by_role("radio", name="标为已处理").or_(page.get_by_role("button", name="标为已处理")).first.click()
    clerk.decide("标为已处理", "不是填报表", "已标为已处理")


def _clears_a_check(clerk: Clerk) -> None:
    page = clerk.open(f"society?society=S01&period={YEAR}")
    clerk.see("已经答复的核对 1 处：核实无误 0 处，学会在备注中说明 1 处")
    page = clerk.open(f"society?society=S03&period={YEAR}")
    table = page.get_by_test_id("stDataFrame").last
    table.scroll_into_view_if_needed()
    page.wait_for_timeout(500)  # the canvas draws its rows after it has come into sight
    box = table.bounding_box()
    assert box
    # A click without a move of the pointer before it does nothing (docs/platform-facts.md).
    page.mouse.move(box["x"] + TICK, box["y"] + HEADING + ROW, steps=4)
    page.mouse.click(box["x"] + TICK, box["y"] + HEADING + ROW / 2, delay=60)
    clerk.decide("核实无误：选中的 1 处", "已到现场看过", "已记作核实无误 1 处")


def _reviews_forty_answers(clerk: Clerk, folder: DataFolder) -> None:
    page = clerk.open(f"reviews?period={YEAR}")
    page.get_by_label("您的姓名").fill(WHO)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")  # past the reason
    page.wait_for_timeout(500)
    for reviewed in range(1, 39):
        _pressed(page, "1", reviewed)
    page.get_by_label("理由（不认可、需补材料必填）").fill("没有签到记录")
    page.keyboard.press("Tab")
    page.wait_for_timeout(500)
    _pressed(page, "2", 39)
    page.keyboard.press("n")
    _pressed(page, "1", 40)
    _pressed(page, "z", 39)
    _pressed(page, "1", 40)
    deadline = time.monotonic() + SECONDS
    while reviewing.uncounted_decisions(folder) and time.monotonic() < deadline:
        time.sleep(0.2)


def _pressed(page: Page, key: str, reviewed: int) -> None:
    """Press a key of the queue and wait until so many answers are reviewed."""
    page.keyboard.press(key)
    expect(page.get_by_text(f"已审 {reviewed} / 应审 ")).to_be_visible(timeout=MILLISECONDS)


def _sends_back_and_receives(clerk: Clerk, folder: Path) -> None:
    clerk.open(f"society?society=S02&period={YEAR}")
    name, content = clerk.download("button", "下载标出问题的原表")
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert (name.startswith("退回修改-"), book.sheetnames[0]) == (True, "须更正清单")
    (cell,) = [cell for row in book["任务完成情况"].iter_rows() for cell in row if cell.value == "约3"]
    assert cell.comment
    cell.value = 3
    book.save(folder / name)
    clerk.hand_in([folder / name], "检查了 1 份：可以受理 1 份。", "受理 1 份", "收到 1 份：受理 1")


def _reports(clerk: Clerk) -> None:
    clerk.open(f"overview?part=通报和下载&period={YEAR}")
    _, content = clerk.download("button", "下载通报（Word）")
    text = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs)
    assert "共5家学会" in text and "已审核 40/98 项" in text


def _undoes_everything(clerk: Clerk, folder: DataFolder) -> None:
    made = desk.decisions_made(folder)
    assert Counter(one.entry.what for one in made if one.who == WHO) == {
        "registry": 2, "withdrawal": 1, "assignment": 1, "handling": 1, "clearance": 1, "review": 41, "undo": 1,
    }  # fmt: skip
    for what in ("review", "clearance", "handling", "assignment", "withdrawal"):
        (*_, last) = (one for one in desk.decisions_made(folder) if one.entry.what == what and one.is_undoable)
        clerk.open(f"submissions?part=撤回与记录&period={YEAR}&decision={last.entry.number}")
        clerk.decide("撤销这项决定", f"演示撤销{what}", "已撤销先前的决定")
    undone = Counter(one.entry.what for one in desk.decisions_made(folder) if one.undone_by)
    assert undone == {"review": 2, "clearance": 1, "handling": 1, "assignment": 1, "withdrawal": 1}


def _content(folder: DataFolder) -> list[list[tuple[object, ...]]]:
    """What a build says of reviews, verdicts, checks and states."""
    with duckdb.connect() as connection:
        connection.execute("attach ? as build (read_only)", [str(current_build(folder))])
        tables = ("criterion_result", "task_result", "society_result", "asked_check", "open_finding")
        connection.execute("set search_path = 'build.main,build.internal'")
        return [connection.execute(f"from {table} order by all").fetchall() for table in tables]
