"""How long somebody who reviews by keys waits for the next answer: `python -m tests.benchmarks.reviewing [--data DIR]`.

Works on a copy of a loaded data folder; without `--data` the demonstration's 168 societies are made first, which takes
minutes. Needs Chromium.
"""

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from etl.desk import reviewing
from etl.paths import DataFolder
from tests.browser import stage

DECISIONS = 60
START_MILLISECONDS = 120_000


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
        with stage.served(data) as address, sync_playwright() as playwright:
            browser = stage.chromium(playwright)
            if browser is None:
                sys.exit("no Chromium on this machine")
            page = browser.new_page(locale="zh-CN")
            page.goto(f"{address}/reviews")
            page.set_default_timeout(START_MILLISECONDS)
            page.get_by_label("您的姓名").fill("示例甲")
            page.keyboard.press("Tab")
            page.keyboard.press("Tab")  # past the reason
            page.wait_for_timeout(5000)  # until the name has arrived
            waits = sorted(_wait(page, count) for count in range(1, DECISIONS + 1))
            browser.close()
        kept = len(reviewing.standing_reviews(DataFolder(data)))
    print(
        f"{kept} answers reviewed; from the key to the next answer: median {statistics.median(waits):.3f} s, "
        f"19 of 20 within {waits[len(waits) * 19 // 20 - 1]:.3f} s, longest {waits[-1]:.3f} s"
    )


def _wait(page: Page, count: int) -> float:
    """The seconds from the key to the screen that counts the decision."""
    page.wait_for_timeout(300)  # nobody reads faster
    start = time.perf_counter()
    page.keyboard.press("1")
    page.get_by_text(f"已审 {count} / 应审 ").wait_for()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
