"""In front of everything that the server answers, websockets too: who is let in, how far, and how much
(docs/access.md).
"""

import asyncio
import re
from urllib.parse import unquote

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.server import access_log, permissions, sessions
from dashboard.server.access_log import AccessLog
from dashboard.server.addresses import PUBLIC, is_own_origin, local_origins, own_host, public_origins
from dashboard.server.bodies import Bodies, Body, Limits
from dashboard.server.login import LOGIN, LOGOUT, Login, way_to_login
from dashboard.server.sessions import COOKIE, Session, Sessions
from dashboard.server.turned_away import TurnedAway, is_page, source_of
from etl.accounts.accounts_file import AccountError
from etl.paths import COMMAND

HEALTH = "/health"
# The server says who asks; what a visitor says in headers of these names is dropped. `st.user` has them, by the
# setting server.trustedUserHeaders.
_OWN_HEADERS = b"x-reform-"
_SAFE = ("GET", "HEAD", "OPTIONS")
_NO_DEED = ("/_stcore/health", "/_stcore/host-config", HEALTH)  # what an open page asks of its own accord
_LOGGED_OUT = 4401  # why a websocket is closed
_ALWAYS = {"x-frame-options": "DENY", "x-content-type-options": "nosniff", "referrer-policy": "same-origin"}
_FILE_NAME = re.compile(r"filename(?:\*=utf-8''([^;]+)|=\"([^\"]*)\")", re.IGNORECASE)


class Guard:
    """The first middleware. The parts can be given, for a test of its own."""

    def __init__(
        self,
        app: ASGIApp,
        table: Sessions | None = None,
        log: AccessLog | None = None,
        limits: Limits = Limits(),  # noqa: B008 it is frozen
    ) -> None:
        self._app = app
        self._sessions = table or sessions.of_this_server()
        self._log = log or access_log.of_this_server()
        self._limits = limits
        self._bodies = Bodies(limits)
        self._login = Login(self._sessions, self._log)
        self._public = public_origins()
        self._open_sockets = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass on with the names of who asks. Where the answer has begun, it can only be cut off."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        asked = HTTPConnection(scope)
        has_begun = False

        async def answer(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self._admit(asked, receive, answer)
        except TurnedAway as refusal:
            if has_begun:
                raise
            await refusal.answer()(scope, receive, _dressed(asked, answer, None))

    async def _admit(self, asked: HTTPConnection, receive: Receive, send: Send) -> None:
        origin = self._own_origin(asked)
        if asked.scope["type"] == "websocket":
            session = self._session(asked, origin)
            if session is None:
                raise TurnedAway(401, "请先登录。")
            await self._converse(asked, session, receive, send)
            return
        with self._bodies.body(asked, receive) as body:
            dressed = _dressed(asked, send, body)
            answer = await self._own_answer(asked, body.receive, origin)
            if isinstance(answer, Response):
                await answer(asked.scope, body.receive, dressed)
                return
            await self._app(_named(asked.scope, answer), body.receive, self._noted(asked, answer, dressed))

    def _own_origin(self, asked: HTTPConnection) -> str:
        """The origin of our pages as this visitor sees them. Raises TurnedAway where the request is not for us, or not
        from a page of ours.
        """
        server = asked.scope.get("server") or ("", 0)
        origins = {**local_origins(server[1]), **self._public}
        host = own_host(asked.headers, origins)
        if host is None:
            self._log.note("refused", "", source_of(asked), host=asked.headers.get("host", ""))
            raise TurnedAway(
                421, f"这个看板不认识您用的网址。请用本机地址打开；要用别的网址，请维护人员写进设置 {PUBLIC}。"
            )
        is_unsafe = asked.scope["type"] == "websocket" or asked.scope["method"] not in _SAFE
        if is_unsafe and not is_own_origin(asked.headers, origins[host]):
            self._log.note("refused", "", source_of(asked), origin=asked.headers.get("origin", ""))
            raise TurnedAway(403, "这个请求不是从看板的页面发出的。请回到看板，刷新后再试。")
        return origins[host]

    def _session(self, asked: HTTPConnection, origin: str) -> Session | None:
        """Whose request it is; None: nobody's who has logged in. Raises TurnedAway where nobody can be told."""
        try:
            session = self._sessions.of(asked.cookies.get(COOKIE))
        except AccountError as error:
            raise TurnedAway(503, str(error)) from error
        if session and session.account is None and origin in self._public.values():
            raise TurnedAway(
                403, f"这个看板还没有账号，只能在本机打开。请维护人员先运行 {COMMAND} account add 账号 --role clerk"
            )
        return session

    async def _own_answer(self, asked: HTTPConnection, receive: Receive, origin: str) -> Response | Session:
        """What the guard answers itself, or the session for which the application shall answer."""
        path: str = asked.scope["path"]
        if path == HEALTH and origin not in self._public.values():
            return Session(None, "", 0, 0)
        session = self._session(asked, origin)
        if path == LOGIN:
            return await self._login.answer(asked, receive, origin.startswith("https:"))
        if session is None:
            if is_page(asked):
                return way_to_login(asked)
            raise TurnedAway(401, "请先登录。")
        if path == LOGOUT and asked.scope["method"] == "POST":
            return self._login.leave(asked, session)
        self._check(asked, session)
        if is_page(asked) and self._open_sockets >= self._limits.sockets:
            raise TurnedAway(
                503, f"同时打开的看板已有 {self._open_sockets} 个，满了。请过几分钟再试，或关掉不用的页面。"
            )
        return session

    def _check(self, asked: HTTPConnection, session: Session) -> None:
        try:
            permissions.check(asked, session)
        except TurnedAway:
            self._log.note("denied", _who(session), source_of(asked), path=asked.scope["path"])
            raise
        if asked.scope["path"] not in _NO_DEED:
            self._sessions.touch(session)

    def _noted(self, asked: HTTPConnection, session: Session, send: Send) -> Send:
        """Note a download with the name of its file."""

        async def noted(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] in (200, 206):
                disposition = MutableHeaders(raw=message["headers"]).get("content-disposition", "")
                if match := _FILE_NAME.search(disposition):
                    self._log.note("download", _who(session), source_of(asked), file=unquote(match[1] or match[2]))
                elif asked.scope["path"].startswith("/print/"):
                    self._log.note("download", _who(session), source_of(asked), file=asked.scope["path"])
            await send(message)

        return noted

    async def _converse(self, asked: HTTPConnection, session: Session, receive: Receive, send: Send) -> None:
        """Pass a websocket on, as long as its session is in force: it may stay open for days."""
        self._check(asked, session)
        if self._open_sockets >= self._limits.sockets:
            raise TurnedAway(503, "同时打开的看板太多。请过几分钟再试，或关掉不用的页面。")

        is_over = False

        async def watched() -> Message:
            nonlocal is_over
            coming = asyncio.ensure_future(receive())
            try:
                while True:
                    done, _ = await asyncio.wait({coming}, timeout=self._limits.watch_seconds)
                    if not self._is_in_force(session):
                        is_over = True
                        await send({"type": "websocket.close", "code": _LOGGED_OUT})
                        return {"type": "websocket.disconnect", "code": _LOGGED_OUT}
                    if done:
                        message = coming.result()
                        if message["type"] == "websocket.receive":
                            self._sessions.touch(session)
                        return message
            finally:
                coming.cancel()

        async def told(message: Message) -> None:
            if message["type"] == "websocket.send":
                permissions.learn_links(session, message.get("bytes") or b"")
            if not is_over:  # what a run still draws is for nobody any more
                await send(message)

        self._open_sockets += 1
        try:
            await self._app(_named(asked.scope, session), watched, told)
        finally:
            self._open_sockets -= 1

    def _is_in_force(self, session: Session) -> bool:
        try:
            return self._sessions.is_in_force(session)
        except AccountError:
            return False


def _who(session: Session) -> str:
    return session.account.account_id if session.account else ""


def _named(scope: Scope, session: Session) -> Scope:
    """The request with the names of who asks in place of any that it brought itself."""
    headers = [(name, value) for name, value in scope["headers"] if not name.lower().startswith(_OWN_HEADERS)]
    if session.account:
        said = {"account": session.account.account_id, "role": session.account.role, "session": session.key}
        headers += [(_OWN_HEADERS + name.encode(), value.encode()) for name, value in said.items()]
    return {**scope, "headers": headers}


def _dressed(asked: HTTPConnection, send: Send, body: Body | None) -> Send:
    """Put the headers on every answer that forbid frames, guesses and copies; files of Streamlit's own may be kept."""

    async def dressed(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=list(message["headers"]))
            headers.update(_ALWAYS)
            is_file = asked.scope["path"].startswith("/static/")
            if not is_file or headers.get("content-type", "").startswith("text/html"):
                headers["cache-control"] = "no-store"
            if body and not body.is_whole:  # else a request sent half keeps its connection for as long as it likes
                headers["connection"] = "close"
            message = {**message, "headers": headers.raw}
        await send(message)

    return dressed
