"""On every screen that a leader holds no label is cut, none lies over another, no bar collapses, no page scrolls."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Serve, Visit, Visitor
from tests.browser.stage import settled

pytestmark = pytest.mark.browser
WIDTHS = {1920: 1080, 1440: 900, 1280: 800, 820: 1180, 390: 844}  # a tablet upright and a phone are the last two
PAGES = (
    "overview?period=2018",
    "overview?part=报送进度&period=2018",
    "overview?part=通报和下载&period=2018",
    "tasks?task=T08&period=2018",
    "membership?period=2018",
    "council?period=2018",
    "optional_tasks?period=2018",
    "society?society=S01&period=2018",
    "society?society=S03&period=2018",
    "society?society=S04&period=2018",
    "society?society=S06&period=2018",
    "submissions?period=2018",
    "submissions?part=待处理的问题&period=2018",
)
SCORED = ("scores?period=2018", "overview?period=2018", "society?society=S2&period=2018")  # 得分 and what stands beside
WITHOUT_CHARTS = ("society?period=2018", "registry?period=2018", "reviews?period=2018")
# Every chart is as wide as its place, and has been for some frames.
LAID_OUT = """
hasCharts => new Promise(resolve => {
    let before = '', still = 0;
    const latest = performance.now() + 10_000;
    const look = () => {
        const charts = [...document.querySelectorAll('.js-plotly-plot')];
        const fits = (charts.length || !hasCharts) && charts.every(
            one => Math.abs((one._fullLayout?.width ?? 0) - one.parentElement.clientWidth) <= 2);
        const now = charts.map(one => one.innerHTML.length + ' ' + one.getBoundingClientRect().x).join();
        still = fits && now === before ? still + 1 : 0;
        before = now;
        if (still > 8 || performance.now() > latest) return resolve();
        requestAnimationFrame(look);
    };
    look();
})
"""
FAULTS = """
() => {
    const found = [], main = document.querySelector('[data-testid=stMain]');
    const wide = main.scrollWidth - main.clientWidth;
    if (document.querySelector('[data-testid=stException]')) found.push('a fault');
    if (wide > 0) found.push(`page too wide by ${wide}`);
    for (const chart of document.querySelectorAll('.js-plotly-plot')) {
        const name = chart.closest('[class*=st-key-]').className.match(/st-key-(\\S+)/)[1];
        const room = chart.querySelector('.main-svg').getBoundingClientRect();
        const labels = [...chart.querySelectorAll('text')]
            .map(one => [one.textContent, one.getBoundingClientRect()])
            .filter(([text, box]) => text.trim() && box.width);
        labels.forEach(([text, box], number) => {
            if (box.left < room.left - 1 || box.right > room.right + 1 || box.top < room.top - 1
                || box.bottom > room.bottom + 1) found.push(`${name}: ${text} is cut`);
            for (const [other, its] of labels.slice(number + 1))
                if (Math.min(box.right, its.right) - Math.max(box.left, its.left) > 1
                    && Math.min(box.bottom, its.bottom) - Math.max(box.top, its.top) > 3)
                    found.push(`${name}: ${text} lies over ${other}`);
        });
        const {width, _size: plot} = chart._fullLayout;
        if (plot.w < 0.38 * width) found.push(`${name}: ${Math.round(plot.w)} of ${width} pixels for the bars`);
    }
    const words = '.figure *, [data-testid=stMain] :is(button, label, [role=tab], h1, h2, h3, a) p';
    for (const one of document.querySelectorAll(words))
        if (one.getClientRects().length && one.scrollWidth > one.clientWidth + 1
            && getComputedStyle(one).overflowX !== 'visible')
            found.push(`${one.textContent} is cut`);
    return found;
}
"""


def test_every_label_of_every_page_is_whole_and_alone_on_five_screens(
    visit: Visit, serve: Serve, warehouse: Path
) -> None:
    assert _faults(visit(serve(warehouse)), PAGES) | _faults(visit(serve(warehouse)), WITHOUT_CHARTS, False) == {}


def test_every_label_is_whole_and_alone_where_the_rubric_gives_points(visit: Visit, serve: Serve, scored: Path) -> None:
    assert _faults(visit(serve(scored)), SCORED) == {}


def _faults(visitor: Visitor, paths: Sequence[str], has_charts: bool = True) -> dict[tuple[str, int], list[str]]:
    """What is amiss, by address and width."""
    faults = {}
    for path in paths:
        visitor.page.set_viewport_size({"width": 1920, "height": 1080})
        page = visitor.open(path)
        for width, height in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": height})
            page.evaluate(LAID_OUT, has_charts)
            if found := page.evaluate(FAULTS):
                faults[path, width] = found
    return faults


def test_first_screen_shows_all_twenty_tasks(visit: Visit, serve: Serve, warehouse: Path) -> None:
    page = visit(serve(warehouse), 1280, 800).open("overview?period=2018")
    assert _lowest_bar(page) <= 800


def _lowest_bar(page: Page) -> float:
    settled(page).evaluate(LAID_OUT, True)
    bars = "[...document.querySelectorAll('.st-key-tasks .point')]"
    bottom: float = page.evaluate(f"Math.max(...{bars}.map(one => one.getBoundingClientRect().bottom))")
    return bottom


@pytest.mark.parametrize("width", [1280, 1920])
def test_a_page_is_made_smaller_until_it_fits_upright_paper(
    visit: Visit, serve: Serve, warehouse: Path, width: int
) -> None:
    page = visit(serve(warehouse), width).open("overview?period=2018")
    page.evaluate(LAID_OUT, True)
    drawn: float = page.get_by_test_id("stMainBlockContainer").evaluate("element => element.scrollWidth")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    zoom = "Number(getComputedStyle(document.body).zoom)"
    on_screen = page.evaluate(zoom), page.get_by_test_id("stSidebar").is_visible()
    page.emulate_media(media="print")
    assert on_screen == (1, True)
    assert 717 < page.evaluate(zoom) * drawn < 719  # an A4 page without its margins
    assert not page.get_by_test_id("stSidebar").is_visible()
