"""The house of the dashboard: every page opens, in Chinese, within its width, and asks nobody but its own server."""

import gzip
import json
import shutil
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit

from dashboard.server import chinese_scripts
from tests.browser.conftest import Serve, Visit

PAGES = {
    "": "总览",
    "tasks": "任务",
    "membership": "会员",
    "council": "理事会",
    "optional_tasks": "选做任务",
    "society": "学会",
    "submissions": "报送",
    "registry": "名录",
    "reviews": "审核",
}
pytestmark = pytest.mark.browser


TOO_WIDE_BY = """
Math.max(...[document.documentElement, document.querySelector('[data-testid=stMain]')]
    .map(element => element.scrollWidth - element.clientWidth))
"""


@pytest.mark.parametrize(("path", "title"), PAGES.items())
def test_every_page_opens(visit: Visit, server: str, path: str, title: str) -> None:
    visitor = visit(server, 1440)
    page = visitor.open(path)
    too_wide_by = page.evaluate(TOO_WIDE_BY)
    page.set_viewport_size({"width": 1280, "height": 900})
    seen = {
        "lang": page.evaluate("document.documentElement.lang"),
        "tab": page.title(),
        "heading": page.get_by_role("heading", level=1).all_inner_texts(),
        "exceptions": page.get_by_test_id("stException").count(),
        "too wide by": [too_wide_by, visitor.settled().evaluate(TOO_WIDE_BY)],
    }
    assert seen == {
        "lang": "zh-CN",
        "tab": f"{title} · 学会改革任务看板",
        "heading": [title],
        "exceptions": 0,
        "too wide by": [0, 0],
    }


def test_navigation_lists_the_pages_and_leads_to_them(visit: Visit, server: str) -> None:
    visitor = visit(server)
    page = visitor.open()
    links = page.get_by_test_id("stSidebarNavLink")
    assert [text.split("\n")[-1] for text in links.all_inner_texts()] == list(PAGES.values())
    links.filter(has_text="选做任务").click()
    page.get_by_role("heading", level=1, name="选做任务").wait_for()
    assert page.url == f"{server}/optional_tasks"


def test_first_page_is_found_by_its_name_too(visit: Visit, server: str) -> None:
    page = visit(server).open("overview?period=2018")
    assert (page.url, page.get_by_role("heading", level=1).all_inner_texts()) == (f"{server}/?period=2018", ["总览"])


@pytest.fixture
def serve_with_tasks(serve: Serve, root: Path, empty_data: Path, tmp_path: Path) -> Callable[[str], str]:
    """Return a function that serves the dashboard with another text in `pages/tasks.py` and returns its address."""

    def serve_text(text: str) -> str:
        for room in ("etl", "dashboard", "pages"):
            shutil.copytree(root / room, tmp_path / room)
        (tmp_path / "pages" / "tasks.py").write_text(text)
        return serve(empty_data, tmp_path)

    return serve_text


def test_browser_refuses_what_data_asks_from_elsewhere(visit: Visit, serve_with_tasks: Callable[[str], str]) -> None:
    visitor = visit(serve_with_tasks('import streamlit\nstreamlit.markdown("![](https://example.invalid/a.png)")'))
    refused: dict[str, str | None] = {}
    visitor.page.on("requestfailed", lambda request: refused.update({request.url: request.failure}))
    visitor.open("tasks").get_by_test_id("stMarkdown").locator("img").wait_for(state="attached")
    assert refused == {"https://example.invalid/a.png": "csp"}
    visitor.requests.remove("https://example.invalid/a.png")


def test_failing_page_apologises_and_hides_the_cause(visit: Visit, serve_with_tasks: Callable[[str], str]) -> None:
    page = visit(serve_with_tasks('raise RuntimeError("the cause")')).open("tasks")
    text = page.get_by_test_id("stMain").inner_text()
    assert text.startswith("这一页没能显示出来，数据没有受影响。")
    assert not [word for word in ("the cause", "RuntimeError", "Traceback", "tasks.py") if word in text]


def test_build_of_another_version_is_to_be_made_again(visit: Visit, serve_with_tasks: Callable[[str], str]) -> None:
    page = visit(serve_with_tasks('import duckdb\nduckdb.sql("select newer from (select 1 as older)")')).open("tasks")
    text = page.get_by_test_id("stMain").inner_text()
    assert "python -m etl build" in text
    assert "newer" not in text


def _answer(url: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    request = urllib.request.Request(url, headers={name.replace("_", "-"): value for name, value in headers.items()})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.read()


def test_health(server: str) -> None:
    status, headers, body = _answer(f"{server}/health")
    said = json.loads(body)
    assert (status, headers["cache-control"], said["status"], said["build"]) == (200, "no-store", "ok", None)
    assert (said["journal"], said["disk"]["free_bytes"] > 0) == ({"lines": 0, "last": ""}, True)


@pytest.mark.parametrize("path", ["", "tasks", "tasks?period=2018"])
def test_shell_is_chinese_and_compressed_under_every_address(server: str, path: str) -> None:
    _, _, plain = _answer(f"{server}/{path}")
    _, headers, packed = _answer(f"{server}/{path}", Accept_Encoding="gzip", Range="bytes=0-9")
    assert headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed) == plain
    assert plain.count(b'<html lang="zh-CN">') == 1
    assert plain.count("<title>学会改革任务看板</title>".encode()) == 1
    assert "etag" not in headers


def test_static_file_is_compressed_once_and_stays_the_same(server: str, root: Path) -> None:
    folder = Path(streamlit.__file__).parent / "static"
    plain = (one for one in (folder / "static" / "js").glob("*.js") if one.name not in chinese_scripts.phrases())
    largest = max(plain, key=lambda file: file.stat().st_size)
    url = f"{server}/{largest.relative_to(folder).as_posix()}"
    first, second = (_answer(url, Accept_Encoding="gzip") for _ in range(2))
    assert gzip.decompress(first[2]) == largest.read_bytes()
    assert second[2] == first[2]
    # Only an answer that is kept knows its length before it is sent.
    assert ("content-length" in first[1], second[1]["content-length"]) == (False, str(len(first[2])))
    assert _answer(url)[2] == largest.read_bytes()
    assert _answer(url, Accept_Encoding="gzip", Range="bytes=0-99")[2] == largest.read_bytes()[:100]
