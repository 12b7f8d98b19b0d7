"""What the server puts around Streamlit: a Chinese shell that finds the login page, and compressed files kept."""

import re
from collections.abc import MutableMapping
from functools import cache
from pathlib import Path
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.server import chinese_scripts

_SCRIPT = Path(__file__).with_name("shell.js").read_bytes()
SHELL_WORDING = {
    b"<head>": b"<head><script>{" + _SCRIPT + b"}</script>",
    b'<html lang="en">': b'<html lang="zh-CN">',
    b"<title>Streamlit</title>": "<title>学会改革任务看板</title>".encode(),
    b"You need to enable JavaScript to run this app.": "请在浏览器里启用 JavaScript。".encode(),
}
# The browser itself refuses what a name with Markdown in it, or Streamlit, might fetch from elsewhere.
CONTENT_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; object-src 'none'; base-uri 'self'"
)
# Names as the build of Streamlit gives them: no dot segments and no second spelling of one file.
STATIC_FILE = re.compile(r"/static/(?:[\w-]+/)+[\w-][\w.-]*\.(?:js|css)")
# Files, and pages of our own that are Chinese already and keep to a stricter policy.
UNTOUCHED = ("/static/", "/media/", "/print/", "/ready/")
NO_ADDRESS = PlainTextResponse(
    "没有这个网址。请回到看板重新选择。", status_code=404, headers={"x-content-type-options": "nosniff"}
)
# With these a browser could be answered with a part of the shell, an older copy, or bytes that cannot be searched.
BYPASSING = {b"accept-encoding", b"range", b"if-range", b"if-none-match", b"if-modified-since"}


class KeepCompressed:
    """Keeps the compressed answer for each static file, so that it is compressed once and not for every visitor."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.kept: dict[str, Response] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from what is kept, or pass on and keep a whole, compressed answer."""
        if not _asks_for_compressed_file(scope):
            await self.app(scope, receive, send)
            return
        path: str = scope["path"]
        if path not in self.kept:
            await self.app(scope, receive, self._keeping(path, send))
            return
        await self.kept[path](scope, receive, send)

    def _keeping(self, path: str, send: Send) -> Send:
        start: MutableMapping[str, Any] = {}
        body = bytearray()

        async def keep(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            else:
                body.extend(message.get("body", b""))
                headers = Headers(raw=start["headers"])
                is_whole = start["status"] == 200 and not message.get("more_body", False)
                # For a file that is not there Streamlit answers with the shell: endless addresses, nothing to keep.
                is_shell = headers.get("content-type", "").startswith("text/html")
                if is_whole and not is_shell and headers.get("content-encoding") == "gzip":
                    kept = {name: value for name, value in headers.items() if name != "content-length"}
                    self.kept[path] = Response(bytes(body), headers=kept)
            await send(message)

        return keep


def _asks_for_compressed_file(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET" or not STATIC_FILE.fullmatch(scope["path"]):
        return False
    headers = Headers(scope=scope)
    return "gzip" in headers.get("accept-encoding", "") and "range" not in headers and "if-none-match" not in headers


class ChineseShell:
    """Says in the page that holds the dashboard that it is Chinese; Streamlit has no setting for it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Rewrite the shell wherever it is the answer; everything else passes untouched."""
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith(UNTOUCHED):
            await self.app(scope, receive, send)
            return
        headers = [(name, value) for name, value in scope["headers"] if name not in BYPASSING]
        await self.app({**scope, "headers": headers}, receive, _rewriting(send))


def _rewriting(send: Send) -> Send:
    start: list[Message] = []
    body = bytearray()

    async def rewrite(message: Message) -> None:
        if message["type"] == "http.response.start":
            if not Headers(raw=message["headers"]).get("content-type", "").startswith("text/html"):
                await send(message)
                return
            start.append(message)
        elif not start:
            await send(message)
        else:
            body.extend(message.get("body", b""))
            if not message.get("more_body", False):
                await _send_rewritten(start[0], bytes(body), send)

    return rewrite


@cache
def _preloading() -> bytes:
    """What has the browser fetch the scripts of charts with the page, and not when the first chart comes."""
    links = (f'<link rel="modulepreload" crossorigin href="./static/js/{one}">' for one in chinese_scripts.of_charts())
    return "".join(links).encode()


async def _send_rewritten(start: Message, body: bytes, send: Send) -> None:
    for english, chinese in SHELL_WORDING.items():
        body = body.replace(english, chinese, 1)
    body = body.replace(b"</head>", _preloading() + b"</head>", 1)
    headers = MutableHeaders(raw=start["headers"])
    headers["content-length"] = str(len(body))
    headers["content-security-policy"] = CONTENT_POLICY
    # They name Streamlit's own file; a browser must not find its copy fresh by them.
    for name in ("etag", "last-modified"):
        if name in headers:
            del headers[name]
    await send(start)
    await send({"type": "http.response.body", "body": body})


class ChineseRefusal:
    """Says in a sentence what Streamlit refuses with two English words: an address that leads out of its folder."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer in place of a bare refusal; everything else passes untouched."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        is_refused = False

        async def explain(message: Message) -> None:
            nonlocal is_refused
            if message["type"] == "http.response.start" and message["status"] == 400:
                is_refused = "content-type" not in Headers(raw=message["headers"])
                if is_refused:
                    await NO_ADDRESS(scope, receive, send)
            if not is_refused:
                await send(message)

        await self.app(scope, receive, explain)


async def _overview(request: Request) -> Response:
    """The first page lives at the root; whoever asks for it by name is led there, filters and all."""
    return RedirectResponse(f"./?{request.url.query}")


MIDDLEWARE = [
    Middleware(ChineseRefusal),
    Middleware(KeepCompressed),
    Middleware(GZipMiddleware),
    Middleware(ChineseShell),
    Middleware(chinese_scripts.ChineseScripts),
]
ROUTES = [Route("/overview", _overview)]
