"""Empty workbooks to fill in: the society's template and the association's registry."""

from etl.template.last_stated import Last
from etl.template.order import TemplateOrder
from etl.template.registry import build_registry, write_registry
from etl.template.writer import build, write

__all__ = ["Last", "TemplateOrder", "build", "build_registry", "write", "write_registry"]
