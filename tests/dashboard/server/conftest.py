"""A dashboard with accounts, and a small server behind the guard with hands on its clock and its limits."""

import shutil
import socket
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect
from websockets.sync.client import ClientConnection

from dashboard.server import bodies
from dashboard.server.access_log import AccessLog
from dashboard.server.bodies import Limits
from dashboard.server.guard import Guard
from dashboard.server.sessions import Sessions
from etl.accounts.accounts_file import CLERK, LEADER, AccountsFile
from etl.paths import DataFolder
from tests.browser import stage
from tests.dashboard.server.asking import Answered, ask, conversation, log_in

PASSWORD = "right-word-1"
UPLOAD = f"/_stcore/upload_file/{'a' * 36}/{'b' * 36}"
LIMITS = Limits(visit_bytes=3000, all_bytes=5000, body_seconds=1, sockets=20, watch_seconds=0.1)


class Served:
    """A small application behind the guard, and what it holds."""

    def __init__(self, folder: Path) -> None:
        self.accounts = AccountsFile(folder / "accounts.json")
        self.log = folder / "log" / "access.jsonl"
        self.now = 1_000_000.0
        self.held: dict[str, int] = defaultdict(int)
        self.table = Sessions(self.accounts, lambda: self.now)
        self.address = ""

    def application(self, log: AccessLog) -> Starlette:
        async def upload(request: Request) -> Response:
            body = await request.body()
            self.held[request.path_params["visit"]] += len(body)
            return PlainTextResponse(f"{len(body)}")

        async def anything(_request: Request) -> Response:
            return PlainTextResponse("data")

        async def stream(websocket: WebSocket) -> None:
            await websocket.accept(websocket.headers.get("sec-websocket-protocol"))
            try:
                while True:
                    await websocket.send_bytes(await websocket.receive_bytes())
            except WebSocketDisconnect:
                pass

        routes = [
            Route("/_stcore/upload_file/{visit}/{file}", upload, methods=["PUT"]),
            Route("/{path:path}", anything, methods=["GET", "POST"]),
            WebSocketRoute("/_stcore/stream", stream),
        ]
        return Starlette(routes=routes, middleware=[Middleware(Guard, self.table, log, LIMITS)])

    def put(self, body: bytes, visit: str = "a" * 36) -> Answered:
        path = f"/_stcore/upload_file/{visit}/{'b' * 36}"
        with conversation(self.address) as talk:
            tell(talk, path)
        return ask(self.address, path, "PUT", body, Origin=self.address)


def tell(talk: ClientConnection, text: str) -> None:
    """Have the websocket say this text to its own side."""
    talk.send(text.encode())
    assert talk.recv(timeout=10) == text.encode()


@contextmanager
def running(application: Starlette) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(application, port=port, ws="websockets-sansio", log_level="critical"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """Return a running server behind the guard, without accounts as yet."""
    one = Served(tmp_path)
    monkeypatch.setattr(bodies.Bodies.__init__, "__defaults__", (lambda: one.held,))
    with closing(AccessLog(tmp_path / "log")) as log, running(one.application(log)) as one.address:
        yield one


@pytest.fixture(scope="package")
def data(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the small association's data folder in which a leader and two clerks have accounts."""
    folder = Path(shutil.copytree(warehouse, tmp_path_factory.mktemp("secured") / "data"))
    accounts = AccountsFile(DataFolder(folder).accounts)
    accounts.add("li", "李示例", LEADER, PASSWORD)
    accounts.add("zhang", "张示例", CLERK, PASSWORD)
    accounts.add("wang", "王示例", CLERK, PASSWORD)
    return folder


@pytest.fixture(scope="package")
def server(data: Path) -> Iterator[str]:
    """Return the address of a dashboard over that folder, which a proxy serves as https://kanban.example.org too."""
    with stage.served(data, address="https://kanban.example.org/, nonsense") as address:
        yield address


@pytest.fixture(scope="package")
def leader(server: str) -> str:
    """Return the cookie of the leader."""
    return log_in(server, "li", PASSWORD).cookie


@pytest.fixture(scope="package")
def clerk(server: str) -> str:
    """Return the cookie of a clerk."""
    return log_in(server, "zhang", PASSWORD).cookie
