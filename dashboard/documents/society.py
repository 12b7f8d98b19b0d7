"""One society described once, section by section; `society_html` and `society_word` write it for paper."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
from markupsafe import Markup

from dashboard import standing
from dashboard.documents import society_pictures, society_tables
from dashboard.queries import scores
from dashboard.queries.society import SocietyRecord
from dashboard.wording import labels
from etl.text import display_width

ATTENTION = ("item", "text", "declared", "reviewed", "kind", "ground", "place")
CRITERIA = ("item", "text", "declared", "reviewed", "kind", "ground", "written", "place")
SCORES = ("criterion_id", "text", "score", "full_score", "self_score", "explanation", "place")
FINDINGS = ("severity", "title", "place", "message", "value", "remedy")
VERSIONS = ("version", "file_name", "received_at", "state", "tables_in_force", "error_count", "warning_count")


@dataclass(frozen=True)
class SocietyContent:
    """What a document about one society is made from; `stamp` says on what it is based.

    `submissions` and `notes` have the grain of `queries.versions.versions` and `queries.notes.notes`.
    """

    record: SocietyRecord
    submissions: pd.DataFrame
    notes: pd.DataFrame
    stamp: str

    @property
    def name(self) -> str:
        """The society's name."""
        return str(self.record.header["name"])

    @property
    def period(self) -> int:
        """The year reported on."""
        return int(self.record.header["period"])


@dataclass(frozen=True, slots=True)
class Rows:
    """A table in words: headings, a tuple of texts for each row, what is said above; `is_even`: of equal columns."""

    headings: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    caption: str = ""
    is_even: bool = False

    @property
    def widths(self) -> tuple[int, ...]:
        """The longest text of each column in half-width characters, headings included."""
        return tuple(max(map(display_width, column)) for column in zip(self.headings, *self.cells, strict=True))


@dataclass(frozen=True, slots=True)
class Section:
    """A title, and what stands below it: tables; `otherwise` where they have no rows.

    Where there is a `picture` of them, the printed page shows that, and a document for Word, to be edited, the tables.
    """

    title: str
    tables: tuple[Rows, ...]
    otherwise: str = ""
    picture: Callable[[SocietyRecord], Markup] | None = None


def sections(sheet: SocietyContent) -> tuple[Section, ...]:
    """All about the society: what stands on its page first, then findings, submissions and every criterion."""
    record = sheet.record
    criteria = society_tables.criteria(record)
    findings, versions = society_tables.findings(record), society_tables.versions(sheet.submissions)
    return (
        *first_page(record, sheet.notes),
        Section("须更正与请核对", (rows(findings, FINDINGS),), "没有须更正或请核对的内容。"),
        Section("填报版本", (rows(versions, VERSIONS),), "还没有收到填报表。"),
        Section(f"全部判定项（{len(criteria)} 项）", (rows(criteria, CRITERIA),), _no_criteria(record)),
    )


def first_page(record: SocietyRecord, notes: pd.DataFrame) -> Iterator[Section]:
    """The verdicts, members by year, the council, notes of the staff, and what needs attention."""
    yield Section(standing.overall(record), _verdicts(record), picture=society_pictures.strip)
    yield Section(standing.remaining(record), (rows(society_tables.own_steps(record), society_tables.STEPS),))
    if len(record.scores):
        said, points = scores.in_short(record.score_sums), society_tables.scores(record)
        yield Section(f"得分：{said[0]}", (replace(rows(points, SCORES), caption="；".join(said[1:])),))
    yield Section(standing.growth(record), (_members(record),), "没有会员数。", society_pictures.members)
    yield Section(standing.council(record), (_ratios(record),), picture=society_pictures.ratios)
    if len(notes):
        lines = [(note.text, note.author, f"{note.noted_at:%Y-%m-%d}") for note in notes.itertuples()]
        yield Section("备注", (_filled(("内容", "作者", "日期"), lines),))
    open_criteria = society_tables.beside_steps(record)
    if len(record.steps) and open_criteria.empty:
        return
    others = "其他未达标和待定的判定项，不影响总体达标" if len(record.steps) else "未达标和待定的判定项"
    otherwise = "没有未达标或待定的判定项。" if len(record.criteria) else _no_criteria(record)
    title = f"{others}（{len(open_criteria)} 项）"
    yield Section(title, (rows(open_criteria, ATTENTION),), otherwise)


def _verdicts(record: SocietyRecord) -> tuple[Rows, ...]:
    """Tasks side by side, those that are chosen in a table of their own: number and title above, the verdict below."""
    groups, is_optional = standing.groups(record), record.tasks["task_group"] == "optional"
    required = "；".join(said for kind, said in groups.items() if kind != "optional")
    captions = (required, groups.get("optional", ""))
    of_all, of_choice = (list(record.tasks[one].itertuples()) for one in (~is_optional, is_optional))
    return tuple(
        Rows(
            tuple(f"{task.number}\n{task.short_title}" for task in tasks),
            (tuple(standing.task_word(task) for task in tasks),),
            caption,
            is_even=True,
        )
        for caption, tasks in zip(captions, (of_all, of_choice), strict=True)
        if tasks
    )


def _members(record: SocietyRecord) -> Rows:
    years = [
        (f"{year.year} 年底", _whole(year.individual), _whole(year.unit), f"{year.sheet}!{year.cell}")
        for year in record.members.itertuples()
    ]
    return _filled(("年份", "个人会员", "单位会员", "出处"), years)


def _ratios(record: SocietyRecord) -> Rows:
    ratios = [
        (ratio.ratio, standing.ratio_numbers(ratio), standing.ratio_word(ratio), ratio.explanation, place)
        for ratio, place in zip(
            record.ratios.itertuples(), record.ratios["place"].fillna("").map(labels.short_place), strict=True
        )
    ]
    return _filled(("项目", "实际与限额", "结论", "算式", "出处"), ratios)


def rows(frame: pd.DataFrame, columns: Sequence[str]) -> Rows:
    """The columns of the frame in words; those in which nothing stands are left out."""
    values = ([labels.WORDS.get(column, {}).get(value, value) for value in frame[column]] for column in columns)
    return _filled([labels.COLUMNS[column] for column in columns], zip(*values, strict=True))


def _filled(headings: Sequence[str], values: Iterable[Sequence[Any]]) -> Rows:
    texts = [tuple(map(_text, row)) for row in values]
    kept = [column for column in range(len(headings)) if any(row[column] for row in texts)]
    return Rows(
        tuple(headings[column] for column in kept), tuple(tuple(row[column] for column in kept) for row in texts)
    )


def _no_criteria(record: SocietyRecord) -> str:
    return f"{labels.STATES[record.header['state']]}，没有可以列出的判定项。"


def _text(value: Any) -> str:
    if pd.isna(value):
        return ""
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return f"{value:,}" if isinstance(value, int | float) else labels.plain(value)


def _whole(count: float) -> int | None:
    """A count as a whole number: where one is missing in a column, pandas keeps all of them as fractions."""
    return None if pd.isna(count) else int(count)
