"""The file itself: page, look, script and data in one, allowed to run its own script and to ask for nothing."""

import base64
import hashlib
import json
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dashboard.charts.style import ON_VERDICT, VERDICT_COLOURS
from dashboard.pocket.pocket_content import content
from dashboard.pocket.society_row import LETTERS
from dashboard.queries import Filters, basis
from dashboard.stamp import based_on, in_words
from dashboard.wording import labels

_HERE = Path(__file__).parent
_TEMPLATES = Environment(loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
VIEWS = {
    "overview": "总览",
    "task": "任务",
    "members": "会员",
    "council": "理事会",
    "scores": "得分",
    "societies": "学会",
}
# What could end the data block, or a line of a script that a program copies it into.
_HARMFUL = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def pocket_html(build: str, chosen: Filters) -> str:
    """The societies that pass the filters, in the chosen year and the one before, as one HTML file."""
    script, look = (_lean((_HERE / name).read_text("utf-8")) for name in ("pocket.js", "pocket.css"))
    style = f"{_verdict_style()}\n{look}"
    return _TEMPLATES.get_template("pocket.html").render(
        title=f"{labels.PRODUCT} {chosen.period}",
        product=labels.PRODUCT,
        is_demo=basis.basis(build, chosen).is_demo,
        stamp=based_on(build, chosen),
        filters=in_words(chosen),
        views=VIEWS,
        script=Markup(script),
        style=Markup(style),
        script_hash=_hash(script),
        style_hash=_hash(style),
        data=Markup(as_block(content(build, chosen))),
    )


def as_block(values: object) -> str:
    """The values as JSON that a page may hold: nothing in it ends the block or the line."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).translate(_HARMFUL)


def _verdict_style() -> str:
    """The colours of verdicts, as words stand on them and as shapes are filled with them."""
    return "\n".join(
        f".{LETTERS[verdict]} {{ background: {colour}; color: {ON_VERDICT[verdict]}; }}\n"
        f".f{LETTERS[verdict]} {{ fill: {colour}; }}"
        for verdict, colour in VERDICT_COLOURS.items()
    )


def _lean(text: str) -> str:
    """The lines without what indents them; in between they stay readable."""
    return "\n".join(line.strip() for line in text.splitlines())


def _hash(text: str) -> str:
    """The text's SHA-256 as a Content-Security-Policy writes it."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
