"""What a template is written for."""

from dataclasses import dataclass, field

from etl.knowledge.layout import Layout
from etl.knowledge.rubric import Rubric
from etl.registry import Period, Society
from etl.template.last_stated import Last


@dataclass(frozen=True, slots=True)
class TemplateOrder:
    """The workbook of one period for one society, or for any where none is named; `last` is what it stated before."""

    rubric: Rubric
    layout: Layout
    period: Period
    society: Society | None = None
    last: Last = field(default_factory=Last)
    is_demo: bool = False
