"""A real dashboard and a real Chromium for the tests of this folder, which sees every request and every failure."""

import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright

START_SECONDS = 60
RUN_MILLISECONDS = 30_000
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
CHROMIUM_ARGUMENTS = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _is_healthy(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


@pytest.fixture(scope="session")
def serve(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., str]]:
    """Return `serve(data, home=root)`: the address of a dashboard over that data folder, one server for each.

    `home` is the folder whose `dashboard/app.py` is run. All servers end with the session.
    """
    running: dict[tuple[Path, Path], tuple[subprocess.Popen[bytes], str]] = {}

    def serve_folder(data: Path, home: Path = root) -> str:
        if (data, home) not in running:
            port, log = _free_port(), tmp_path_factory.mktemp("server") / "log"
            command = [sys.executable, "-m", "streamlit", "run", str(home / "dashboard" / "app.py")]
            with log.open("wb") as output:
                server = subprocess.Popen(
                    [*command, "--server.port", str(port), "--server.headless", "true"],
                    env={**os.environ, "REFORM_DATA": str(data)},
                    stdout=output,
                    stderr=subprocess.STDOUT,
                )
            running[data, home] = (server, f"http://127.0.0.1:{port}")
            deadline = time.monotonic() + START_SECONDS
            while not _is_healthy(port):
                if server.poll() is not None or time.monotonic() > deadline:
                    pytest.fail(f"the dashboard did not start:\n{log.read_text()}")
                time.sleep(0.1)
        return running[data, home][1]

    yield serve_folder
    for server, _ in running.values():
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()


@pytest.fixture(scope="session")
def server(serve: Callable[..., str], empty_data: Path) -> str:
    """Return the address of a dashboard over an empty data folder."""
    return serve(empty_data)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return the installed Chromium, headless. Skips where there is none, unless REFORM_REQUIRE_BROWSER is set."""
    found = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if found is None:
        message = "no Chromium on this machine"
        if os.environ.get("REFORM_REQUIRE_BROWSER"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(CHROMIUM_ARGUMENTS))
        yield browser
        browser.close()


@dataclass(slots=True)
class Visitor:
    """One person in front of the dashboard at `address`: the page, and what the browser asked for and complained of."""

    page: Page
    address: str
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, path: str = "") -> Page:
        """Open an address of the dashboard (`tasks?period=2018`) and return its page when all is drawn."""
        self.page.goto(f"{self.address}/{path}")
        return self.settled()

    def settled(self) -> Page:
        """Return the page when Streamlit has finished running and nothing is still being drawn."""
        finished = self.page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')
        expect(finished).to_be_visible(timeout=RUN_MILLISECONDS)
        expect(self.page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=RUN_MILLISECONDS)
        return self.page

    def foreign_requests(self) -> list[str]:
        """Return every address asked for that is not the dashboard's own."""
        own = urlsplit(self.address).netloc
        return [
            url for url in self.requests if urlsplit(url).scheme not in {"data", "blob"} and urlsplit(url).netloc != own
        ]


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Callable[..., Visitor]]:
    """Return `visit(address, width=1280)`: a visitor with an empty browser of their own, set to Chinese.

    At the end of the test every visitor must have stayed with the dashboard's own host and seen no script fail.
    """
    visitors: list[Visitor] = []

    def come(address: str, width: int = 1280, height: int = 900) -> Visitor:
        context = chromium.new_context(locale="zh-CN", viewport={"width": width, "height": height})
        visitor = Visitor(context.new_page(), address)

        def asked(request: Request) -> None:
            visitor.requests.append(request.url)

        context.on("request", asked)
        visitor.page.on("websocket", lambda socket: visitor.requests.append(socket.url))
        visitor.page.on("pageerror", lambda error: visitor.errors.append(str(error)))
        visitors.append(visitor)
        return visitor

    yield come
    for visitor in visitors:
        visitor.page.context.close()
    assert [(visitor.foreign_requests(), visitor.errors) for visitor in visitors] == [([], [])] * len(visitors)
