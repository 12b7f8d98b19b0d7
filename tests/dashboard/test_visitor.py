"""Roles on the pages: what a leader does not see, and that nobody sees anything whom the server has not named."""

import json
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from etl.accounts.accounts_file import CLERK, LEADER, AccountsFile
from etl.paths import DataFolder
from tests.dashboard.deciding import opened_form, press, settled, widget

PASSWORD = "right-word-1"
LEADERS_USER = {"account": "li", "role": LEADER, "session": "one"}
CLERKS_USER = {"account": "zhang", "role": CLERK, "session": "two"}


@pytest.fixture(scope="module")
def guarded(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the small association's data folder in which a leader and a clerk have accounts."""
    data = Path(shutil.copytree(warehouse, tmp_path_factory.mktemp("guarded") / "data"))
    file = AccountsFile(DataFolder(data).accounts)
    file.add("li", "李示例", LEADER, PASSWORD)
    file.add("zhang", "张*示例", CLERK, PASSWORD)
    file.add("wang", "王示例", CLERK, PASSWORD)
    file.disable("wang")
    return data


class Opened:
    """Opens pages of a data folder as somebody."""

    def __init__(self, root: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._root = root
        monkeypatch.setenv("REFORM_DATA", str(data))

    def page(self, name: str, user: dict[str, str], **query: str) -> AppTest:
        app = AppTest.from_file(str(self._root / "dashboard" / "app.py"), default_timeout=60)
        app.user = dict(user)
        app.query_params.update(query)
        return app.switch_page(str(self._root / "pages" / f"{name}.py")).run()


@pytest.fixture
def opened(root: Path, guarded: Path, monkeypatch: pytest.MonkeyPatch) -> Opened:
    return Opened(root, guarded, monkeypatch)


@pytest.mark.parametrize(
    "user",
    [
        {},
        {"account": "", "role": CLERK},
        {"account": "nobody", "role": CLERK},
        {"account": "li", "role": CLERK},
        {"account": "zhang"},
        {"account": "wang", "role": CLERK},
    ],
)
def test_nothing_is_shown_to_whom_the_server_has_not_named(opened: Opened, user: dict[str, str]) -> None:
    app = opened.page("overview", user)
    assert [error.value for error in app.error] == ["请先登录。请刷新页面；如果仍然这样，请把这句话告诉维护人员。"]
    assert (len(app.title), len(app.selectbox), len(app.markdown), len(app.get("plotly_chart"))) == (0, 0, 0, 0)


def test_nothing_is_shown_where_the_accounts_are_damaged(
    root: Path, warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = Path(shutil.copytree(warehouse, tmp_path / "data"))
    DataFolder(data).accounts.write_text("{", "utf-8")
    app = Opened(root, data, monkeypatch).page("overview", CLERKS_USER)
    assert (len(app.error), len(app.title)) == (1, 0)


@pytest.mark.parametrize("name", ["overview", "tasks", "membership", "council", "optional_tasks", "society"])
def test_leader_sees_the_pages_of_the_clerk_without_forms(opened: Opened, name: str) -> None:
    query = {"period": "2018"} | ({"society": "S05"} if name == "society" else {})
    leaders, clerks = opened.page(name, LEADERS_USER, **query), opened.page(name, CLERKS_USER, **query)
    assert not leaders.exception
    assert [title.value for title in leaders.title] == [title.value for title in clerks.title]
    titles = [[one.proto.label for one in app.get("download_button")] for app in (leaders, clerks)]
    assert titles[0] == [label for label in titles[1] if label != "下载标出问题的原表"]
    assert [button.label for button in leaders.button] == ["退出登录", "清除筛选"]
    assert [one.label for one in leaders.text_input] == ["找学会"] and not leaders.text_area


@pytest.mark.parametrize(
    "part", ["报送进度", "催报名单", "待处理的问题", "读取情况", "收取填报表", "批量下载", "撤回与记录", "账号"]
)
def test_leader_sees_no_contacts_and_no_forms_of_the_staff(opened: Opened, part: str) -> None:
    leaders, clerks = (opened.page("submissions", user, part=part) for user in (LEADERS_USER, CLERKS_USER))
    assert not leaders.exception
    tabs = ["报送进度", "催报名单", "待处理的问题", "读取情况", "收取填报表", "批量下载", "撤回与记录", "账号"]
    assert [tab.label for tab in clerks.tabs if tab.label in tabs] == tabs
    assert [tab.label for tab in leaders.tabs if tab.label in tabs] == ["报送进度", "待处理的问题", "读取情况"]
    assert not leaders.get("file_uploader")
    labels = [one.proto.label for one in leaders.get("download_button")]
    assert not [label for label in labels if "退回" in label or "催报" in label]


def test_leader_reviews_nothing(opened: Opened) -> None:
    leaders, clerks = (opened.page("reviews", user) for user in (LEADERS_USER, CLERKS_USER))
    assert [title.value for title in clerks.title] == ["审核"]
    assert "审核" not in [title.value for title in leaders.title]
    assert not [button for button in leaders.button if button.label in ("认可", "不认可", "需补材料")]


def test_without_accounts_there_is_no_part_for_them(
    root: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = Opened(root, warehouse, monkeypatch).page("submissions", {})
    assert "账号" not in [tab.label for tab in app.tabs]
    assert not [button for button in app.button if button.label == "退出登录"]


def test_note_has_the_name_of_the_account_and_the_journal_its_id(opened: Opened, guarded: Path) -> None:
    app = opened_form(opened.page("overview", CLERKS_USER, period="2018"))
    assert not [one for one in app.text_input if one.label == "您的姓名"]
    widget(app, "text_area", "备注").input("已电话核实")
    app = settled(press(app, "保存"))
    journal = DataFolder(guarded).archive / "journal.jsonl"
    note = json.loads(journal.read_text("utf-8").splitlines()[-1])
    assert (note["what"], note["text"], note["author"], note["account"]) == ("note", "已电话核实", "张*示例", "zhang")
    assert any("张\\*示例" in one.value for one in app.markdown)


def test_clerk_adds_disables_and_gives_passwords(opened: Opened, guarded: Path) -> None:
    file = AccountsFile(DataFolder(guarded).accounts)

    def filled(form: str, first: str, again: str) -> AppTest:
        app = opened.page("submissions", CLERKS_USER, part="账号")
        app.text_input(key=f"{form}_password").input(first)
        app.text_input(key=f"{form}_again").input(again)
        return app

    app = filled("add", PASSWORD, "another")
    widget(app, "text_input", "账号").input("zhao")
    assert "两遍输入的口令不一样，没有改动。" in [one.value for one in press(app, "新建").warning]
    assert file.account("zhao") is None
    app = filled("add", PASSWORD, PASSWORD)
    widget(app, "text_input", "账号").input("zhao")
    widget(app, "text_input", "姓名").input("赵示例")
    app = press(app, "新建")
    assert [one.value for one in app.success] == ["已新建账号 zhao（赵示例，领导）。请把账号和口令当面告诉本人。"]
    assert (app.text_input(key="add_password").value or "") == ""
    widget(app, "selectbox", "哪个账号").select("zhao")
    app = press(app, "停用这个账号")
    assert file.account("zhao") is None
    app = filled("change", "another-word", "another-word")
    widget(app, "selectbox", "哪个账号").select("zhao")
    press(app, "重设口令")
    assert file.account("zhao") is not None
    app = opened.page("submissions", CLERKS_USER, part="账号")
    widget(app, "selectbox", "哪个账号").select("zhang")
    told = [one.value for one in press(app, "停用这个账号").warning]
    assert told == ["不能停用自己正在用的账号，请由另一位工作人员停用。"]
