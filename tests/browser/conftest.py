"""A real dashboard and a real Chromium for the tests of this folder, which sees every request and every failure."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from tests.browser import stage

Serve = Callable[..., str]


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """Return `serve(data, home=…)`: the address of a dashboard over that data folder, one server for each.

    `home` is the folder whose `dashboard/app.py` is run. All servers end with the session.
    """
    with ExitStack() as servers:
        yield cache(lambda *folders: servers.enter_context(stage.served(*folders)))


@pytest.fixture(scope="session")
def server(serve: Serve, empty_data: Path) -> str:
    """Return the address of a dashboard over an empty data folder."""
    return serve(empty_data)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return the installed Chromium, headless. Skips where there is none, unless REFORM_REQUIRE_BROWSER is set."""
    with sync_playwright() as playwright:
        browser = stage.chromium(playwright)
        if browser is None:
            message = "no Chromium on this machine"
            if os.environ.get("REFORM_REQUIRE_BROWSER"):
                pytest.fail(message)
            pytest.skip(message)
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
        """Return the page when it is done; see `stage.settled`."""
        return stage.settled(self.page)

    def foreign_requests(self) -> list[str]:
        """Return every address asked for that is not the dashboard's own."""
        own = urlsplit(self.address).netloc
        return [
            url for url in self.requests if urlsplit(url).scheme not in {"data", "blob"} and urlsplit(url).netloc != own
        ]


Visit = Callable[..., Visitor]


@pytest.fixture(scope="session")
def browser_of(chromium: Browser) -> Callable[[str], BrowserContext]:
    """Return `browser_of(address)`: a browser set to Chinese that loads the program of a dashboard once, not in every
    test. Cookies go with each test.
    """
    return cache(lambda address: chromium.new_context(locale="zh-CN"))


@pytest.fixture
def visit(browser_of: Callable[[str], BrowserContext]) -> Iterator[Visit]:
    """Return `visit(address, width=1280, height=900)`: a visitor whom the dashboard has not seen before.

    At the end of the test every visitor must have stayed with the dashboard's own host and seen no script fail.
    """
    yield from _visits(browser_of)


@pytest.fixture(scope="module")
def visit_once(browser_of: Callable[[str], BrowserContext]) -> Iterator[Visit]:
    """Return the same for visitors who stay for all tests of a file."""
    yield from _visits(browser_of)


def _visits(browser_of: Callable[[str], BrowserContext]) -> Iterator[Visit]:
    visitors: list[Visitor] = []
    pages: list[Page] = []

    def come(address: str, width: int = 1280, height: int = 900) -> Visitor:
        page = browser_of(address).new_page()
        page.set_viewport_size({"width": width, "height": height})
        visitor = Visitor(page, address)

        def asked(request: Request) -> None:
            visitor.requests.append(request.url)

        page.on("request", asked)
        page.on("websocket", lambda socket: visitor.requests.append(socket.url))
        page.on("pageerror", lambda error: visitor.errors.append(str(error)))
        page.on("popup", lambda opened: pages.append(opened))
        pages.append(page)
        visitors.append(visitor)
        return visitor

    yield come
    for page in pages:
        page.context.clear_cookies()
        page.close()
    assert [(visitor.foreign_requests(), visitor.errors) for visitor in visitors] == [([], [])] * len(visitors)
