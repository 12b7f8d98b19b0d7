"""How much may be sent to the server, and how long that may take (docs/access.md, Always)."""

import asyncio
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from starlette.formparsers import MultiPartParser
from starlette.requests import HTTPConnection
from starlette.types import Message, Receive
from streamlit import runtime

from dashboard.server.turned_away import TurnedAway

_MIB = 1 << 20
_UPLOAD = re.compile(r"/_stcore/upload_file/([^/]+)/")
# An upload stays in memory, where Streamlit puts it anyway: no piece of it lies in the system's temporary folder.
MultiPartParser.spool_max_size = 64 * _MIB
_OTHER_BYTES = 64 << 10  # of a request that uploads nothing


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes of uploads held for one visit and for all, seconds for one body, websockets at the same time, and seconds
    between two looks whether an open websocket may stay.
    """

    visit_bytes: int = 300 * _MIB
    all_bytes: int = 900 * _MIB
    body_seconds: float = 60
    sockets: int = 200
    watch_seconds: float = 2


def held_by_streamlit() -> dict[str, int]:
    """Bytes of the uploads that lie in memory, by visit (a session of Streamlit); they go when it ends."""
    storage = runtime.get_instance().uploaded_file_mgr.file_storage  # type: ignore[attr-defined]
    return {visit: sum(len(file.data) for file in list(files.values())) for visit, files in list(storage.items())}


class Bodies:
    """Counts what is on its way, on top of what is held."""

    def __init__(self, limits: Limits, held: Callable[[], Mapping[str, int]] = held_by_streamlit) -> None:
        self._limits = limits
        self._held = held
        self._coming: Counter[str] = Counter()

    @contextmanager
    def body(self, asked: HTTPConnection, receive: Receive) -> Iterator["Body"]:
        """The body of a request while it is answered. Raises TurnedAway where it says itself that it is too long."""
        upload = _UPLOAD.match(asked.scope["path"])
        visit = upload[1] if upload else ""
        announced = asked.headers.get("content-length", "")
        length = int(announced) if announced.isdecimal() else 0
        self._check(visit, length)
        body = Body(
            receive, self._limits.body_seconds, is_whole=not length and "transfer-encoding" not in asked.headers
        )

        def count(size: int) -> None:
            self._coming[visit] += size
            self._check(visit, 0 if visit else body.length)

        body.count = count
        try:
            yield body
        finally:
            self._coming[visit] -= body.length
            if not self._coming[visit]:
                del self._coming[visit]

    def _check(self, visit: str, more: int) -> None:
        """Raise TurnedAway where so many bytes more would be too many."""
        if not visit:
            if more > _OTHER_BYTES:
                raise TurnedAway(413, "发来的内容太长，没有收下。")
            return
        held = self._held()
        if held.get(visit, 0) + self._coming[visit] + more > self._limits.visit_bytes:
            most = self._limits.visit_bytes // _MIB
            raise TurnedAway(
                413, f"一次打开的看板最多存放 {most} MB 待收取的文件。请先受理或移去已上传的，再传其余的。"
            )
        if sum(held.values()) + self._coming.total() + more > self._limits.all_bytes:
            raise TurnedAway(413, "各处上传、还没有受理的文件太多，服务器暂时放不下。请几分钟后再试。")


class Body:
    """One body on its way: `receive` gives its parts, and raises TurnedAway where it is too long or too slow."""

    def __init__(self, receive: Receive, seconds: float, is_whole: bool) -> None:
        self._receive = receive
        self._deadline = asyncio.get_running_loop().time() + seconds
        self.is_whole = is_whole
        self.length = 0
        self.count: Callable[[int], None] = lambda size: None

    async def receive(self) -> Message:
        if self.is_whole:  # what may still come is an empty body, or that the visitor has gone
            return await self._receive()
        try:
            async with asyncio.timeout_at(self._deadline):
                message = await self._receive()
        except TimeoutError:
            raise TurnedAway(408, "传得太慢，或中途断了，没有收下。请检查网络后再试一次。") from None
        size = len(message.get("body", b""))
        self.length += size
        self.is_whole = not message.get("more_body", False)
        self.count(size)
        return message
