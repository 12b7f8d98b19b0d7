"""What tests of the dashboard share: a page run as a visitor runs it, and the build of the small association."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import permalink
from dashboard.database import current

Visit = Callable[..., AppTest]
_CARD = re.compile(
    r'<div class="(label|value)".*?>(.*?)</div>|<span class="(note)".*?>(.*?)</span>(?=<span class="detail|</div>)'
)
_TAG = re.compile(r"<.*?>")


@dataclass
class Card:
    """What a figure at the head of a page says."""

    label: str
    value: str = ""
    note: str = ""


def cards(app: AppTest) -> list[Card]:
    """Return the figures of a page that was run, as they are read."""
    found: list[Card] = []
    for kind, words, note, noted in _CARD.findall("".join(one.value for one in app.html)):
        text = unescape(_TAG.sub("", words or noted))
        if kind == "label":
            found.append(Card(text))
        else:
            setattr(found[-1], kind or note, text)
    return found


@pytest.fixture
def visit(root: Path, monkeypatch: pytest.MonkeyPatch) -> Visit:
    """Return `visit(data, page, chosen, tabs, **query)`: the page as it stands for whoever opens that address.

    `chosen` are points chosen on charts: the customdata of one by the chart's key; `tabs` the open tabs of charts.
    """

    def visited(
        data: Path,
        page: str,
        chosen: Mapping[str, Sequence[object]] | None = None,
        tabs: Mapping[str, str] | None = None,
        **query: str | list[str],
    ) -> AppTest:
        monkeypatch.setenv("REFORM_DATA", str(data))
        app = AppTest.from_file(str(root / "dashboard" / "app.py"), default_timeout=60)
        app.query_params.update(query)
        for key, point in (chosen or {}).items():
            app.query_params[key] = "~".join(map(str, point[:2]))
        app.query_params[permalink.AS_TABLE] = [key for key, tab in (tabs or {}).items() if tab == "表"]
        return app.switch_page(str(root / "pages" / f"{page}.py")).run()

    return visited


@pytest.fixture
def build(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the name of the build of the small association, which is in force."""
    monkeypatch.setenv("REFORM_DATA", str(warehouse))
    return str(current())
