"""The boxes of a sheet's comments: its VML part, searched as text, for Excel itself writes VML that is no XML."""

import re
from collections.abc import Iterable, Mapping

from etl.returns.comment_box import CommentBox
from etl.returns.mark import CannotMark
from etl.returns.place import Place

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
NAMESPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
IDS_PER_BLOCK = 1024
SHAPE_TYPE = "_x0000_t202"  # Excel's text box

SHAPE = re.compile(rb"<((?:[\w.-]+:)?)shape\s(?:(?!<(?:[\w.-]+:)?shape\s).)*?</\1shape\s*>", re.DOTALL)
NOTE = re.compile(rb"""ObjectType\s*=\s*["']Note["']""")
ROW = re.compile(rb"<(?:[\w.-]+:)?Row\s*>\s*(\d+)\s*<")
COLUMN = re.compile(rb"<(?:[\w.-]+:)?Column\s*>\s*(\d+)\s*<")
ANCHOR = re.compile(rb"(<(?:[\w.-]+:)?Anchor\s*>)[^<]*")
SIZE = re.compile(rb"""(?<![\w-])(width|height)\s*:\s*[^;"'<>]+""")
IDENTIFIER = re.compile(rb"_x0000_s(\d{1,9})\b")
ROOT = re.compile(rb"<(?:[\w.-]+:)?xml\b[^<>]*>")
END = re.compile(rb"</(?:[\w.-]+:)?xml\s*>\s*\Z")


def empty_shapes(number: int) -> bytes:
    """A VML part without shapes; `number` is that of the sheet and chooses the block of the shapes' identifiers."""
    return (
        f'<xml {NAMESPACES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{number}"/></o:shapelayout></xml>'
    ).encode()


def with_shapes(data: bytes, boxes: Mapping[Place, CommentBox], number: int) -> bytes:
    """The VML part with a comment's box at each cell: the one that is there, resized, or a new one."""
    shapes = _notes(data)
    for cell in sorted(shapes.keys() & boxes.keys(), key=lambda each: shapes[each].start(), reverse=True):
        shape = shapes[cell]
        data = data[: shape.start()] + _resized(shape.group(), boxes[cell]) + data[shape.end() :]
    root, end = ROOT.search(data), END.search(data)
    if root is None or end is None:
        raise CannotMark("批注的图形部件不合常规")
    is_declared = all(each.encode() in root.group() for each in NAMESPACES.split())
    declarations = "" if is_declared else f"{NAMESPACES} "
    first = max(map(int, IDENTIFIER.findall(data)), default=number * IDS_PER_BLOCK) + 1
    new = "".join(
        _shape(identifier, cell, boxes[cell], declarations)
        for identifier, cell in enumerate(sorted(boxes.keys() - shapes.keys()), first)
    )
    if f'id="{SHAPE_TYPE}"'.encode() not in data:
        new = _shape_type(declarations) + new
    return data[: end.start()] + new.encode() + data[end.start() :]


def without_shapes(data: bytes, cells: Iterable[Place]) -> bytes:
    """The VML part without the comments' boxes at these cells."""
    shapes = _notes(data)
    for shape in sorted((shapes[cell] for cell in cells if cell in shapes), key=re.Match.start, reverse=True):
        data = data[: shape.start()] + data[shape.end() :]
    return data


def _notes(data: bytes) -> dict[Place, re.Match[bytes]]:
    shapes = {}
    for shape in SHAPE.finditer(data):
        row, column = ROW.search(shape.group()), COLUMN.search(shape.group())
        if row and column and NOTE.search(shape.group()):
            shapes[int(row.group(1)) + 1, int(column.group(1)) + 1] = shape
    return shapes


def _resized(shape: bytes, box: CommentBox) -> bytes:
    sizes = {b"width": box.width, b"height": box.height}
    shape = ANCHOR.sub(rb"\g<1>" + box.anchor.encode(), shape)
    return SIZE.sub(lambda match: b"%s:%dpx" % (match[1], sizes[match[1]]), shape)


def _shape_type(declarations: str) -> str:
    return (
        f'<v:shapetype {declarations}id="{SHAPE_TYPE}" coordsize="21600,21600" o:spt="202" '
        'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
        '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
    )


def _shape(identifier: int, cell: Place, box: CommentBox, declarations: str) -> str:
    row, column = cell
    return (
        f'<v:shape {declarations}id="_x0000_s{identifier}" type="#{SHAPE_TYPE}" style="position:absolute;'
        f'width:{box.width}px;height:{box.height}px;z-index:1;visibility:hidden" fillcolor="#ffffe1" '
        'o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
        '<v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{box.anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
    )
