"""What stands in the file, as plain values for its script: years, rubrics, societies, tables of repeated texts."""

from typing import Any

from dashboard.documents import society_tables
from dashboard.pocket.interning import Interned
from dashboard.pocket.society_row import LETTERS, Year, society_row
from dashboard.queries import Filters, basis, pocket, society, tasks
from dashboard.wording import labels

MOST_YEARS = 2


def content(build: str, chosen: Filters) -> dict[str, Any]:
    """Return all that the file says of the societies that pass the filters, in the chosen year and in the one before.

    A society stands for itself in the year before, whatever it was then.
    """
    interned = Interned()
    periods = [period for period in basis.choices(build).periods if period <= chosen.period][:MOST_YEARS]
    return {
        "verdicts": {letter: labels.KINDS[code] for code, letter in LETTERS.items()},
        "states": labels.STATES,
        "renewal": labels.RENEWAL,
        "groups": labels.GROUPS,
        "years": [_year(build, period, list(basis.names(build, chosen)), interned) for period in periods],
        "rubrics": {_rubric_name(build, period): _rubric(build, period) for period in periods},
        "texts": interned.texts.entries,
        "forms": interned.forms.entries,
    }


def _rubric_name(build: str, period: int) -> str:
    return str(basis.basis(build, Filters(period)).rubric)


def _year(build: str, period: int, society_ids: list[str], interned: Interned) -> dict[str, Any]:
    year, parameters = Year(build, period, interned), pocket.parameters(build, period)
    return {
        "period": period,
        "rubric": _rubric_name(build, period),
        **{name: parameters.get(name, 0) for name in ("base_year", "small_base", "growth_pct", "optional_minimum")},
        "societies": [society_row(year, record) for record in society.societies(build, period, society_ids)],
    }


def _rubric(build: str, period: int) -> dict[str, Any]:
    """Tasks and standards in their official words; a ratio has side, part and whole of its limit."""
    wording, criteria = tasks.wording(build, period), pocket.criteria(build, period)
    places = {task_id: place for place, task_id in enumerate(wording["task_id"])}
    return {
        "tasks": [
            [row.task_id, row.number, labels.plain(row.title), labels.plain(row.short_title), row.task_group]
            for row in wording.itertuples()
        ],
        "criteria": [
            [
                society_tables.item(row.criterion_id),
                places[row.task_id],
                labels.plain(row.text),
                labels.plain(row.short_text),
                row.source,
                row.rule or "",
                int(row.is_required),
                int(row.is_judged),
                [row.side, row.limit_part, row.limit_whole] if row.side else None,
            ]
            for row in criteria.astype(object).where(criteria.notna(), None).itertuples()
        ],
    }
