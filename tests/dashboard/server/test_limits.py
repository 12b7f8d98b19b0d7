"""What is too much or too slow for the server: uploads, bodies, sockets, attempts to log in."""

import threading
import time
from contextlib import ExitStack

import pytest
from websockets.exceptions import InvalidStatus

from dashboard.server import attempts
from dashboard.server.attempts import Attempts
from etl.accounts.accounts_file import CLERK
from tests.dashboard.server.asking import ask, conversation, log_in, read_to_the_end, sent_half
from tests.dashboard.server.conftest import LIMITS, PASSWORD, UPLOAD, Served, tell


def test_uploads_of_one_visit_and_of_all_are_limited(served: Served) -> None:
    assert served.put(b"x" * 2000).text == "2000"
    refused = served.put(b"x" * 1001)
    assert (refused.status, "先受理或移去" in refused.text) == (413, True)
    assert served.put(b"x" * 1000).status == 200
    assert served.put(b"x" * 1500, "c" * 36).status == 200
    refused = served.put(b"x" * 600, "d" * 36)
    assert (refused.status, "各处上传" in refused.text) == (413, True)
    served.held.clear()
    assert served.put(b"x" * 3000, "d" * 36).status == 200


def test_upload_that_does_not_say_its_length_is_limited_too(served: Served) -> None:
    served.put(b"")
    head = f"PUT {UPLOAD} HTTP/1.1\nHost: {served.address[7:]}\nOrigin: {served.address}\nTransfer-Encoding: chunked"
    received = read_to_the_end(sent_half(served.address, head, b"fff\r\n" + b"x" * 0xFFF + b"\r\n"))
    assert received.startswith(b"HTTP/1.1 413")
    assert served.put(b"x" * 3000).status == 200


@pytest.mark.parametrize("path", ["/login", "/tasks", UPLOAD])
def test_slow_bodies_are_cut_off_with_a_sentence(served: Served, path: str) -> None:
    served.put(b"")
    served.accounts.add("li", "", CLERK, PASSWORD)
    cookie = log_in(served.address, "li", PASSWORD).cookie
    with conversation(served.address, cookie) as talk:
        tell(talk, UPLOAD)
    method = "PUT" if path == UPLOAD else "POST"
    head = (
        f"{method} {path} HTTP/1.1\nHost: {served.address[7:]}\nOrigin: {served.address}\nCookie: {cookie}\n"
        "Content-Length: 1000"
    )
    started = time.monotonic()
    halves = [sent_half(served.address, head, b"name=li") for _ in range(20)]
    answers = [read_to_the_end(half) for half in halves]
    expected = b"HTTP/1.1 200" if path == "/tasks" else b"HTTP/1.1 408"
    assert {answer[:12] for answer in answers} == {expected}
    assert ("传得太慢".encode() in answers[0]) == (path != "/tasks")
    assert time.monotonic() - started < LIMITS.body_seconds + 3


def test_so_many_sockets_and_no_more(served: Served) -> None:
    with ExitStack() as open_sockets:
        talks = [open_sockets.enter_context(conversation(served.address)) for _ in range(LIMITS.sockets)]
        with pytest.raises(InvalidStatus, match="503"), conversation(served.address):
            pass
        answer = ask(served.address, "/", Accept="text/html")
        assert (answer.status, "满了" in answer.text) == (503, True)
        assert ask(served.address, "/health").status == 200
        tell(talks[-1], "one")
    time.sleep(0.2)
    with conversation(served.address) as talk:
        tell(talk, "one")


def test_login_form_of_any_length_and_kind_gets_a_sentence(served: Served) -> None:
    served.accounts.add("li", "", CLERK, PASSWORD)
    for body, status in (
        (b"x" * 5000, 413),
        (b"x" * 70_000, 413),
        (b"\xff\xfe", 401),
        (b"", 401),
        (b"a=1&" * 900, 401),
    ):
        assert ask(served.address, "/login", "POST", body, Origin=served.address).status == status
    assert ask(served.address, "/login", "PUT", b"x", Origin=served.address).status == 405


def test_many_at_the_same_moment_are_no_more_than_five_attempts(served: Served) -> None:
    served.accounts.add("li", "", CLERK, PASSWORD)
    statuses: list[int] = []

    def attempt() -> None:
        statuses.append(log_in(served.address, "li", "wrong-word-1").status)

    threads = [threading.Thread(target=attempt) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [401] * 5 + [429] * 7


def test_lock_ends_after_five_minutes_and_success_forgets() -> None:
    now = [0.0]
    counted = Attempts(lambda: now[0])
    for _ in range(attempts.MOST):
        assert not counted.is_locked("li")
        counted.begin("li")
    now[0] += attempts.LOCKED_SECONDS - 1
    assert (counted.is_locked("li"), counted.is_locked("zhang")) == (True, False)
    now[0] += 1
    assert not counted.is_locked("li")
    for _ in range(attempts.MOST - 1):
        counted.begin("li")
    counted.succeeded("li")
    counted.begin("li")
    assert not counted.is_locked("li")
