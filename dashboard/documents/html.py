"""One society as a plain page that prints on A4: no script, nothing from outside, everything from data escaped."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dashboard import standing
from dashboard.documents import pictures
from dashboard.documents.sections import sections
from dashboard.documents.society_facts import Sheet
from dashboard.wording import labels

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)
_VERDICT_OF = {word: verdict for verdict, word in labels.VERDICTS.items()}


def society_html(sheet: Sheet) -> str:
    """The whole page as HTML."""
    found = sheet.found
    return _TEMPLATES.get_template("society.html").render(
        sheet=sheet,
        facts=[labels.plain(fact) for fact in standing.facts(found)],
        overall=standing.overall(found),
        growth=standing.growth(found),
        council=standing.council(found),
        strip=pictures.strip(found),
        members=pictures.members(found),
        ratios=pictures.ratios(found),
        sections=sections(sheet),
        verdict_of=_VERDICT_OF,
        place=labels.COLUMNS["place"],
    )
