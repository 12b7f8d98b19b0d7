"""From an address to the first chart in a browser that knows nothing yet: `python -m tests.benchmarks.cold`.

Opens 总览 and, of the same program over no data, a page with a sentence alone, in turn, each in a fresh context; on
this computer as it is, and behind a line of 20 Mbit/s with 20 ms of latency. Prints medians and their ratio. Needs
Chromium.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from rich.console import Console
from rich.table import Table

from tests.benchmarks import association
from tests.benchmarks.visitor import ROOT, Server, served
from tests.browser import stage

SOCIETIES, TURNS = 168, 7
CHART, SENTENCE = ".js-plotly-plot .main-svg", "[data-testid=stAlert]"
SLOW_LINE = {"offline": False, "latency": 20, "downloadThroughput": 20e6 / 8, "uploadThroughput": 20e6 / 8}
LINES = {"本机": None, "20 Mbit/s，延迟 20 ms": SLOW_LINE}
MILLISECONDS = 120_000


def main() -> None:
    """Measure both pages on both lines and print them."""
    entry = ROOT / "dashboard" / "app.py"
    table = Table("线路", "空页 s", "第一张图 s", "倍数", title="冷浏览器：从打开网址到第一张图")
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        browser = stage.chromium(playwright)
        if browser is None:
            sys.exit("no Chromium on this machine")
        full, empty = Path(scratch) / "full", Path(scratch) / "empty"
        association.make(full, SOCIETIES)
        empty.mkdir()
        with served(entry, full) as charts, served(entry, empty) as nothing:
            for name, line in LINES.items():
                pairs = [
                    (_seconds(browser, nothing, SENTENCE, line), _seconds(browser, charts, CHART, line))
                    for _ in range(1 + TURNS)  # the first warms the servers
                ]
                plain, drawn = (statistics.median(one) for one in zip(*pairs[1:], strict=True))
                table.add_row(name, f"{plain:.2f}", f"{drawn:.2f}", f"{drawn / plain:.2f}")
        browser.close()
    Console(highlight=False, width=100).print(table)


def _seconds(browser: Browser, server: Server, what: str, line: dict[str, bool | float] | None) -> float:
    """From the address to the moment at which that is on the screen."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 800})
    page = context.new_page()
    if line:
        context.new_cdp_session(page).send("Network.emulateNetworkConditions", line)
    start = time.perf_counter()
    page.goto(f"http://127.0.0.1:{server.port}/", wait_until="commit")
    page.locator(what).first.wait_for(state="visible", timeout=MILLISECONDS)
    seconds = time.perf_counter() - start
    context.close()
    return seconds


if __name__ == "__main__":
    main()
