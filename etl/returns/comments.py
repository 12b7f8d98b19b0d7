"""The comments of one worksheet: ours beside or below those that are there, and ours taken out again."""

from collections.abc import Mapping

from etl.returns.cell_text import cell_text, line_count
from etl.returns.comment_box import box_beside
from etl.returns.mark import CannotMark
from etl.returns.marked_sheet import MarkedSheet
from etl.returns.parts import WorkbookParts
from etl.returns.place import Place, area, reference
from etl.returns.shapes import CONTENT_TYPE as SHAPES_TYPE
from etl.returns.shapes import empty_shapes, with_shapes, without_shapes
from etl.returns.splice import MAIN, Edits, Element, escape, parse, prefix_of, prefixed
from etl.words import AUTHOR

COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
# Our part of a comment begins with this line, whoever saves the workbook and whatever he makes of its author.
HEADING = f"【{AUTHOR}】"
THREAD_AUTHOR = "tc="  # Excel shows a thread in this comment's place
WIDTH, LINE_HEIGHT, PADDING, MOST_LINES = 300, 17, 14, 40  # pixels but for the last
CHARACTERS_PER_LINE = 44
EMPTY_COMMENTS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<comments xmlns="{MAIN}"><authors></authors><commentList></commentList></comments>'
).encode()


def add_comments(
    package: WorkbookParts, part: str, sheet: MarkedSheet, texts: Mapping[Place, str], number: int
) -> None:
    """Put a comment on each cell of the worksheet `part`, below the text of a comment that is there.

    A cell with a thread of comments is left alone. `number`, the sheet's place, keeps identifiers of shapes apart.
    """
    relationship = package.related(part, "comments")
    data = package[relationship.target] if relationship else EMPTY_COMMENTS
    data, whole_texts = _with_comments(data, texts)
    if not whole_texts:
        return
    if relationship:
        package[relationship.target] = data
    else:
        name = package.new_name("xl/comments{}.xml")
        package.add(name, data, COMMENTS_TYPE)
        package.relate(part, "comments", name)
    boxes = {cell: box_beside(sheet, cell, WIDTH, _height(text)) for cell, text in whole_texts.items()}
    shapes = _shapes_part(package, part, sheet)
    if shapes:
        package[shapes] = with_shapes(package[shapes], boxes, number)
    else:
        name = package.new_name("xl/drawings/vmlDrawing{}.vml")
        package.add(name, with_shapes(empty_shapes(number), boxes, number), SHAPES_TYPE)
        sheet.link_shapes(package.relate(part, "vmlDrawing", name))


def remove_comments(package: WorkbookParts, part: str, sheet: MarkedSheet) -> None:
    """Take out of the worksheet's comments what an earlier return put in."""
    relationship = package.related(part, "comments")
    if relationship is None:
        return
    package[relationship.target], emptied = _without_comments(package[relationship.target])
    shapes = _shapes_part(package, part, sheet)
    if shapes:
        package[shapes] = without_shapes(package[shapes], emptied)


def _shapes_part(package: WorkbookParts, part: str, sheet: MarkedSheet) -> str | None:
    identifier = sheet.shapes_identifier
    if identifier is None:
        return None
    relationship = package.relationships(part).get(identifier)
    if relationship is None:
        raise CannotMark("工作表引用了没有的图形部件")
    return relationship.target


def _with_comments(data: bytes, texts: Mapping[Place, str]) -> tuple[bytes, dict[Place, str]]:
    """The comments part with these texts, and the whole text of every comment that has one of them."""
    root = parse(data)
    prefix = prefix_of(data, root)
    authors, comments = root.child("authors"), root.child("commentList")
    if authors is None or comments is None:
        raise CannotMark("批注部件不完整")
    edits = Edits(data)
    names = [author.text for author in authors.children]
    if AUTHOR not in names:
        names.append(AUTHOR)
        edits.change(authors, {}, prefixed(f"<author>{AUTHOR}</author>", prefix))
    threads = {str(index) for index, name in enumerate(names) if name.startswith(THREAD_AUTHOR)}
    existing = {area(comment.attribute("ref"))[:2]: comment for comment in comments.children}
    whole_texts = {}
    appended = b""
    for cell, text in sorted(texts.items()):
        comment = existing.get(cell)
        if comment is None:
            opening = f'<comment ref="{reference(cell)}" authorId="{names.index(AUTHOR)}"><text>'
            appended += prefixed(f"{opening}{_runs(HEADING, text)}</text></comment>", prefix)
            whole_texts[cell] = f"{HEADING}\n{text}"
        elif comment.attribute("authorId") not in threads:
            old = _extend(edits, comment, _runs("\n" + HEADING, text), prefix)
            whole_texts[cell] = f"{old}\n{HEADING}\n{text}"
    if appended:
        edits.change(comments, {}, appended)
    return edits.result(), whole_texts


def _extend(edits: Edits, comment: Element, runs: str, prefix: bytes) -> str:
    """Append runs to a comment's text; the text it had."""
    text = comment.child("text")
    if text is None:
        raise CannotMark("批注没有文字")
    parts = [part for part in text.children if part.name in ("t", "r")]
    if not parts:
        edits.change(text, {}, prefixed(runs, prefix))
        return ""
    if parts[0].name == "t":
        # Beside runs, plain text must be a run itself.
        edits.insert(parts[0].start, prefixed("<r>", prefix))
        edits.insert(parts[0].end, prefixed("</r>", prefix))
    edits.insert(parts[-1].end, prefixed(runs, prefix))
    return "".join(part.text for part in text.descendants("t"))


def _without_comments(data: bytes) -> tuple[bytes, list[Place]]:
    """The comments part without our texts, and the cells whose comment said nothing else and is gone."""
    root = parse(data)
    comments = root.child("commentList")
    edits = Edits(data)
    emptied = []
    for comment in comments.children if comments else ():
        texts = list(comment.descendants("t"))
        ours = next((index for index, text in enumerate(texts) if HEADING in text.text), None)
        if ours is None:
            continue
        texts[ours].text = texts[ours].text.partition(HEADING)[0]
        if not "".join(text.text for text in texts[: ours + 1]).strip():
            edits.replace(comment.start, comment.end, b"")
            emptied.append(area(comment.attribute("ref"))[:2])
            continue
        # The line break before our heading may have become part of the text before.
        for text in reversed(texts[: ours + 1]):
            edits.replace(text.open_end, text.close, escape(text.text.rstrip("\n")).encode())
            if text.text.strip("\n"):
                break
        for run in comment.descendants("r"):
            if run.start > texts[ours].start:
                edits.replace(run.start, run.end, b"")
    return edits.result(), emptied


def _height(text: str) -> int:
    return PADDING + LINE_HEIGHT * min(line_count(text, CHARACTERS_PER_LINE), MOST_LINES)


def _runs(heading: str, text: str) -> str:
    font = '<sz val="9"/><color indexed="81"/><rFont val="宋体"/><family val="3"/><charset val="134"/>'
    return (
        f'<r><rPr><b/>{font}</rPr><t xml:space="preserve">{heading}\n</t></r>'
        f'<r><rPr>{font}</rPr><t xml:space="preserve">{escape(cell_text(text))}</t></r>'
    )
