"""Empty workbooks to fill in: the society's template and the association's registry."""

from etl.template.known import Last
from etl.template.registry import build_registry, write_registry
from etl.template.workbook import build, write

__all__ = ["Last", "build", "build_registry", "write", "write_registry"]
