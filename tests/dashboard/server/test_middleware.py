"""What is put around Streamlit: which answers are kept compressed, and which are asked for again every time."""

import asyncio
import gzip
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Message
from streamlit.web.server.starlette.starlette_path_security_middleware import PathSecurityMiddleware

from dashboard.server import chinese_scripts
from dashboard.server.middleware import MIDDLEWARE

SCRIPT = b"const one = 1;\n" * 100
SHELL = b'<html lang="en"><title>Streamlit</title></head>' + b"<p>one</p>" * 100 + b'<html lang="en">'


Ask = Callable[..., tuple[int, dict[str, str], bytes]]


@pytest.fixture
def asked() -> list[str]:
    """Return the paths that were asked of the application beneath, in order."""
    return []


@pytest.fixture
def ask(asked: list[str]) -> Ask:
    """Return `ask(path, method="GET", **headers)`: status, headers and body of an application behind our middleware."""

    async def static(request: Request) -> Response:
        asked.append(request.url.path)
        name = request.path_params["name"]
        if name == "missing.js":
            return Response(SHELL, media_type="text/html")
        return Response(SCRIPT, 500 if name == "broken.js" else 200, media_type="text/javascript")

    async def anything(request: Request) -> Response:
        asked.append(request.url.path)
        html = request.url.path != "/data"
        return Response(SHELL, media_type="text/html" if html else "text/plain", headers={"etag": "one"})

    async def refused(request: Request) -> Response:
        return PlainTextResponse("上传的文件不对。", status_code=400)

    routes = [Route("/static/js/{name}", static), Route("/upload", refused), Route("/{name:path}", anything)]
    application = Starlette(routes=routes, middleware=[*MIDDLEWARE, Middleware(PathSecurityMiddleware)])

    def ask_once(path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": b"",
            "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
        }
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        with ThreadPoolExecutor(1) as thread:  # the tests' own thread may have a loop running already, of the browser
            thread.submit(asyncio.run, application(scope, receive, send)).result()
        answered = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        return sent[0]["status"], answered, b"".join(message.get("body", b"") for message in sent[1:])

    return ask_once


@pytest.mark.parametrize(
    ("name", "headers", "times"),
    [
        ("one.js", {"accept_encoding": "gzip, br"}, 1),
        ("one.js", {}, 3),
        ("one.js", {"accept_encoding": "gzip", "range": "bytes=0-9"}, 3),
        ("one.js", {"accept_encoding": "gzip", "if_none_match": "one"}, 3),
        ("one.woff2", {"accept_encoding": "gzip"}, 3),
        ("missing.js", {"accept_encoding": "gzip"}, 3),
        ("broken.js", {"accept_encoding": "gzip"}, 3),
    ],
)
def test_static_files_are_asked_for_so_often(
    ask: Ask, asked: list[str], name: str, headers: dict[str, str], times: int
) -> None:
    answers = [ask(f"/static/js/{name}", **headers) for _ in range(3)]
    assert answers == [answers[0]] * 3
    assert asked == [f"/static/js/{name}"] * times


def test_kept_answer_is_the_file(ask: Ask) -> None:
    kept = [ask("/static/js/one.js", accept_encoding="gzip") for _ in range(2)][1]
    assert (kept[0], gzip.decompress(kept[2])) == (200, SCRIPT)
    assert kept[1] == {
        "content-type": "text/javascript; charset=utf-8",
        "vary": "Accept-Encoding",
        "content-encoding": "gzip",
        "content-length": str(len(kept[2])),
    }


@pytest.mark.parametrize("path", ["/", "/tasks", "/overview/one"])
def test_shell_says_once_that_it_is_chinese(ask: Ask, path: str) -> None:
    _, headers, body = ask(path)
    assert body.startswith('<html lang="zh-CN"><title>学会改革任务看板</title>'.encode())
    assert body.endswith(b'<html lang="en">')
    assert (headers["content-length"], headers.get("etag")) == (str(len(body)), None)
    assert headers["content-security-policy"].startswith("default-src 'self';")


@pytest.mark.parametrize(("path", "method"), [("/data", "GET"), ("/tasks", "POST"), ("/media/one", "GET")])
def test_everything_else_passes_untouched(ask: Ask, path: str, method: str) -> None:
    status, headers, body = ask(path, method)
    expected = (405, b"Method Not Allowed", None) if method == "POST" else (200, SHELL, "one")
    assert (status, body, headers.get("etag")) == expected


@pytest.mark.parametrize("path", ["/print/society/../", "/../etc/passwd", "//host/share", "/static/../x", "/tasks\0"])
def test_address_that_leads_out_is_refused_in_a_sentence(ask: Ask, asked: list[str], path: str) -> None:
    status, headers, body = ask(path)
    assert (status, headers["content-type"], body.decode()) == (
        404,
        "text/plain; charset=utf-8",
        "没有这个网址。请回到看板重新选择。",
    )
    assert asked == []


def test_refusal_with_words_of_its_own_keeps_them(ask: Ask) -> None:
    status, _, body = ask("/upload")
    assert (status, body.decode()) == (400, "上传的文件不对。")


def test_rewritten_script_is_compressed_kept_and_asked_for_again_every_time(ask: Ask, asked: list[str]) -> None:
    path = chinese_scripts.script("FileUploader")
    assert path
    status, headers, body = ask(f"/static/js/{path.name}", accept_encoding="gzip")
    assert (status, headers["cache-control"], headers["content-encoding"]) == (200, "no-cache", "gzip")
    assert "选择文件" in gzip.decompress(body).decode()
    assert ask(f"/static/js/{path.name}", accept_encoding="gzip", if_none_match=headers["etag"])[0] == 304
    assert asked == []


def test_shell_has_the_browser_fetch_the_scripts_of_charts(ask: Ask) -> None:
    _, _, body = ask("/tasks")
    assert [name for name in chinese_scripts.of_charts() if f'href="./static/js/{name}"'.encode() not in body] == []
