"""Frames become files to take along: workbooks and CSV with typed cells, no formula, filters and definitions."""

from dashboard.exports.files import file_name, fingerprint, table_csv
from dashboard.exports.ledger import ledger_xlsx
from dashboard.exports.workbook import page_xlsx, table_xlsx

__all__ = ["file_name", "fingerprint", "ledger_xlsx", "page_xlsx", "table_csv", "table_xlsx"]
