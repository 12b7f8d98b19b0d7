"""The guarded reader: any received file becomes cells with addresses, or one reason why it cannot be read."""

from etl.workbook.address import address
from etl.workbook.archived import AlteredCopy, read_bytes
from etl.workbook.contents import Sheet, Unreadable, Value, Workbook
from etl.workbook.reader import read

__all__ = ["AlteredCopy", "Sheet", "Unreadable", "Value", "Workbook", "address", "read", "read_bytes"]
