"""Logging in and out of a running dashboard: what is told, what is counted, what ends (docs/access.md)."""

import json
import os
import stat
import time
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from etl.accounts.accounts_file import CLERK, LEADER, AccountsFile
from etl.paths import DataFolder
from tests.dashboard.server import asking
from tests.dashboard.server.asking import ask, conversation, drawn, log_in
from tests.dashboard.server.conftest import PASSWORD


@pytest.mark.parametrize("name", ["zhang", "nobody", "", "' or 1=1 --", "zhang\0", "张示例", "a" * 100])
def test_wrong_password_and_unknown_name_get_the_same_answer(server: str, name: str) -> None:
    answer = log_in(server, name, "wrong-word-1")
    assert (answer.status, "账号或口令不对" in answer.text, "set-cookie" in answer.headers) == (401, True, False)


def test_login_leads_to_pages_of_this_server_only(server: str) -> None:
    own = {"/tasks?period=2018": "/tasks?period=2018", "/society?society=S%201": "/society?society=S%201", "": "/"}
    foreign = ["//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil.example", "/%0d%0aSet-Cookie:x",
               "javascript:alert(1)", "/x\r\nSet-Cookie: a=b", "/.//evil.example", '/"><script>']  # fmt: skip
    for page, leads in {**own, **dict.fromkeys(foreign, "/")}.items():
        answer = log_in(server, "wang", PASSWORD, next=page)
        assert (page, answer.status, answer.headers["location"]) == (page, 303, leads)
    form = ask(server, "/login?next=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").text
    assert "<script" not in form


def test_cookie_is_for_the_server_alone(server: str) -> None:
    said = log_in(server, "wang", PASSWORD).headers["set-cookie"].lower()
    assert ("httponly" in said, "samesite=lax" in said, "secure" in said, "path=/" in said) == (True, True, False, True)
    form = "name=wang&password=" + PASSWORD
    behind = ask(server, "/login", "POST", form, Host="kanban.example.org", Origin="https://kanban.example.org")
    assert "secure" in behind.headers["set-cookie"].lower()


def test_five_failures_lock_the_name_also_for_the_right_password(server: str, data: Path) -> None:
    AccountsFile(DataFolder(data).accounts).add("sun", "", LEADER, PASSWORD)
    statuses = [log_in(server, name, "wrong-word-1").status for name in ("sun", "SUN", " sun ", "sun", "Sun", "sun")]
    assert statuses == [401] * 5 + [429]
    locked = log_in(server, "sun", PASSWORD)
    assert (locked.status, "五分钟" in locked.text, "set-cookie" in locked.headers) == (429, True, False)
    assert log_in(server, "wang", PASSWORD).status == 303


@pytest.mark.parametrize("way", ["log out", "disable", "password"])
def test_open_websocket_ends_within_seconds(server: str, data: Path, way: str) -> None:
    accounts = AccountsFile(DataFolder(data).accounts)
    name = way.replace(" ", "-")
    accounts.add(name, "", CLERK, PASSWORD)
    cookie = log_in(server, name, PASSWORD).cookie
    with conversation(server, cookie) as socket:
        drawn(socket, "")
        if way == "log out":
            assert ask(server, "/logout", "POST", Cookie=cookie, Origin=server).status == 303
        elif way == "disable":
            accounts.disable(name)
        else:
            accounts.set_password(name, "another-word")
        started = time.monotonic()
        with pytest.raises(ConnectionClosed, match="4401"):
            drawn(socket, "tasks") if way == "disable" else asking.heard(socket, "logo")
        assert time.monotonic() - started < 5
    assert ask(server, "/", Cookie=cookie).status == 401
    assert log_in(server, name, PASSWORD).status == (303 if way == "log out" else 401)


def test_log_is_the_owners_and_holds_no_password(server: str, data: Path) -> None:
    log_in(server, "wrong-word-typed-as-name", PASSWORD)
    ask(server, "/", Host="evil.example")
    ask(server, "/_stcore/metrics", Cookie=log_in(server, "li", PASSWORD).cookie)
    text = (data / "log" / "access.jsonl").read_text("utf-8")
    assert {json.loads(line)["what"] for line in text.splitlines()} >= {"login", "failed", "refused", "denied"}
    assert not [word for word in (PASSWORD, "wrong-word", "李示例") if word in text]
    if os.name != "nt":
        assert stat.S_IMODE((data / "log" / "access.jsonl").stat().st_mode) == 0o600
