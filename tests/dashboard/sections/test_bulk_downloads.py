"""批量下载: what goes out at once is made in the background and waits for whoever had it made, if of the staff."""

import email
import io
import re
import time
import zipfile
from email.policy import default
from pathlib import Path

import pytest
from openpyxl import load_workbook
from starlette.requests import HTTPConnection, Request
from starlette.responses import FileResponse
from streamlit.testing.v1 import AppTest

from dashboard.server import permissions
from dashboard.server.ready_downloads import ready_download
from dashboard.server.sessions import Session
from dashboard.server.turned_away import TurnedAway
from etl import desk
from etl.accounts.accounts_file import CLERK, LEADER, UserAccount
from etl.archive.backup import check_backup
from etl.archive.damaged_files import require_intact
from etl.archive.files import Archive
from etl.paths import DataFolder
from tests.dashboard.conftest import Visit

PART = "批量下载"


def _made(app: AppTest) -> desk.ReadyFile:
    """Click the button and wait for the file."""
    next(one for one in app.button if one.label.startswith("生成")).click().run()
    for _ in range(600):
        links = [one.proto.url for one in app.get("link_button")]
        if links or app.error:
            break
        time.sleep(0.1)
        app.run()
    assert not (app.exception or app.error)
    file = desk.ready_file(links[0].removeprefix("/ready/"))
    assert file
    return file


@pytest.fixture
def opened(visit: Visit, warehouse: Path) -> dict[str, AppTest]:
    """Return the part with each of its choices, by the choice."""
    kinds = ("templates", "returns", "drafts", "documents", "backup")
    return {kind: visit(warehouse, "submissions", period="2018", part=PART, bulk=kind) for kind in kinds}


def test_everything_goes_out(opened: dict[str, AppTest], warehouse: Path) -> None:
    buttons = {kind: [one.label for one in app.button if "生成" in one.label] for kind, app in opened.items()}
    assert buttons == {
        "templates": ["生成：填报表 7 份"],
        "returns": buttons["returns"],
        "drafts": ["生成：邮件草稿 2 份"],
        "documents": ["生成：每家一页 7 份"],
        "backup": ["生成：整个档案"],
    }
    opened["templates"].multiselect(key="bulk_societies").set_value(["S04", "S06"]).run()
    with zipfile.ZipFile(_made(opened["templates"]).path) as archive:
        assert [name[:3] for name in archive.namelist()] == ["S04", "S06"]
        assert "基本情况" in load_workbook(io.BytesIO(archive.read(archive.namelist()[0]))).sheetnames
    with zipfile.ZipFile(_made(opened["drafts"]).path) as archive:
        drafts = {name[:3]: email.message_from_bytes(archive.read(name), policy=default) for name in archive.namelist()}
    assert {name: draft.is_multipart() for name, draft in drafts.items()} == {"S04": False, "S05": True}
    assert "示例004，您好！" in drafts["S04"].get_content()
    with zipfile.ZipFile(_made(opened["documents"]).path) as archive:
        assert len(archive.namelist()) == 7
    with zipfile.ZipFile(_made(opened["returns"]).path) as archive:
        count = int(re.findall(r"\d+", buttons["returns"][0])[0])
        assert len(archive.namelist()) == count
    backup = _made(opened["backup"])
    check_backup(backup.path)
    require_intact(Archive(DataFolder(warehouse).archive))
    answer = ready_download(Request({"type": "http", "path_params": {"key": backup.key}, "headers": []}))
    assert isinstance(answer, FileResponse)
    assert (answer.path, answer.filename) == (backup.path, backup.name)
    desk.drop_ready_files()
    assert (backup.path.exists(), backup.path.parent.exists()) == (False, False)
    gone = ready_download(Request({"type": "http", "path_params": {"key": backup.key}, "headers": []}))
    assert gone.status_code == 404


def test_the_oldest_of_many_files_is_dropped(tmp_path: Path) -> None:
    files = [desk.make_ready(DataFolder(tmp_path), "a.zip", lambda path: path.touch()) for _ in range(13)]
    assert [desk.ready_file(file.key) is not None for file in files] == [False] + [True] * 12
    desk.drop_ready_files()
    assert not [one for one in (tmp_path / "staging").iterdir() if one.is_dir()]


@pytest.mark.parametrize(("role", "is_told", "status"), [(CLERK, True, 0), (CLERK, False, 404), (LEADER, True, 403)])
def test_the_server_gives_a_file_to_the_clerk_who_was_told_of_it(role: str, is_told: bool, status: int) -> None:
    link = f"/ready/{'0a' * 16}"
    session = Session(UserAccount("li", "李示例", role, ""), "key", 0, 0)
    if is_told:
        permissions.learn_links(session, f"\x12\x2a{link}\x1a".encode())
    asked = HTTPConnection({"type": "http", "path": link, "headers": []})
    if not status:
        permissions.check(asked, session)
        return
    with pytest.raises(TurnedAway) as refusal:
        permissions.check(asked, session)
    assert refusal.value.status == status
