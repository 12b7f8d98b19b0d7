"""The registry in words: what stands in each line as a form shows it, and what differs between two versions."""

from collections.abc import Iterator, Mapping

from etl.registry.registry_file import BASE_HEADING, PERIOD_HEADINGS, SOCIETY_HEADINGS
from etl.registry.societies import Period, Registry, Society

CONTACT = ("contact", "phone")
"""Personal data: that they changed is told, what they were is not, because the sentences go into the journal."""
_NOTHING = "未填"


def society_text(society: Society) -> dict[str, str]:
    """What stands in each column of the society's line, `base 2018` among them."""
    words = {key: str(getattr(society, key) or "") for key in SOCIETY_HEADINGS}
    words["former_names"] = "、".join(society.former_names)
    words["renewal_years"] = "、".join(map(str, society.renewal_years))
    return words | {f"base {one.year}": str(one.value) for one in society.bases}


def period_text(period: Period) -> dict[str, str]:
    """What stands in each column of the period's line."""
    words = {key: str(getattr(period, key)) for key in PERIOD_HEADINGS}
    words["deadline"] = f"{period.deadline:%Y-%m-%d}" if period.deadline else ""
    return words


def heading(key: str) -> str:
    """The heading over a column."""
    known = {**SOCIETY_HEADINGS, **PERIOD_HEADINGS}
    return known.get(key) or BASE_HEADING.format(key.removeprefix("base "))


def changes(before: Registry | None, after: Registry) -> list[str]:
    """What differs, a sentence for each line or cell; without the contacts' names and numbers."""
    societies = {} if before is None else {one.society_id: one for one in before.societies}
    periods = {} if before is None else {one.period: one for one in before.periods}
    sentences: list[str] = []
    for society in after.societies:
        name = f"{society.society_id} {society.name}"
        if society.society_id in societies:
            words = society_text(societies[society.society_id])
            sentences += _differences(name, words, society_text(society))
        else:
            sentences.append(f"新增学会 {name}")
    gone = societies.keys() - {one.society_id for one in after.societies}
    sentences += [f"删去学会 {one} {societies[one].name}" for one in societies if one in gone]
    for period in after.periods:
        name = f"{period.period} 年度"
        if period.period in periods:
            sentences += _differences(name, period_text(periods[period.period]), period_text(period))
        else:
            due = f"{period.deadline:%Y-%m-%d}" if period.deadline else "未定"
            sentences.append(f"新增{name}，报送截止 {due}")
    gone_periods = periods.keys() - {one.period for one in after.periods}
    return sentences + [f"删去 {one} 年度" for one in sorted(gone_periods)]


def _differences(name: str, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    for key in dict.fromkeys((*before, *after)):
        old, new = before.get(key, ""), after.get(key, "")
        if old == new:
            continue
        if key in CONTACT:
            yield f"{name} 的{heading(key)}有改动"
        else:
            yield f"{name} 的{heading(key)}：{old or _NOTHING} → {new or _NOTHING}"
