"""A dashboard in a process of its own, and visitors without a browser who speak its websocket as a browser does."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60
RUN_SECONDS = 60
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Server:
    """A running dashboard: its process and its port on this computer."""

    process: int
    port: int

    def cpu_seconds(self) -> float:
        """Return the CPU time of all threads of the process so far, as Linux counts it."""
        fields = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def memory(self) -> float:
        """Return the resident memory of the process in MiB."""
        status = Path(f"/proc/{self.process}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024

    def body(self, path: str, **headers: str) -> bytes:
        """Return what the server sends for a path, as it is sent."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", path, headers=headers)
        body = connection.getresponse().read()
        connection.close()
        return body


@contextmanager
def served(entry: Path, data: Path, program: str = "streamlit") -> Iterator[Server]:
    """Run the dashboard of that entry over a data folder, with the settings of the real one, as long as the block.

    `program` is the module that starts it.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", program, "run", str(entry), "--server.port", str(port), "--server.headless", "true"],
        env={**os.environ, "REFORM_DATA": str(data), "PYTHONPATH": str(ROOT)},
        cwd=ROOT / "dashboard",  # where the settings are
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(process, port)
        yield Server(process.pid, port)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


def _wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit("看板没有启动") from None
            time.sleep(0.1)


def connected(server: Server) -> connect:
    """A connection to the server as its page opens it, to be opened with `async with`."""
    own = f"127.0.0.1:{server.port}"
    return connect(
        f"ws://{own}/_stcore/stream",
        origin=Origin(f"http://{own}"),
        subprotocols=[Subprotocol("streamlit")],
        max_size=None,
        open_timeout=RUN_SECONDS,
    )


@dataclass(slots=True)
class Visitor:
    """One visitor on an open connection; remembers, as a browser does, the large messages of the last two runs."""

    connection: ClientConnection
    charts: int = 0  # drawn anew in the last run
    _page: str = ""  # that is open
    _script: str = ""  # the hash by which the server knows it
    _before: frozenset[str] = frozenset()
    _last: frozenset[str] = frozenset()

    async def visit(self, page: str, query: str) -> float:
        """Run a page from beginning to end and return the seconds until all of it was there."""
        asked = BackMsg()
        state = asked.rerun_script
        state.page_name, state.query_string = page, query
        state.page_script_hash = self._script if page == self._page else ""  # without it the page is opened anew
        state.cached_message_hashes.extend(self._before | self._last)
        state.context_info.url = f"http://127.0.0.1/{page}"
        start = time.perf_counter()
        await self.connection.send(asked.SerializeToString())
        seen: set[str] = set()
        self.charts = 0
        while True:
            message = ForwardMsg.FromString(await self.connection.recv(decode=False))
            match message.WhichOneof("type"):
                case "navigation":
                    self._page, self._script = page, message.navigation.page_script_hash
                case "page_not_found":
                    raise SystemExit(f"没有这一页：{page}")
                case "script_finished":
                    self._before, self._last = self._last, frozenset(seen)
                    return time.perf_counter() - start
                case "ref_hash":
                    seen.add(message.ref_hash)
                case "delta":
                    self.charts += message.delta.new_element.WhichOneof("type") == "plotly_chart"
                    if message.metadata.cacheable:
                        seen.add(message.hash)
