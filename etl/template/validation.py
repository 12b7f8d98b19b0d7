"""What a cell accepts: dropdowns, whole numbers, dates, each with a Chinese message when it refuses."""

import datetime as dt

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from etl.knowledge.layout import Layout
from etl.template.hints import read
from etl.template.look import FILLS

# A date typed as 1975.03 is the number 1975.03 to Excel, a day in 1905: dates begin behind all such slips.
EARLIEST = dt.date(1906, 1, 1)
EARLIEST_BIRTH = dt.date(1910, 1, 1)
DATE_FORMAT, MONTH_FORMAT, TEXT_FORMAT, COUNT_FORMAT = "yyyy-mm-dd", "yyyy.mm", "@", "#,##0"


def yes_no(layout: Layout) -> tuple[str, str]:
    """The usual words for yes and no."""
    words = layout.written["yes_no"]
    return words["yes"][0], words["no"][0]


def choices(sheet: Worksheet, cells: str, options: tuple[str, ...], prompt: str = "") -> None:
    """A dropdown; anything else is refused."""
    _add(sheet, cells, DataValidation("list", formula1=f'"{",".join(options)}"'), "choice", prompt)


def listed(sheet: Worksheet, cells: str, source: str, error: str) -> None:
    """A dropdown of the options in a range, which a formula may choose."""
    _add(sheet, cells, DataValidation("list", formula1=source), error, "")


def whole_number(sheet: Worksheet, cells: str, low: int, high: int, prompt: str = "") -> None:
    """A whole number from `low` to `high`."""
    rule = DataValidation("whole", operator="between", formula1=str(low), formula2=str(high))
    _add(sheet, cells, rule, "positive" if low else "count", prompt)


def date(sheet: Worksheet, cells: str, error: str = "date", earliest: dt.date = EARLIEST, prompt: str = "") -> None:
    """A day between `earliest` and 2099; `error` names the message."""
    low = f"DATE({earliest.year},{earliest.month},{earliest.day})"
    rule = DataValidation("date", operator="between", formula1=low, formula2="DATE(2099,12,31)")
    _add(sheet, cells, rule, error, prompt)


def text_length(sheet: Worksheet, cells: str, length: int, error: str) -> None:
    """A text of exactly so many characters."""
    _add(sheet, cells, DataValidation("textLength", operator="equal", formula1=str(length)), error, "")


def formula(sheet: Worksheet, cells: str, text: str, error: str) -> None:
    """Any value for which the formula is true; the formula is written for the first cell of the range."""
    _add(sheet, cells, DataValidation("custom", formula1=text), error, "")


def prompt(sheet: Worksheet, cells: str, text: str) -> None:
    """A note shown when the cell is entered; anything may be written."""
    rule = DataValidation(promptTitle="怎样填", prompt=text, showInputMessage=True)
    rule.add(cells)
    sheet.add_data_validation(rule)


def highlight(sheet: Worksheet, cells: str, text: str, fill: str = "missing") -> None:
    """Tint the cells while the formula, written for the first cell of the range, is true."""
    sheet.conditional_formatting.add(cells, FormulaRule([text], fill=PatternFill(bgColor=FILLS[fill])))


def _add(sheet: Worksheet, cells: str, rule: DataValidation, error: str, text: str) -> None:
    rule.allow_blank = True
    rule.showErrorMessage = True
    rule.errorStyle = "stop"
    rule.errorTitle = "请更正"
    rule.error = read().errors[error]
    if text:
        rule.showInputMessage = True
        rule.promptTitle = "怎样填"
        rule.prompt = text
    rule.add(cells)
    sheet.add_data_validation(rule)
