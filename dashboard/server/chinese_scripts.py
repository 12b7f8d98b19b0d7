"""Streamlit's own words in Chinese: it has no setting for its language, so its scripts are rewritten when served."""

import hashlib
import re
import tomllib
from functools import cache
from pathlib import Path

import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

SCRIPTS = Path(streamlit.__file__).parent / "static" / "static" / "js"
ADDRESS = re.compile(r"/static/js/([\w.-]+)\.js")
WORDS = Path(__file__).with_name("streamlit_words.toml")


def script(name: str) -> Path | None:
    """Return the file of a script by its name, which may leave out the mark of its content; None where it is not."""
    return next(iter(sorted(SCRIPTS.glob(f"{name}.js")) or sorted(SCRIPTS.glob(f"{name}.*.js"))), None)


@cache
def phrases() -> dict[str, dict[str, tuple[int, str]]]:
    """Return, for each script by the name of its file, what stands there, how often, and what stands there instead."""
    by_script = tomllib.loads(WORDS.read_text("utf-8"))
    return {
        path.name: {english: (count, chinese) for english, (count, chinese) in words.items()}
        for name, words in by_script.items()
        if (path := script(name))
    }


@cache
def rewritten(file_name: str) -> tuple[bytes, str]:
    """Return a script in Chinese and the mark of its content; a phrase that stands there more or less often stays."""
    text = (SCRIPTS / file_name).read_text("utf-8")
    for english, (count, chinese) in phrases()[file_name].items():
        if text.count(english) == count:
            text = text.replace(english, chinese)
    body = text.encode()
    return body, f'"{hashlib.sha256(body).hexdigest()[:32]}"'


class ChineseScripts:
    """Answers with the rewritten scripts, which the browser asks about each time: Streamlit's own it keeps a year."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for a script that is rewritten; everything else passes untouched."""
        match = ADDRESS.fullmatch(scope["path"]) if scope["type"] == "http" else None
        if match is None or f"{match[1]}.js" not in phrases():
            await self.app(scope, receive, send)
            return
        body, mark = await run_in_threadpool(rewritten, f"{match[1]}.js")
        headers = {"etag": mark, "cache-control": "no-cache"}
        is_known = mark in Headers(scope=scope).get("if-none-match", "")
        answer = Response(status_code=304, headers=headers) if is_known else _script(body, headers, scope)
        await answer(scope, receive, send)


def _script(body: bytes, headers: dict[str, str], scope: Scope) -> Response:
    sent = b"" if Request(scope).method == "HEAD" else body
    return Response(sent, media_type="text/javascript; charset=utf-8", headers=headers)


@cache
def of_charts() -> tuple[str, ...]:
    """Return the scripts that a chart needs and the shell does not ask for itself; none where Streamlit changed."""
    chart = script("PlotlyChart")
    if chart is None:
        return ()
    asked = (SCRIPTS.parents[1] / "index.html").read_text("utf-8")
    needed = re.findall(r'(?:from|import)\s*[`"]\./([\w.-]+\.js)[`"]', chart.read_text("utf-8"))
    return (chart.name, *(one for one in dict.fromkeys(needed) if one not in asked))
