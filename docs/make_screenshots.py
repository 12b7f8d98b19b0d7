"""Make the pictures of the seven pages in this folder: `python docs/make_screenshots.py [--data DIR]`.

Without `--data` the sample is made first, which takes minutes. Needs Chromium and requirements-dev.txt.
"""

import argparse
import io
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
from PIL import Image
from playwright.sync_api import Page, sync_playwright

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
sys.path.insert(0, str(ROOT))

from tests.browser import stage  # noqa: E402

PAGES = ("overview", "tasks", "membership", "council", "optional_tasks", "society", "submissions")
WIDTH, HEIGHT = 1440, 900
COLOURS = 256
LAID_OUT_MILLISECONDS = 1500
# A society with something to show: judged on its council, with tasks unmet and tasks undecided.
TELLING = """
select society_id
from society_result
where period = (select max(period) from society_result) and renewal_applicability = 'due' and renewal = 'unmet'
order by overall = 'unmet' desc, society_id
limit 1
"""


def main() -> None:
    """Serve the data, take the seven pictures and say where they are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", metavar="DIR", type=Path, help="a loaded data folder; the sample if left out")
    given: Path | None = parser.parse_args().data
    with tempfile.TemporaryDirectory() as scratch:
        data = given or Path(scratch) / "sample"
        if given is None:
            subprocess.run([sys.executable, "-m", "etl", "sample", "--out", str(data)], cwd=ROOT, check=True)
            subprocess.run([sys.executable, "-m", "etl", "build", "--data", str(data)], cwd=ROOT, check=True)
        queries = dict.fromkeys(PAGES, "") | {"society": f"?society={telling_society(data)}"}
        with stage.served(data) as address, drawn_at(WIDTH, HEIGHT) as page:
            for name in PAGES:
                page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
                page.goto(f"{address}/{name}{queries[name]}")
                save(whole(page), DOCS / f"{name}.png")
                print(DOCS / f"{name}.png")


def telling_society(data: Path) -> str:
    """Return the id of the society whose page is shown."""
    current = (data / "warehouse" / "CURRENT").read_text("utf-8").strip()
    with duckdb.connect(str(data / "warehouse" / current), read_only=True) as warehouse:
        return str(warehouse.sql(TELLING).fetchall()[0][0])


@contextmanager
def drawn_at(width: int, height: int) -> Iterator[Page]:
    """Yield a page of the installed Chromium, set to Chinese."""
    with sync_playwright() as playwright:
        browser = stage.chromium(playwright)
        if browser is None:
            sys.exit("no Chromium on this machine")
        yield browser.new_page(locale="zh-CN", viewport={"width": width, "height": height})
        browser.close()


def whole(page: Page) -> bytes:
    """Return a picture of the page in all its height, as PNG, when everything is drawn."""
    _await_drawn(page)
    # Streamlit scrolls inside its window, so the window grows to what is in it.
    height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": WIDTH, "height": max(HEIGHT, height)})
    _await_drawn(page)
    page.mouse.move(WIDTH - 1, 1)
    return page.screenshot()


def _await_drawn(page: Page) -> None:
    stage.settled(page).wait_for_timeout(LAID_OUT_MILLISECONDS)  # plotly and tables fit their columns a moment later


def save(picture: bytes, path: Path) -> None:
    """Write a picture with so few colours that it is small."""
    with Image.open(io.BytesIO(picture)) as image:
        # Median cut serves areas of one colour; dithering would only add noise and bytes.
        few = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


if __name__ == "__main__":
    main()
