"""The workbook a society fills in, written from the rubric and the layout."""

from pathlib import Path

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty

from etl.template import answers, confirmation, form, guide, lists, look, places
from etl.template.hints import read
from etl.template.order import TemplateOrder
from etl.template.places import HEADER_ROW
from etl.words import AUTHOR
from etl.workbook.saving import save

_LANDSCAPE = ("answers", "council")


def write(path: Path, order: TemplateOrder) -> None:
    """Write the workbook that is ordered, which is empty but for what is known.

    What the registry and the last submission know is filled in; figures of the period itself are always left
    blank, the last ones stand beside them.
    """
    save(build(order), path)


def build(order: TemplateOrder) -> Workbook:
    """The same workbook in memory."""
    texts, layout = read().texts, order.layout
    mark = texts["demo_mark"] if order.is_demo else ""
    title = f"{texts['title']}（{order.period.period} 年度）{mark}"
    unit_line = f"{texts['unit_line']}{order.society.name}" if order.society else ""
    workbook = Workbook()
    look.add_styles(workbook)
    guide_sheet = workbook.active
    guide_sheet.title = texts["guide_title"]
    form_sheet = workbook.create_sheet(layout.form_title)
    sheets = {name: workbook.create_sheet(layout.tables[name].title) for name in read().sheets}
    guide.fill(guide_sheet, order)
    form.fill(form_sheet, order)
    answers.fill(sheets["answers"], order)
    lists.fill_membership(sheets["membership"], order)
    lists.fill_roster(sheets["council"], order, "council")
    lists.fill_roster(sheets["supervisors"], order, "supervisors")

    who = "　".join(text for text in (unit_line, texts["demo_line"] if order.is_demo else "") if text)
    look.heading(guide_sheet, guide.COLUMNS, (title, who, read().guide.intro), is_demo=order.is_demo)
    notes, shown = _notes(order), places.sheets(order.last.year)
    # The cell above 本年 is none of the note.
    form_columns = form.COLUMNS_BEFORE_CHOICE if order.last.year else form.COLUMNS
    look.heading(form_sheet, form_columns, (f"{form_sheet.title}{mark}", unit_line, notes["form"]))
    for name, entry in shown.items():
        columns = len(entry.columns.keys() - {"check"})
        look.heading(sheets[name], columns, (f"{sheets[name].title}{mark}", unit_line, notes[name]))
    footer = f"{look.escaped(title)}　{texts['footer']}"
    look.lock(guide_sheet, frozen=None)
    look.set_paper(guide_sheet, header_row=None, is_landscape=False, footer=footer)
    guide_sheet.page_setup.fitToHeight = int(order.last.year is not None)  # what it says of last year fills the page
    for name, sheet in {"form": form_sheet, **sheets}.items():
        look.lock(sheet, frozen=f"{_first_free(name, order)}{HEADER_ROW + 1}")
        look.set_paper(sheet, header_row=HEADER_ROW, is_landscape=name in _LANDSCAPE, footer=footer)
    confirmation.add_source(workbook, order)
    workbook.security.lockStructure = True
    workbook.properties.title = title
    workbook.properties.creator = AUTHOR
    workbook.custom_doc_props.append(StringProperty(name=texts["version_property"], value=layout.template_version))
    return workbook


def _first_free(name: str, order: TemplateOrder) -> str:
    """The first column that moves when the sheet is scrolled to the right."""
    if name == "membership":
        return "A"
    return "D" if order.last.year and name in order.last.year.rosters else "C"


def _notes(order: TemplateOrder) -> dict[str, str]:
    """The line of advice on each sheet."""
    spans, template = places.task_spans(order.rubric), read().answers["choice"]
    optional = [spans[group_id] for group_id, group in order.rubric.groups.items() if group.kind == "optional"]
    choice = template.format(span="、".join(optional)) if optional else ""
    notes = {name: entry.note.format(choice=choice) for name, entry in read().sheets.items()}
    notes["form"] = read().form_note
    if order.last.year:
        wording, said = read().last_year, confirmation.words(order.layout)
        notes |= dict.fromkeys(order.last.year.rosters, wording.roster_note.format(**said))
        notes |= {"form": wording.form_note.format(**said), "answers": wording.answers_note.format(**said)}
    return notes
