"""How long somebody who reviews by keys waits for the next answer: `python -m tests.benchmarks.reviewing [--data DIR]`.

Works on a copy of a loaded data folder; without `--data` the demonstration's 168 societies are made first. Each
decision is paired with 下一条, which shows the next answer and decides nothing. Needs Chromium, and Linux for CPU time.
"""

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from etl.desk import reviewing
from etl.paths import DataFolder
from tests.benchmarks.visitor import ROOT, Server, served
from tests.browser import stage

PAIRS, WARMING = 40, 3
PERIOD = 2018
REVIEWED, NEXT = "1", "n"
MILLISECONDS = 60_000
READING_SECONDS = 0.3  # nobody reads faster


@dataclass(frozen=True, slots=True)
class Step:
    """From a key to the next answer on the screen: seconds, and CPU seconds of the server."""

    wait: float
    cpu: float


def main() -> None:
    """Review so many answers, and say how long each next one took from the key to the screen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", metavar="DIR", type=Path)
    given: Path | None = parser.parse_args().data
    with tempfile.TemporaryDirectory() as scratch:
        data = Path(scratch) / "data"
        if given:
            shutil.copytree(given, data)
        else:
            for command in (["sample", "--out"], ["build", "--data"]):
                subprocess.run([sys.executable, "-m", "etl", *command, str(data)], check=True)
        with served(ROOT / "dashboard" / "app.py", data) as server, sync_playwright() as playwright:
            browser = stage.chromium(playwright)
            if browser is None:
                sys.exit("no Chromium on this machine")
            page = browser.new_page(locale="zh-CN")
            page.set_default_timeout(MILLISECONDS)
            whole = _open(page, server)
            steps = [(_step(page, server, REVIEWED), _step(page, server, NEXT)) for _ in range(WARMING + PAIRS)]
            browser.close()
        kept = len(reviewing.standing_reviews(DataFolder(data)))
    print(f"{whole}; {kept} answers reviewed")
    decided, passed = ([pair[which] for pair in steps[WARMING:]] for which in (0, 1))
    for name, some in (("decision", decided), ("下一条", passed)):
        waits = sorted(step.wait for step in some)
        cpu = statistics.mean(step.cpu for step in some)
        print(
            f"{name}: median {statistics.median(waits):.3f} s, 9 of 10 within {waits[len(waits) * 9 // 10 - 1]:.3f} s, "
            f"longest {waits[-1]:.3f} s; server CPU {1000 * cpu:.0f} ms"
        )


def _open(page: Page, server: Server) -> str:
    """Open the queue with the keys ready, and return how far it is, as the page says it."""
    page.goto(f"http://127.0.0.1:{server.port}/reviews?period={PERIOD}")
    page.get_by_label("您的姓名").fill("示例甲")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")  # past the reason
    stage.settled(page)
    return page.get_by_text(re.compile(r"已审 \d+ / 应审 \d+")).inner_text()


def _step(page: Page, server: Server, key: str) -> Step:
    """What one key costs."""
    time.sleep(READING_SECONDS)
    shown = page.get_by_test_id("stMain").locator("strong").first
    before, cpu, start = shown.inner_text(), server.cpu_seconds(), time.perf_counter()
    page.keyboard.press(key)
    expect(page.get_by_text(before, exact=True)).to_have_count(0, timeout=MILLISECONDS)
    wait = time.perf_counter() - start
    stage.settled(page)
    return Step(wait, server.cpu_seconds() - cpu)


if __name__ == "__main__":
    main()
