"""The association's registry.xlsx read: its lines, each with its cells, or what is wrong with it."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from etl.knowledge.findings import finding
from etl.knowledge.layout import Layout
from etl.paths import COMMAND
from etl.registry.societies import Period, RegisteredBase, Registry, Society
from etl.submission.cells import values
from etl.text import clean, heading_key
from etl.workbook import Sheet, Unreadable, Value, Workbook, address
from etl.workbook import read as read_workbook

T = TypeVar("T")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
SOCIETY_HEADINGS = {
    "society_id": "编号",
    "name": "学会名称",
    "former_names": "曾用名",
    "credit_code": "统一社会信用代码",
    "category": "学科类别",
    "supporting_unit": "挂靠单位",
    "renewal_years": "应换届年份",
    "contact": "联系人",
    "phone": "联系电话",
    "status": "状态",
    "first_period": "起报年度",
}
PERIOD_HEADINGS = {"period": "年度", "deadline": "报送截止日期", "issuer": "发文机关", "addressee": "主送"}
BASE_HEADING = "{}年底个人会员数（核定）"
BASE = re.compile("([0-9]{4})年底个人会员数")
"""The heading over the registered figures of a year-end; there may be several, a year each."""
_REQUIRED = ("society_id", "name")


class RegistryError(ValueError):
    """The registry is missing or wrong; the message names sheet and cell and says what to do."""


def read(path: Path, layout: Layout) -> Registry:
    """The registry in one workbook. Raises RegistryError."""
    if not path.exists():
        raise RegistryError(f"没有名录：{path.name}。请先运行 {COMMAND} init，再填写名录。")
    try:
        workbook = read_workbook(path)
    except Unreadable as error:
        reason = finding(error.kind, **error.detail).message
        raise RegistryError(f"名录 {path.name} 打不开：{reason}请换成可以正常打开的 .xlsx 文件。") from error
    societies = tuple(RegistryLines(sheet_named(workbook, layout.registry_sheet), layout).societies())
    periods = tuple(RegistryLines(sheet_named(workbook, layout.period_sheet), layout).periods())
    for values_of, what in (
        ([one.society_id for one in societies], "编号"),
        ([str(one.period) for one in periods], "年度"),
    ):
        doubled = sorted(one for one, times in Counter(values_of).items() if times > 1)
        if doubled:
            raise RegistryError(f"名录中{what}重复：{'、'.join(doubled)}。请改为各不相同。")
    if not periods:
        raise RegistryError(f"名录的“{layout.period_sheet}”中没有年度。请填写年度和报送截止日期。")
    is_demo = any(sheet.name == layout.demo_sheet for sheet in workbook.sheets)
    return Registry(societies, tuple(sorted(periods, key=lambda one: one.period)), is_demo)


def sheet_named(workbook: Workbook, name: str) -> Sheet:
    """The sheet of that name. Raises RegistryError."""
    for sheet in workbook.sheets:
        if sheet.name.strip() == name:
            return sheet
    raise RegistryError(f"名录中没有工作表“{name}”。")


class RegistryLines:
    """One sheet of the registry: `columns` by key (a key of the headings, or `base 2018`), data from `first_row` on."""

    def __init__(self, sheet: Sheet, layout: Layout) -> None:
        self.sheet = sheet
        self.layout = layout
        self.columns: dict[str, int] = {}
        self.first_row = 0

    def find_header(self, headings: dict[str, str], required: Iterable[str]) -> None:
        """Find the columns by their headings. Raises RegistryError where a required one is missing."""
        wanted = {heading_key(heading): key for key, heading in headings.items()}
        for row, line in enumerate(self.sheet.rows[: self.layout.header_rows]):
            keys = [
                (wanted.get(heading_key(value)), column) for column, value in enumerate(line) if isinstance(value, str)
            ]
            columns = {key: column for key, column in keys if key}
            if all(key in columns for key in required):
                self.columns, self.first_row = columns, row + 1
                return
        missing = "、".join(headings[key] for key in required)
        raise RegistryError(f"名录的工作表“{self.sheet.name}”中没有找到表头（应有 {missing}）。")

    def find_societies(self) -> None:
        """Find the columns of 名录. Raises RegistryError."""
        self.find_header(SOCIETY_HEADINGS, _REQUIRED)
        self.find_bases()

    def find_periods(self) -> None:
        """Find the columns of 报告期. Raises RegistryError."""
        self.find_header(PERIOD_HEADINGS, ["period"])

    def societies(self) -> Iterable[Society]:
        """The lines of 名录. Raises RegistryError."""
        self.find_societies()
        for row in range(self.first_row, len(self.sheet.rows)):
            if not self.text(row, "society_id") and not self.text(row, "name"):
                continue
            for key in _REQUIRED:
                if not self.text(row, key):
                    raise self.error(row, key, f"缺{SOCIETY_HEADINGS[key]}")
            yield Society(
                self.text(row, "society_id"),
                self.text(row, "name"),
                tuple(part for part in re.split(r"[、,;；，\n]+", self.text(row, "former_names")) if part.strip()),
                self.text(row, "credit_code").upper(),
                self.text(row, "category"),
                self.text(row, "supporting_unit"),
                self.years(row),
                tuple(self.bases(row)),
                self.text(row, "contact"),
                self.text(row, "phone"),
                self.text(row, "status"),
                self.value(row, "first_period", values.year, "应填四位年份"),
            )

    def find_bases(self) -> None:
        """Find the columns of registered year-ends by their headings. Raises RegistryError for a year with two."""
        for column, value in enumerate(self.sheet.rows[self.first_row - 1]):
            match = BASE.search(heading_key(value)) if isinstance(value, str) else None
            if match is None:
                continue
            key = f"base {match[1]}"
            if key in self.columns:
                raise self.error(self.first_row - 1, key, f"{match[1]}年底个人会员数有两栏，请删去一栏")
            self.columns[key] = column

    def bases(self, row: int) -> Iterable[RegisteredBase]:
        for key in self.columns:
            if key.startswith("base "):
                value = self.value(row, key, lambda value: values.count(value, self.layout), "应填整数")
                if value is not None:
                    year = int(key.removeprefix("base "))
                    yield RegisteredBase(self.text(row, "society_id"), year, value, address(row, self.columns[key]))

    def periods(self) -> Iterable[Period]:
        """The lines of 报告期. Raises RegistryError."""
        self.find_periods()
        for row in range(self.first_row, len(self.sheet.rows)):
            period = self.value(row, "period", values.year, "应填四位年份")
            if period is not None:
                deadline = self.value(row, "deadline", values.date, "应填日期，例如 2018-12-31")
                yield Period(period, deadline, self.text(row, "issuer"), self.text(row, "addressee"))

    def years(self, row: int) -> tuple[int, ...]:
        text = self.text(row, "renewal_years")
        years = tuple(sorted({int(year) for year in _YEAR.findall(text)}))
        if text and not years:
            raise self.error(row, "renewal_years", "应填年份，例如 2018、2023")
        return years

    def text(self, row: int, key: str) -> str:
        """What stands there, as a person reads it; empty for a column that is not there."""
        value = self.cell(row, key)
        return "" if value is None else clean(values.written(value))

    def value(self, row: int, key: str, understand: Callable[[Value], T | None], problem: str) -> T | None:
        try:
            return understand(self.cell(row, key))
        except ValueError as error:
            raise self.error(row, key, problem) from error

    def cell(self, row: int, key: str) -> Value:
        return self.sheet.rows[row][self.columns[key]] if key in self.columns else None

    def error(self, row: int, key: str, problem: str) -> RegistryError:
        place = f"{self.sheet.name}!{address(row, self.columns[key])}"
        return RegistryError(f"名录 {place}：{problem}。")
