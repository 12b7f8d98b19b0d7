"""The guard as time goes by and files change: time-outs, first accounts, damaged accounts, its log."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed

from dashboard.server import sessions
from dashboard.server.access_log import AccessLog
from dashboard.server.guard import Guard
from etl.accounts.accounts_file import LEADER
from tests.dashboard.server.asking import ask, conversation, log_in
from tests.dashboard.server.conftest import PASSWORD, Served, running, tell


def test_without_accounts_everything_is_open_to_this_computer(served: Served) -> None:
    assert ask(served.address, "/tasks").text == "data"
    assert ask(served.address, "/login").headers["location"] == "/"
    with conversation(served.address) as talk:
        tell(talk, "one")
    assert ask(served.address, "/_stcore/metrics").status == 403


def test_first_account_ends_what_was_open_to_anybody(served: Served) -> None:
    with conversation(served.address) as talk:
        tell(talk, "one")
        served.accounts.add("li", "", LEADER, PASSWORD)
        with pytest.raises(ConnectionClosed, match="4401"):
            talk.recv(timeout=5)
    assert ask(served.address, "/tasks").status == 401


@pytest.mark.parametrize(
    ("steps", "is_in"),
    [
        ([sessions.IDLE_SECONDS], True),
        ([sessions.IDLE_SECONDS + 1], False),
        ([sessions.IDLE_SECONDS] * 24, True),
        ([sessions.IDLE_SECONDS] * 24 + [1], False),
    ],
)
def test_session_ends_when_idle_or_old(served: Served, steps: list[int], is_in: bool) -> None:
    served.accounts.add("li", "", LEADER, PASSWORD)
    cookie = log_in(served.address, "li", PASSWORD).cookie
    with conversation(served.address, cookie) as talk:
        for step in steps[:-1]:
            served.now += step
            assert ask(served.address, "/tasks", Cookie=cookie).status == 200
        served.now += steps[-1]
        assert ask(served.address, "/tasks", Cookie=cookie).status == (200 if is_in else 401)
        if is_in:
            tell(talk, "one")
        else:
            with pytest.raises(ConnectionClosed, match="4401"):
                talk.recv(timeout=5)


def test_open_page_by_itself_keeps_nobody_logged_in(served: Served) -> None:
    served.accounts.add("li", "", LEADER, PASSWORD)
    cookie = log_in(served.address, "li", PASSWORD).cookie
    with conversation(served.address, cookie) as talk:
        for _ in range(3):
            served.now += sessions.IDLE_SECONDS / 2
            ask(served.address, "/_stcore/health", Cookie=cookie)
            ask(served.address, "/health", Cookie=cookie)
        with pytest.raises(ConnectionClosed, match="4401"):
            talk.recv(timeout=5)


def test_what_somebody_does_on_a_page_keeps_them_logged_in(served: Served) -> None:
    served.accounts.add("li", "", LEADER, PASSWORD)
    cookie = log_in(served.address, "li", PASSWORD).cookie
    with conversation(served.address, cookie) as talk:
        for _ in range(3):
            served.now += sessions.IDLE_SECONDS / 1.5
            tell(talk, "one")
    assert ask(served.address, "/tasks", Cookie=cookie).status == 200


def test_damaged_accounts_let_nobody_in(served: Served) -> None:
    served.accounts.add("li", "", LEADER, PASSWORD)
    cookie = log_in(served.address, "li", PASSWORD).cookie
    with conversation(served.address, cookie) as talk:
        served.accounts.path.write_text("{")
        with pytest.raises(ConnectionClosed, match="4401"):
            talk.recv(timeout=5)
    for path in ("/tasks", "/login", "/_stcore/health"):
        answer = ask(served.address, path, Cookie=cookie)
        assert (answer.status, "账号文件损坏" in answer.text) == (503, True)
    assert log_in(served.address, "li", PASSWORD).status == 503


def test_public_address_needs_accounts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REFORM_ADDRESS", "https://kanban.example.org")
    one = Served(tmp_path)
    with closing(AccessLog(tmp_path / "log")) as log, running(one.application(log)) as address:
        answer = ask(address, "/", Host="kanban.example.org")
        assert (answer.status, "还没有账号" in answer.text) == (403, True)
        assert ask(address, "/health", Host="kanban.example.org").status == 403
        assert ask(address, "/").status == 200


def test_log_turns_over_and_its_failure_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = AccessLog(tmp_path / "log")
    for number in range(30):
        monkeypatch.setattr(log._file, "maxBytes", 1000)
        log.note("denied", "li", "127.0.0.1", path=f"/{number}\n" + "x" * 500)
    log.close()
    names = sorted(path.name for path in (tmp_path / "log").iterdir())
    assert names == ["access.jsonl", *(f"access.jsonl.{number}" for number in range(1, 10))]
    lines: list[dict[str, Any]] = [
        json.loads(one) for one in (tmp_path / "log" / "access.jsonl").read_text().splitlines()
    ]
    assert {len(line["path"]) for line in lines} == {200}
    (tmp_path / "file").write_text("")
    AccessLog(tmp_path / "file" / "log").note("login", "li", "127.0.0.1")


def test_other_kinds_of_scope_pass(tmp_path: Path) -> None:
    seen: list[str] = []

    async def application(scope: Any, _receive: Any, _send: Any) -> None:
        seen.append(scope["type"])

    guard = Guard(application, Served(tmp_path).table, AccessLog(tmp_path))
    with ThreadPoolExecutor() as thread:  # a browser test before may have left a loop running in this one
        thread.submit(asyncio.run, guard({"type": "lifespan"}, None, None)).result()  # type: ignore[arg-type]
    assert seen == ["lifespan"]
