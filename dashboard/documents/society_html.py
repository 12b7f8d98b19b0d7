"""One society as a plain page that prints on A4: no script, nothing from outside, everything from data escaped."""

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dashboard import standing
from dashboard.documents.society import SocietyContent, sections
from dashboard.documents.word import TEMPLATES
from dashboard.wording import labels

_TEMPLATES = Environment(
    loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)
TIGHT = 14  # half-width characters: columns up to here are never broken into lines
_VERDICT_OF = {word: verdict for verdict, word in labels.VERDICTS.items()}


def society_html(sheet: SocietyContent) -> str:
    """The whole page as HTML."""
    return _TEMPLATES.get_template("society.html").render(
        sheet=sheet,
        facts=[labels.plain(fact) for fact in standing.facts(sheet.record)],
        sections=sections(sheet),
        verdict_of=_VERDICT_OF,
        place=labels.COLUMNS["place"],
        tight=TIGHT,
    )
