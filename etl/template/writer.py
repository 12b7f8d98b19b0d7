"""The workbook a society fills in, written from the rubric and the layout."""

from pathlib import Path

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty

from etl.template import answers, form, guide, lists, look, places
from etl.template.hints import read
from etl.template.order import TemplateOrder
from etl.template.places import HEADER_ROW
from etl.workbook.saving import save

_LANDSCAPE = ("answers", "council")


def write(path: Path, order: TemplateOrder) -> None:
    """Write the empty workbook that is ordered.

    What the registry and the last submission know is filled in; figures of the period itself are always left
    blank, the last ones stand beside them.
    """
    save(build(order), path)


def build(order: TemplateOrder) -> Workbook:
    """The same workbook in memory."""
    texts, rubric, layout = read().texts, order.rubric, order.layout
    mark = texts["demo_mark"] if order.is_demo else ""
    title = f"{texts['title']}（{order.period.period} 年度）{mark}"
    unit_line = f"{texts['unit_line']}{order.society.name}" if order.society else ""
    workbook = Workbook()
    look.add_styles(workbook)
    guide_sheet = workbook.active
    guide_sheet.title = texts["guide_title"]
    form_sheet = workbook.create_sheet(layout.form_title)
    sheets = {name: workbook.create_sheet(layout.tables[name].title) for name in read().sheets}
    guide.fill(guide_sheet, rubric, layout, order.period.deadline)
    form.fill(form_sheet, order)
    answers.fill(sheets["answers"], rubric, layout)
    lists.fill_membership(sheets["membership"], order)
    lists.fill_roster(sheets["council"], layout, "council")
    lists.fill_roster(sheets["supervisors"], layout, "supervisors")

    who = "　".join(text for text in (unit_line, texts["demo_line"] if order.is_demo else "") if text)
    look.heading(guide_sheet, guide.COLUMNS, (title, who, read().guide.intro), is_demo=order.is_demo)
    look.heading(form_sheet, form.COLUMNS, (f"{form_sheet.title}{mark}", unit_line, read().form_note))
    spans, template = places.task_spans(rubric), read().answers["choice"]
    optional = [spans[group_id] for group_id, group in rubric.groups.items() if group.kind == "optional"]
    choice = template.format(span="、".join(optional)) if optional else ""
    for name, entry in read().sheets.items():
        note = entry.note.format(choice=choice)
        look.heading(sheets[name], len(entry.columns), (f"{sheets[name].title}{mark}", unit_line, note))
    footer = f"{look.escaped(title)}　{texts['footer']}"
    look.lock(guide_sheet, frozen=None)
    look.set_paper(guide_sheet, header_row=None, is_landscape=False, footer=footer)
    for name, sheet in {"form": form_sheet, **sheets}.items():
        look.lock(sheet, frozen=f"{'A' if name == 'membership' else 'C'}{HEADER_ROW + 1}")
        look.set_paper(sheet, header_row=HEADER_ROW, is_landscape=name in _LANDSCAPE, footer=footer)
    workbook.security.lockStructure = True
    workbook.properties.title = title
    workbook.properties.creator = look.AUTHOR
    workbook.custom_doc_props.append(StringProperty(name=texts["version_property"], value=layout.template_version))
    return workbook
