"""Frames become files to take along: workbooks and CSV with typed cells, no formula, filters and definitions."""

from dashboard.exports.file_names import file_name, untaken
from dashboard.exports.ledger import LEDGER_COLUMNS, POINTS, ledger_xlsx
from dashboard.exports.mail_drafts import Mailing, drafts_zip
from dashboard.exports.reminders import due, reminder_text
from dashboard.exports.returned import returned_zip
from dashboard.exports.table_csv import table_csv
from dashboard.exports.table_sheet import About
from dashboard.exports.table_workbook import page_xlsx

__all__ = [
    "LEDGER_COLUMNS",
    "POINTS",
    "About",
    "Mailing",
    "drafts_zip",
    "due",
    "file_name",
    "ledger_xlsx",
    "page_xlsx",
    "reminder_text",
    "returned_zip",
    "table_csv",
    "untaken",
]
