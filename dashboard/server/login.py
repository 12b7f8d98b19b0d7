"""Logging in and out: plain pages of our own, with no Streamlit behind them (docs/access.md, With accounts)."""

import asyncio
import re
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, quote

from jinja2 import Environment, FileSystemLoader, Template
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import Receive

from dashboard.server.access_log import AccessLog
from dashboard.server.attempts import LOCKED_SECONDS, Attempts
from dashboard.server.sessions import COOKIE, LONGEST_SECONDS, Session, Sessions
from dashboard.server.turned_away import TurnedAway, source_of
from etl.accounts import passwords

LOGIN, LOGOUT = "/login", "/logout"
_MOST_BYTES, _LONGEST_NAME = 4096, 32
# A page of this server: its path and query in plain characters, so that no browser takes it for another host.
_OWN_PAGE = re.compile(r"/(?:[\w-][\w./-]*)?(?:\?[!-~]*)?", re.ASCII)
_HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
}
_WRONG, _LOCKED = "账号或口令不对，请重新输入。", "这个账号输错的次数太多，请过五分钟再试。"


class Login:
    """The door: who shows the right password gets a session, who leaves gives it back."""

    def __init__(self, sessions: Sessions, log: AccessLog) -> None:
        self._sessions = sessions
        self._log = log
        self._attempts = Attempts()
        self._hashing = asyncio.Semaphore(2)  # 19 MiB and a processor each

    async def answer(self, asked: HTTPConnection, receive: Receive, is_secure: bool) -> Response:
        """The login page, or what comes of a name and a password. `is_secure`: the browser comes by https."""
        if asked.scope["method"] in ("GET", "HEAD"):
            page = _page_of(asked.query_params.get("next", ""))
            if self._sessions.of(asked.cookies.get(COOKIE)):
                return RedirectResponse(page, 303)
            return _form(page)
        if asked.scope["method"] != "POST":
            raise TurnedAway(405, "这里只能登录。")
        fields = await _fields(receive)
        name, page = fields.get("name", "").strip()[: _LONGEST_NAME + 1], _page_of(fields.get("next", ""))
        key = name.lower()
        if self._attempts.is_locked(key):
            self._log.note("locked", self._known(key), source_of(asked))
            return _form(page, 429, _LOCKED, name)
        self._attempts.begin(key)
        account = self._sessions.accounts.account(name)
        async with self._hashing:
            is_right = await asyncio.to_thread(
                passwords.is_right, account.password if account else None, fields.get("password", "")
            )
        if account is None or not is_right:
            self._log.note("failed", self._known(key), source_of(asked))
            return _form(page, 401, _WRONG, name)
        self._attempts.succeeded(key)
        self._log.note("login", account.account_id, source_of(asked))
        answer = RedirectResponse(page, 303)
        answer.set_cookie(
            COOKIE, self._sessions.open(account), LONGEST_SECONDS, httponly=True, samesite="lax", secure=is_secure
        )
        return answer

    def _known(self, name: str) -> str:
        """The name where it is that of an account; what else is typed there may be a password."""
        return name if name in self._sessions.accounts.all() else "?"

    def leave(self, asked: HTTPConnection, session: Session) -> Response:
        """End the session and lead to the login page."""
        self._log.note("logout", session.account.account_id if session.account else "", source_of(asked))
        self._sessions.close(session.key)
        answer = RedirectResponse(LOGIN, 303)
        answer.delete_cookie(COOKIE)
        return answer


def way_to_login(asked: HTTPConnection) -> Response:
    """Lead to the login page, and from there back to what was asked for."""
    query = asked.scope.get("query_string", b"").decode("latin-1")
    page = asked.scope["path"] + (f"?{query}" if query else "")
    return RedirectResponse(f"{LOGIN}?next={quote(page, safe='')}" if page != "/" else LOGIN, 303)


def _page_of(text: str) -> str:
    return text if _OWN_PAGE.fullmatch(text) else "/"


async def _fields(receive: Receive) -> dict[str, str]:
    body, more = b"", True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise TurnedAway(400, "登录没有传完。")
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > _MOST_BYTES:
            raise TurnedAway(413, "账号或口令太长。")
    return {name: values[0] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}


@cache
def _template() -> Template:
    return Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True).get_template("login.html")


def _form(page: str, status: int = 200, told: str = "", name: str = "") -> Response:
    answer = HTMLResponse(_template().render(next=page, told=told, name=name), status, _HEADERS)
    if status == 429:
        answer.headers["retry-after"] = str(LOCKED_SECONDS)
    return answer
