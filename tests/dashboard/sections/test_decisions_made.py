"""撤回与记录: submissions withdrawn, strays assigned, all of it in the history and undone, through the page."""

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import database
from dashboard.queries import submissions
from etl import desk
from etl.accounts.accounts_file import CLERK, LEADER, AccountsFile
from etl.paths import DataFolder
from tests import association
from tests.association import HOSTILE, Filled
from tests.dashboard.conftest import Visit
from tests.dashboard.deciding import press, settled, widget

PART = "撤回与记录"
FIRST, SECOND = "000007", "000008"  # what S03 has sent for 2018


@pytest.fixture
def data(warehouse: Path, tmp_path: Path) -> Path:
    """Return a copy of the small association's data folder, to change."""
    return Path(shutil.copytree(warehouse, tmp_path / "data"))


def _opened(visit: Visit, data: Path, **query: str) -> AppTest:
    return visit(data, "submissions", part=PART, period="2018", **query)


def _reasoned(page: AppTest, deed: str, why: str = "报错了", name: str = "示例甲") -> AppTest:
    widget(page, "text_area", "理由").set_value(why)
    widget(page, "text_input", "您的姓名").set_value(name)
    return press(page, deed)


def _said(page: AppTest) -> list[str]:
    return [one.value.replace("\\", "") for kind in (page.markdown, page.success) for one in kind]


def _verdicts() -> dict[str, str]:
    found = database.ask(
        str(database.current()),
        "select criterion_id, verdict from criterion_result where society_id = 'S03' and period = 2018",
    )
    return dict(found.itertuples(index=False, name=None))


def _history(page: AppTest) -> list[list[str]]:
    table = next(one.value for one in page.dataframe if "现状" in one.value)
    return [
        list(row) for row in table[["何人", "决定", "关于", "内容与理由", "现状"]].itertuples(index=False, name=None)
    ]


def test_withdrawal_moves_verdicts_and_its_undo_moves_them_back(visit: Visit, data: Path) -> None:
    page = _opened(visit, data)
    before = _verdicts()
    page = widget(page, "selectbox", "哪一份在用的报送").set_value(SECOND).run()
    assert any("第 1 次报送（05-S03-2018.xlsx" in text and text.endswith("重新生效。") for text in _said(page))
    page = settled(_reasoned(page, "撤回这份报送"))
    assert list(page.exception) == [] and any(text.startswith("已撤回。") for text in _said(page))
    without = _verdicts()
    assert {one for one in before if before[one] != without[one]} >= {"T02-2"}
    [newest, *_] = _history(page)
    about = "滨海市示例内科学会 2018 年度 06-S03-2018.xlsx"
    assert newest == ["示例甲", "撤回报送", about, "报错了", "可以撤销"]
    number = str(desk.decisions_made(DataFolder(data))[-1].entry.number)
    page = settled(_reasoned(_opened(visit, data, decision=number), "撤销这项决定", "没有报错", "示例乙"))
    assert _verdicts() == before
    assert _history(page)[:2] == [
        ["示例乙", "撤销", f"撤回报送：{about}", "没有报错", ""],
        ["示例甲", "撤回报送", about, "报错了", "已撤销"],
    ]
    assert any("这一项已经撤销。" in text for text in _said(_opened(visit, data, decision=number)))


def test_withdrawing_the_only_submission_says_that_nothing_is_left(visit: Visit, data: Path) -> None:
    page = _opened(visit, data)
    only = next(one for one in widget(page, "selectbox", "哪一份在用的报送").options if "示例物理学会" in one)
    page = widget(page, "selectbox", "哪一份在用的报送").set_value(only.split(" · ")[-1]).run()
    assert any("没有别的可用的报送" in text for text in _said(page))


@pytest.mark.parametrize(
    ("why", "name", "warning"),
    [(" ", "示例甲", "请写明理由，以后查得到为什么。"), ("报错了", " ", "请填写您的姓名。")],
)
def test_withdrawal_without_reason_or_name_is_not_kept(
    visit: Visit, data: Path, why: str, name: str, warning: str
) -> None:
    page = widget(_opened(visit, data), "selectbox", "哪一份在用的报送").set_value(SECOND).run()
    page = _reasoned(page, "撤回这份报送", why, name)
    assert [one.value for one in page.warning] == [warning]
    assert "withdrawal" not in [one.what for one in desk.history(DataFolder(data))]


def _with_stray(data: Path, tmp_path: Path, content: bytes = b"") -> None:
    """Have a workbook arrive whose society nobody knows, or what is no workbook."""
    path = tmp_path / "stray.xlsx"
    association.write_submission(path, Filled("S04", form={"学会名称": "不知名的学会"}))
    upload = desk.Upload("![x](y)<b>.xlsx", content or path.read_bytes())
    desk.receive_files(DataFolder(data), [upload], lambda *_: None)


def _assigned(page: AppTest, society_id: str) -> AppTest:
    choice = widget(page, "selectbox", "哪一个文件")
    choice.set_value(choice.options[0].split(" · ")[-1])
    page = widget(page, "selectbox", "归到哪家学会").set_value(society_id).run()
    return settled(_reasoned(page, "归到这家学会", HOSTILE))


def test_stray_is_assigned_and_its_society_has_reported(visit: Visit, data: Path, tmp_path: Path) -> None:
    _with_stray(data, tmp_path)
    page = _assigned(_opened(visit, data), "S04")
    assert list(page.exception) == [] and any(text.startswith("已归入") for text in _said(page))
    asked = "select state from society_result where society_id = 'S04' and period = 2018"
    assert database.ask(str(database.current()), asked)["state"].tolist() == ["accepted"]
    assert any("现在没有无法归入" in text for text in _said(_opened(visit, data)))
    number = str(desk.decisions_made(DataFolder(data))[-1].entry.number)
    texts = [one.value for one in _opened(visit, data, decision=number).markdown]
    assert any("不知名" in text or "示例护理学会" in text for text in texts)
    assert not [text for text in texts if "![" in text or "<b>" in text]


def test_rubbish_is_assigned_to_nobody_and_the_page_says_why(visit: Visit, data: Path, tmp_path: Path) -> None:
    _with_stray(data, tmp_path, b"nothing that is a workbook")
    page = _assigned(_opened(visit, data), "S04")
    assert any("指定归属没有用" in one.value for one in page.error)
    assert widget(page, "text_area", "理由").value == HOSTILE


def test_stray_that_needs_nothing_is_handled_and_listed_again_when_that_is_undone(visit: Visit, data: Path) -> None:
    def strays() -> int:
        return submissions.stray_count(str(database.current()))

    desk.receive_files(DataFolder(data), [desk.Upload("广告.xlsx", b"%PDF-1.7\n")], lambda *_: None)
    page = _opened(visit, data)
    assert strays() == 1
    choice = widget(page, "selectbox", "哪一个文件")
    page = choice.set_value(choice.options[0].split(" · ")[-1]).run()
    page = widget(page, "button_group", "怎样处理").set_value("标为已处理").run()
    page = settled(_reasoned(page, "标为已处理", "是广告"))
    assert (list(page.exception), strays()) == ([], 0)
    assert _history(page)[0] == ["示例甲", "标为已处理", "广告.xlsx", "是广告", "可以撤销"]
    number = str(desk.decisions_made(DataFolder(data))[-1].entry.number)
    settled(_reasoned(_opened(visit, data, decision=number), "撤销这项决定", "要退回"))
    assert strays() == 1


def test_author_is_the_account_and_a_leader_has_no_part_of_it(visit: Visit, data: Path, root: Path) -> None:
    file = AccountsFile(DataFolder(data).accounts)
    file.add("li", "李示例", LEADER, "right-word-1")
    file.add("zhang", "张*示例", CLERK, "right-word-1")
    page = _opened(visit, data)
    page.user = {"account": "li", "role": LEADER, "session": "one"}
    assert PART not in [tab.label for tab in page.run().tabs]
    page.user = {"account": "zhang", "role": CLERK, "session": "two"}
    page.query_params["part"] = PART
    page = widget(page.run(), "selectbox", "哪一份在用的报送").set_value(SECOND).run()
    widget(page, "text_area", "理由").set_value("报错了")
    page = settled(press(page, "撤回这份报送"))
    [*_, made] = desk.decisions_made(DataFolder(data))
    assert (made.who, made.entry.detail["account"]) == ("张*示例", "zhang")
