"""Page and download say the same, cell by cell (docs/look.md, Manners): every table of every page and every file."""

import datetime as dt
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
import streamlit as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.wording import labels
from etl.text import display_width
from tests.dashboard.conftest import Visit

Row = tuple[str, ...]


@dataclass(frozen=True)
class View:
    """One state of a page: its address, the charts whose table is open, and the points chosen on them."""

    query: Mapping[str, str] = field(default_factory=dict)
    tables: Sequence[str] = ()
    points: Mapping[str, Sequence[object]] = field(default_factory=dict)


VIEWS: Mapping[str, Sequence[View]] = {
    "overview": [
        View(tables=("tasks", "steps")),
        View({"part": "报送进度"}, ("progress",)),
        View({"attention": "open"}),
        View({"part": "排名"}),
        View({"part": "与以前比较", "compare": "period"}, ("moves",)),
        View({"part": "与以前比较", "compare": "period"}, points={"moves": ["T07", "gained"]}),
        View({"part": "通报和下载"}),
    ],
    "tasks": [View({"task": one}, ("criteria", "categories")) for one in ("T02", "T08")],
    "membership": [View(tables=("growth", "totals", "distribution", "fallen"))],
    "council": [View(tables=("council",))],
    "optional_tasks": [View(tables=("chosen", "categories", "counts", "pairs"))],
    "society": [View({"society": one}, ("strip", "members", "bullets")) for one in ("S01", "S03", "S05", "S06")],
    "submissions": [
        View({"part": "报送进度"}, ("progress",)),
        View({"part": "催报名单"}),
        View({"part": "待处理的问题"}, ("kinds",)),
        View({"part": "读取情况"}),
    ],
}
NO_FILE = [
    {"学会", "状态", "收到时间"},  # 最近收到
    {"表", "项", "原来", "原来在", "现在", "现在在"},  # what changed between two versions that somebody chooses
]
PARTLY = ("判定依据", "比较", "最近一步")  # the page lists what is open, or what is chosen; the file has all

AS_LINES = ("还差什么",)  # the page has a line for each row: tests/dashboard/pages/test_society.py


@dataclass
class Seen:
    """What a page drew and offered: tables as they are read, files by name."""

    tables: list[pd.DataFrame] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)

    @property
    def sheets(self) -> dict[tuple[str, str], Worksheet]:
        """The sheets of all workbooks by file and title."""
        workbooks = {name: load_workbook(io.BytesIO(content)) for name, content in self.files.items() if _is_xlsx(name)}
        return {(name, sheet.title): sheet for name, workbook in workbooks.items() for sheet in workbook}

    @property
    def held(self) -> dict[tuple[str, str], pd.DataFrame]:
        """The tables of the workbooks as Excel shows them, by file and title; 台账 has a form and a test of its own."""
        return {place: _held(sheet) for place, sheet in self.sheets.items() if place[1] not in ("说明", "台账")}


def _is_xlsx(name: str) -> bool:
    return name.endswith(".xlsx")


@pytest.fixture(scope="module")
def looked_at() -> dict[str, Seen]:
    """Return what has been seen so far, by page: making all the files takes a second or two."""
    return {}


@pytest.fixture
def seen(
    visit: Visit, warehouse: Path, monkeypatch: pytest.MonkeyPatch, looked_at: dict[str, Seen]
) -> Callable[[str], Seen]:
    """Return `seen(page)`: all views of a page of the small association, with every file that it offers."""

    def look(page: str) -> Seen:
        if page in looked_at:
            return looked_at[page]
        found = looked_at[page] = Seen()
        draw, offer = st.dataframe, st.download_button

        def drawn(data: Any, **given: Any) -> Any:
            if isinstance(data, pa.Table):  # not the ledger, nor cells of a file around a finding
                found.tables.append(_read(data.to_pandas(), given["column_config"]))
            return draw(data, **given)

        def offered(label: str, data: Any, file_name: str, *more: Any, **given: Any) -> Any:
            if file_name.endswith((".xlsx", ".csv")) and "原表" not in label:
                found.files[file_name] = data()
            return offer(label, data, file_name, *more, **given)

        monkeypatch.setattr(st, "dataframe", drawn)
        monkeypatch.setattr(st, "download_button", offered)
        for view in VIEWS[page]:
            tabs = dict.fromkeys(view.tables, "表")
            app = visit(warehouse, page, view.points, tabs, period="2018", **view.query)
            assert not app.exception
        return found

    return look


def _read(frame: pd.DataFrame, config: Mapping[str, Any]) -> pd.DataFrame:
    """The table as somebody reads it on the page."""
    for heading in frame:
        form = (config.get(heading) or {}).get("type_config", {}).get("format")
        frame[heading] = [_shown(value, form) for value in frame[heading]]
    return frame


def _shown(value: Any, form: str | None) -> str:
    match value:
        case str():
            return re.sub(r"^[✓×?–] ", "", value)  # the sign of a verdict stands for the colour of the workbook
        case dt.datetime() | dt.date():
            if pd.isna(value):
                return ""
            return f"{value:%Y-%m-%d}" if form == "YYYY-MM-DD" else f"{value:%Y-%m-%d %H:%M}"
        case _ if pd.isna(value):
            return ""
        case _ if form == "%.1f%%":
            return f"{value:.1f}%"
        case _:
            return f"{value:,.0f}" if form == "localized" else f"{value:.0f}"


def _cell(cell: Any) -> str:
    """A cell of a workbook as Excel shows it."""
    value, form = cell.value, cell.number_format
    match value:
        case None:
            return ""
        case str():
            return value
        case dt.datetime():
            return f"{value:%Y-%m-%d}" if form == "yyyy-mm-dd" else f"{value:%Y-%m-%d %H:%M}"
        case _:
            return {"0.0%": "{:.1%}", "#,##0": "{:,.0f}", "0": "{:.0f}"}[form].format(value)


def _held(sheet: Worksheet) -> pd.DataFrame:
    """The table of a sheet below title, stamp and filters, without 序号."""
    rows = [[_cell(cell) for cell in row[1:]] for row in sheet.iter_rows(min_row=5)]
    return pd.DataFrame(rows, columns=[cell.value for cell in sheet[4][1:]])


def _rows(frame: pd.DataFrame, columns: Sequence[str]) -> list[Row]:
    return [tuple(row) for row in frame[list(columns)].to_numpy().tolist()]


def _agree(table: pd.DataFrame, held: pd.DataFrame) -> bool:
    """Whether every row of the page's table stands in the file, with the same words in all columns that both have."""
    columns = [column for column in table if column in held]
    there = set(_rows(held, columns))
    return len(columns) > 1 and bool(len(table)) and all(row in there for row in _rows(table, columns))


@pytest.mark.parametrize("page", VIEWS)
def test_page_and_workbooks_say_the_same(seen: Callable[[str], Seen], page: str) -> None:
    found = seen(page)
    unseen = [
        place
        for place, held in found.held.items()
        if len(held)
        and place[1] not in AS_LINES
        and not any(
            _agree(table, held) and (len(table) == len(held) or place[1].startswith(PARTLY)) for table in found.tables
        )
    ]
    assert unseen == []
    not_in_files = [
        list(table)
        for table in found.tables
        if len(table) and not any(set(table) <= set(held) and _agree(table, held) for held in found.held.values())
    ]
    assert [columns for columns in not_in_files if set(columns) not in NO_FILE] == []
    assert len(found.held)


@pytest.mark.parametrize("page", VIEWS)
def test_workbook_explains_every_column(seen: Callable[[str], Seen], page: str) -> None:
    sheets = seen(page).sheets
    for (name, title), sheet in sheets.items():
        told = {row[0]: row[1] for row in sheets[name, "说明"].iter_rows(min_row=2, values_only=True)}
        headings = [cell.value for row in (4, 5) for cell in sheet[row] if title == "台账" or row == 4]
        groups = {"序号", "结论", *labels.GROUPS.values()} if title == "台账" else {"序号"}
        unexplained = [one for one in headings if one and one not in groups and not told.get(one)]
        assert (title, [] if title == "说明" else unexplained) == (title, [])


@pytest.mark.parametrize("page", [page for page in VIEWS if page != "society"])
def test_csv_says_the_same_and_of_when_and_whom(seen: Callable[[str], Seen], page: str) -> None:
    found = seen(page)
    tables = {name: content for name, content in found.files.items() if not _is_xlsx(name)}
    assert tables
    for name, content in tables.items():
        (sheet,) = [
            one for (file, title), one in found.sheets.items() if file == f"{name[:-4]}.xlsx" and title != "说明"
        ]
        read = pd.read_csv(io.BytesIO(content))  # as anybody reads it
        stamp, filters = read.columns[-2:]
        assert (stamp, filters, len(read)) == ("数据", "筛选", sheet.max_row - 4)
        assert set(read[stamp]) <= {sheet["A2"].value}
        assert set(read[filters]) <= {sheet["A3"].value.removeprefix("筛选：")}
        held, read = _held(sheet), pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False).iloc[:, :-2]
        assert _plain(read) == _plain(held)


def _plain(frame: pd.DataFrame) -> list[Row]:
    """Headings and cells, numbers without the signs between thousands, texts without the apostrophe of a formula."""
    rows = [tuple(map(str, frame)), *_rows(frame, list(frame))]
    return [tuple(re.sub(r"(?<=\d),(?=\d{3}\b)", "", cell).removeprefix("'") for cell in row) for row in rows]


def test_what_is_not_judged_says_so_and_has_no_reason(seen: Callable[[str], Seen]) -> None:
    for page in ("membership", "council"):
        held = next(iter(seen(page).held.values()))
        not_due = held[held["换届"] == labels.RENEWAL["not_due"]]
        not_due = not_due[~not_due["结论"].isin(["只列示", "不适用"])]
        assert set(not_due["结论"]) == {"未到换届，不判定"}
        assert not not_due["算式或原因"].str.contains("待认定|未填|未报送|数值无法识别").any()


@pytest.mark.parametrize("page", VIEWS)
def test_no_line_of_a_cell_is_cut(seen: Callable[[str], Seen], page: str) -> None:
    for place, sheet in seen(page).sheets.items():
        widths = _widths(sheet)
        spans = {area.coord.split(":")[0]: area for area in sheet.merged_cells.ranges}
        for cell in (cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)):
            area = spans.get(cell.coordinate)
            if area and area.max_row > area.min_row:
                continue
            width = sum(widths[column] for column in range(cell.column, (area.max_col if area else cell.column) + 1))
            height = sheet.row_dimensions[cell.row].height or 15
            assert (place, cell.coordinate, _needed(cell, width) > height) == (place, cell.coordinate, False)


def _widths(sheet: Worksheet) -> dict[int, float]:
    """The widths by column; openpyxl keeps those of equal neighbours together."""
    spans = sheet.column_dimensions.values()
    return {column: span.width for span in spans for column in range(span.min, span.max + 1)}


def _needed(cell: Any, width: float) -> float:
    """The points that the lines of a cell take at the least: all of its characters side by side, a line of 1.3."""
    size = cell.font.size
    lines = sum(max(1, -(-display_width(line) * size // (width * 10))) for line in cell.value.split("\n"))
    return float(min(lines * size * 1.3, 409))
