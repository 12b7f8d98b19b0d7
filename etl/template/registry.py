"""The association's registry.xlsx before it is filled in: 名录 and 报告期."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from etl.knowledge.layout import Layout
from etl.template import look, validation
from etl.template.hints import RegistryHeading, read
from etl.words import AUTHOR
from etl.workbook.saving import save

_LAST_ROW = 5000


def write_registry(path: Path, layout: Layout, base_years: Sequence[int], *, is_demo: bool) -> None:
    """Write an empty registry; for the demonstration with a sheet that says all data is invented."""
    save(build_registry(layout, base_years, is_demo=is_demo), path)


def build_registry(layout: Layout, base_years: Sequence[int], *, is_demo: bool) -> Workbook:
    """The empty registry in memory: headings in the first row, columns in the order of `hints.toml`.

    The registered number of members has a column for each of the `base_years`.
    """
    wording = read().registry
    headings = dict(_headings(wording.societies, base_years))
    workbook = Workbook()
    look.add_styles(workbook)
    societies = workbook.active
    societies.title = layout.registry_sheet
    _table(societies, headings, "C2")
    letter = {key: get_column_letter(column) for column, key in enumerate(headings, start=1)}

    def cells(key: str) -> str:
        return f"{letter[key]}2:{letter[key]}{_LAST_ROW}"

    for key in ("society_id", "credit_code", "renewal_years", "phone"):
        societies.column_dimensions[letter[key]].number_format = validation.TEXT_FORMAT
    validation.choices(societies, cells("status"), wording.statuses)
    validation.text_length(societies, cells("credit_code"), 18, "code")
    for year in base_years:
        validation.whole_number(societies, cells(f"base_{year}"), 0, layout.count_limit)
    periods = workbook.create_sheet(layout.period_sheet)
    _table(periods, wording.periods, "A2")
    validation.whole_number(periods, f"A2:A{_LAST_ROW}", 2000, 2099)
    validation.date(periods, f"B2:B{_LAST_ROW}")
    periods.column_dimensions["B"].number_format = validation.DATE_FORMAT
    if is_demo:
        demo = workbook.create_sheet(layout.demo_sheet)
        demo.column_dimensions["A"].width = 100
        look.put(demo["A1"], wording.demo_sentence, look.DEMO)
    workbook.properties.creator = AUTHOR
    return workbook


def _headings(
    wording: Mapping[str, RegistryHeading], base_years: Sequence[int]
) -> Iterator[tuple[str, RegistryHeading]]:
    for key, heading in wording.items():
        if key == "base":
            for year in base_years:
                yield f"base_{year}", replace(heading, label=heading.label.format(base_year=year))
        else:
            yield key, heading


def _table(sheet: Worksheet, headings: Mapping[str, RegistryHeading], frozen: str) -> None:
    look.set_widths(sheet, [heading.width for heading in headings.values()])
    labels, examples = zip(*((heading.label, heading.example) for heading in headings.values()), strict=True)
    look.header(sheet, 1, labels, examples)
    sheet.freeze_panes = frozen
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(headings))}{_LAST_ROW}"
    look.set_paper(sheet, header_row=1, is_landscape=True, footer=f"{sheet.title}　{read().texts['footer']}")
