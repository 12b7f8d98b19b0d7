"""A dashboard in a process of its own, the installed Chromium, and how to wait for a page: for tests and pictures."""

import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright, expect

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60
RUN_MILLISECONDS = 30_000
_CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_ARGUMENTS = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync")


@contextmanager
def served(data: Path, home: Path = ROOT, address: str = "") -> Iterator[str]:
    """Serve a data folder as long as the block, and yield the address. Raises RuntimeError where it does not start.

    `home` is the folder whose `dashboard/app.py` is run; `address` names the addresses under which proxies serve it.
    """
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(home / "dashboard" / "app.py")]
    server = subprocess.Popen(
        [*command, "--server.port", str(port), "--server.headless", "true"],
        env={**os.environ, "REFORM_DATA": str(data.resolve()), "REFORM_ADDRESS": address},
    )
    try:
        deadline = time.monotonic() + START_SECONDS
        while not _is_healthy(port):
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("the dashboard did not start")
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()


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


def chromium(playwright: Playwright) -> Browser | None:
    """Return the installed Chromium, headless; None where there is none."""
    found = next(filter(None, map(shutil.which, _CHROMIUM_NAMES)), None)
    return playwright.chromium.launch(executable_path=found, args=list(_ARGUMENTS)) if found else None


def settled(page: Page) -> Page:
    """Return the page when Streamlit has finished running and nothing is still being drawn."""
    finished = page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')
    expect(finished).to_be_visible(timeout=RUN_MILLISECONDS)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=RUN_MILLISECONDS)
    return page
