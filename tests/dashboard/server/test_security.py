"""A running dashboard with accounts, asked in every way that should get nothing (docs/access.md)."""

import json
import re
import time
from contextlib import ExitStack
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus

from tests.dashboard.server import asking
from tests.dashboard.server.asking import ask, conversation, drawn, log_in
from tests.dashboard.server.conftest import PASSWORD

HTML = "text/html,application/xhtml+xml"
# Everything the server can be asked for, spelled as it is and oddly.
ROUTES = """
    / /tasks /overview /society?society=S01 /print/society/S01 /print/society/S01?period=2018 /favicon.png /index.html
    /static/ /static/js/none.js /media/0123456789abcdef0123456789abcdef.xlsx /_stcore/health /_stcore/host-config
    /_stcore/metrics /_stcore/script-health-check /_stcore/upload_file/one/two /component/one/index.html
    /_stcore/bidi-components/one/two /app/static/x /auth/login /oauth2callback /logout /login/ /login/.. /Login /LOGIN
    /login%00 /login;x=1 //login //print/society/S01 /%70rint/society/S01 /./print/society/S01 /PRINT/society/S01
    /print//society/S01 /print/society/S01/ /health/ /health/../print/society/S01 /health/%2e%2e/print/society/S01
    /login/../print/society/S01 /login%2f..%2fprint/society/S01 /_stcore//metrics /_stcore/metrics/ /_stcore/%6detrics
    /_STCORE/metrics /%5Fstcore/metrics /\\print /health%20 /health? /_stcore/agent
    """.split()  # fmt: skip


@pytest.mark.parametrize("accept", ["*/*", HTML])
@pytest.mark.parametrize("cookie", ["", "reform_session=", "reform_session=x", "_streamlit_user=x; role=clerk"])
def test_nothing_without_a_session(server: str, accept: str, cookie: str) -> None:
    forged = {
        "X_Reform_Role": "clerk",
        "X_Reform_Account": "zhang",
        "X_Forwarded_User": "zhang",
        "Remote_User": "zhang",
    }
    answers = {path: ask(server, path, Accept=accept, Cookie=cookie, **forged) for path in ROUTES}
    open_to_all = {path for path, answer in answers.items() if answer.status not in (401, 303)}
    assert open_to_all == {"/health?"}
    led = {path: answer.headers["location"] for path, answer in answers.items() if answer.status == 303}
    assert all(location.startswith("/login") for location in led.values())
    assert bool(led) == (accept == HTML)
    assert not [path for path, answer in answers.items() if "示例甲" in answer.text or "<script" in answer.text]


def test_every_answer_forbids_frames_guesses_and_copies(server: str, leader: str) -> None:
    asked = [
        (path, cookie) for path in ("/", "/login", "/health", "/print/society/S01", "/x") for cookie in ("", leader)
    ]
    for path, cookie in asked:
        headers = ask(server, path, Cookie=cookie).headers
        told = [headers.get(name) for name in ("x-frame-options", "x-content-type-options", "referrer-policy")]
        assert (path, told, headers["cache-control"]) == (path, ["DENY", "nosniff", "same-origin"], "no-store")
    shell = ask(server, "/", Cookie=leader).text
    script = re.search(r"\./(static/js/index\.[\w-]+\.js)", shell)
    assert script
    assert ask(server, f"/{script[1]}", Cookie=leader).headers.get("cache-control") != "no-store"


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example", "127.0.0.1:80@evil.example", "", "nonsense",
     "kanban.example.org:8501", "kanban.example.org.", "a.kanban.example.org", "[::1]", "0.0.0.0", "127.0.0.2"],
)  # fmt: skip
def test_foreign_host_is_misdirected(server: str, clerk: str, host: str) -> None:
    for path in ("/", "/login", "/health", "/_stcore/health"):
        answer = ask(server, path, Host=host, Cookie=clerk)
        assert (answer.status, "不认识您用的网址" in answer.text) == (421, True)
    assert ask(server, "/login", "POST", "name=zhang", Host=host, Origin=f"http://{host}").status == 421


def test_two_hosts_or_none_are_refused(server: str) -> None:
    own = server.removeprefix("http://")
    for head in (
        f"GET /health HTTP/1.1\nHost: {own}\nHost: evil.example",
        "GET /health HTTP/1.0",
        "GET /health HTTP/1.1",
    ):
        first = asking.read_to_the_end(asking.sent_half(server, head + "\nConnection: close")).split(b"\r\n")[0]
        assert first.split()[1] in (b"400", b"421")


def test_own_names_are_served(server: str, clerk: str) -> None:
    port = server.rpartition(":")[2]
    for host in (f"127.0.0.1:{port}", f"localhost:{port}", f"LOCALHOST:{port}", f"[::1]:{port}", "kanban.example.org"):
        assert ask(server, "/", Host=host, Cookie=clerk).status == 200


ORIGINS = ["", "null", "http://evil.example", "https://127.0.0.1:{port}", "http://127.0.0.1", "http://127.0.0.1:1",
           "http://localhost:{port}", "http://127.0.0.1:{port}/", "http://127.0.0.1:{port}.evil.example",
           "https://kanban.example.org", "HTTP://127.0.0.1:{port}"]  # fmt: skip


@pytest.mark.parametrize("origin", ORIGINS)
def test_foreign_origin_changes_nothing_and_opens_no_websocket(server: str, clerk: str, origin: str) -> None:
    said = origin.format(port=server.rpartition(":")[2])
    for method, path in (("POST", "/login"), ("POST", "/logout"), ("PUT", "/_stcore/upload_file/a/b"), ("DELETE", "/")):
        told = {"Origin": said} if said else {}
        assert ask(server, path, method, "name=zhang", Cookie=clerk, **told).status == 403
    started = time.monotonic()
    with pytest.raises(InvalidStatus, match="403"), conversation(server, clerk, said or None):
        pass
    assert time.monotonic() - started < 1  # Streamlit itself would ask a foreign server about a foreign origin


def test_websocket_needs_a_session(server: str) -> None:
    for headers in ({}, {"X_Reform_Role": "clerk", "X_Reform_Account": "zhang", "X_Reform_Session": "x"}):
        with pytest.raises(InvalidStatus, match="401"), conversation(server, **headers):
            pass


def test_websocket_elsewhere_is_refused(server: str, clerk: str) -> None:
    for path in ("/", "/_stcore/stream/", "/_stcore/health/stream"):
        with pytest.raises(InvalidStatus), conversation(server, clerk, path=path):
            pass


def test_who_asks_is_said_by_the_server_alone(server: str, leader: str) -> None:
    forged = {
        "X_Reform_Role": "clerk",
        "X-REFORM-ROLE": "clerk",
        "X_Reform_Account": "zhang",
        "x-reform-account": "zhang",
    }
    with conversation(server, leader, **forged) as socket:
        told = drawn(socket, "submissions")
    assert ("李示例".encode() in told, "张示例".encode() in told, "催报名单".encode() in told) == (True, False, False)


@pytest.mark.parametrize(
    "page", ["", "tasks", "membership", "council", "optional_tasks", "society", "submissions", "reviews"]
)
def test_leader_gets_no_contacts_by_any_page(server: str, leader: str, clerk: str, page: str) -> None:
    queries = ["period=2018", "period=2018&society=S05&part=催报名单", "period=2018&part=收取填报表"]
    contacts = [b"0000-00", "示例00".encode()]
    seen = b""
    with conversation(server, leader) as socket:
        for query in queries:
            seen += drawn(socket, page, query)
    assert not [one for one in (*contacts, "退回修改的原表".encode(), "标出问题的原表".encode()) if one in seen]
    assert "退出登录".encode() in seen


def test_clerk_sees_what_the_leader_does_not(server: str, clerk: str) -> None:
    with conversation(server, clerk) as socket:
        seen = drawn(socket, "submissions", "period=2018&part=催报名单")
    assert not [word for word in ("催报文字", "示例00", "0000-00") if word.encode() not in seen]


def test_download_belongs_to_whom_it_was_made_for(server: str, data: Path, leader: str, clerk: str) -> None:
    other = log_in(server, "wang", PASSWORD).cookie
    with conversation(server, leader) as socket:
        address = asking.file_address(socket, drawn(socket, "membership"), "下载 XLSX")
        answer = ask(server, address, Cookie=leader)
        assert (answer.status, answer.body[:2], answer.headers["cache-control"]) == (200, b"PK", "no-store")
        odd = [address.upper(), address.replace("/media/", "/media//"), address.replace("/media", "//media"),
               address.replace("/media", "/%6dedia"), f"{address}/"]  # fmt: skip
        for cookie in ("", clerk, other):
            assert not [one for one in (address, *odd) if ask(server, one, Cookie=cookie).body[:2] == b"PK"]
    lines = [json.loads(line) for line in (data / "log" / "access.jsonl").read_text("utf-8").splitlines()]
    (line,) = [line for line in lines if line["what"] == "download" and line["file"].startswith("会员增长")]
    assert (line["who"], line["from"], line["file"][-5:]) == ("li", "127.0.0.1", ".xlsx")


def test_only_staff_upload_and_only_to_their_own_place(server: str, leader: str, clerk: str) -> None:
    xsrf = ask(server, "/_stcore/health", Cookie=clerk).headers["set-cookie"].split(";")[0]
    boundary = 'multipart/form-data; boundary="x"'
    body = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\n\r\nabc\r\n--x--\r\n'

    def put(address: str, cookie: str) -> int:
        token = xsrf.partition("=")[2]
        return ask(server, address, "PUT", body, Cookie=f"{cookie}; {xsrf}", Origin=server, X_Xsrftoken=token,
                   Content_Type=boundary).status  # fmt: skip

    with conversation(server, clerk) as clerks, conversation(server, leader) as leaders:
        drawn(clerks, "submissions")
        drawn(leaders, "submissions")
        address, of_leader = asking.upload_address(clerks), asking.upload_address(leaders)
        assert put(address, clerk) == 204
        other = log_in(server, "wang", PASSWORD).cookie
        refused = [(address, leader), (address, other), (of_leader, leader), (of_leader, clerk), (f"{address}x", other),
                   (address[:-1], clerk), ("/_stcore/upload_file/a/b", clerk), (address.upper(), leader)]  # fmt: skip
        assert [put(*one) for one in refused] == [403] * len(refused)


def test_metrics_are_the_staffs(server: str, leader: str, clerk: str) -> None:
    spelled = ["/_stcore/metrics", "/_stcore/metrics?families=x", "/_stcore/%6detrics", "/_STCORE/metrics",
               "/_stcore/metrics/", "/_stcore//metrics"]  # fmt: skip
    assert [ask(server, path, Cookie=leader).status for path in spelled] == [403] * len(spelled)
    assert ask(server, "/_stcore/metrics", Cookie=clerk).status == 200


def test_two_hundred_sockets_leave_the_server_answering(server: str, clerk: str) -> None:
    with ExitStack() as open_sockets:
        talks = [open_sockets.enter_context(conversation(server, clerk)) for _ in range(200)]
        with pytest.raises(InvalidStatus, match="503"), conversation(server, clerk):
            pass
        started = time.monotonic()
        assert ask(server, "/health").status == 200
        assert time.monotonic() - started < 2
        assert "示例".encode() in drawn(talks[0], "membership")
