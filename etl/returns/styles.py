"""The styles part of a workbook: new entries at the ends of its lists, so that no old index moves."""

from etl.returns.mark import TINTS, CannotMark
from etl.returns.splice import MAIN, Edits, Element, escape, parse, prefix_of, prefixed, with_attributes

MOST_CELL_FORMATS = 64_000  # Excel opens no workbook with more
LISTS = ("fonts", "fills", "borders", "cellXfs")
NO_COLOUR = {"indexed": "64"}  # Excel's word for it
NO_FILL = '<fill><patternFill patternType="none"/></fill>'
MINIMAL = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>\
<fills count="2">{NO_FILL}<fill><patternFill patternType="gray125"/></fill></fills>\
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>""".encode()


class Styles:
    """The fonts, fills, borders and cell formats of one styles part, and those to be added to it."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        root = parse(data)
        self._prefix = prefix_of(data, root)
        self._lists: dict[str, Element] = {}
        for name in LISTS:
            element = root.child(name)
            if element is None or not element.children:
                raise CannotMark(f"样式中没有 {name}")
            self._lists[name] = element
        self._indexes: dict[str, dict[bytes, int]] = {}
        for name, element in self._lists.items():
            entries = [data[entry.start : entry.end] for entry in element.children]
            self._indexes[name] = {entry: index for index, entry in reversed(list(enumerate(entries)))}
        self._added: dict[str, list[bytes]] = {name: [] for name in LISTS}

    def add(self, list_name: str, xml: str) -> int:
        """The index of this entry, unprefixed XML, in the list; it is added unless it is there."""
        return self._add(list_name, prefixed(xml, self._prefix))

    def _add(self, list_name: str, entry: bytes) -> int:
        indexes, added = self._indexes[list_name], self._added[list_name]
        if entry not in indexes:
            indexes[entry] = len(self._lists[list_name].children) + len(added)
            added.append(entry)
            if list_name == "cellXfs" and indexes[entry] >= MOST_CELL_FORMATS:
                raise CannotMark("单元格样式过多")
        return indexes[entry]

    def tinted(self, cell_format: int, severity: str) -> int:
        """The index of a cell format that differs from this one in its fill alone."""
        formats = self._lists["cellXfs"].children
        if cell_format >= len(formats):
            raise CannotMark("单元格引用了没有的样式")
        element = formats[cell_format]
        fill = self._tint(element.number("fillId", 0), TINTS[severity])
        tag = with_attributes(self._data[element.start : element.open_end], {"fillId": str(fill), "applyFill": "1"})
        return self._add("cellXfs", tag + self._data[element.open_end : element.end])

    def _tint(self, fill: int, tint: str) -> int:
        # Nothing shows a solid fill's background colour: the old colour waits there for the workbook's second return.
        fills = self._lists["fills"].children
        old = _solid_colour(fills[fill], "fgColor") if fill < len(fills) else None
        colours = [f'rgb="FF{tint}"', *([_attributes(old)] if old else [])]
        return self.add("fills", solid_fill(*colours))

    def result(self) -> bytes:
        """The styles part with what was added."""
        edits = Edits(self._data)
        for name, element in self._lists.items():
            if added := self._added[name]:
                total = str(len(element.children) + len(added))
                edits.change(element, {"count": total}, b"".join(added))
        return edits.result()


def without_tints(data: bytes, has_old_colours: bool) -> bytes:
    """The styles part in which each fill an earlier return put over another is that other again.

    What was not one colour (a pattern, a gradient) comes back as no fill, and so does everything without
    `has_old_colours`: LibreOffice, for one, writes backgrounds of its own into solid fills.
    """
    root = parse(data)
    fills = root.child("fills")
    edits = Edits(data)
    for fill in fills.children if fills else ():
        tint = _solid_colour(fill, "fgColor")
        if not tint or tint.get("rgb", "")[-6:].upper() not in TINTS.values():
            continue
        old = _solid_colour(fill, "bgColor") or NO_COLOUR
        restored = solid_fill(_attributes(old)) if has_old_colours and old != NO_COLOUR else NO_FILL
        edits.replace(fill.start, fill.end, prefixed(restored, prefix_of(data, root)))
    return edits.result()


def solid_fill(colour: str, background: str = 'indexed="64"') -> str:
    """A fill in one colour, given as XML attributes."""
    return f'<fill><patternFill patternType="solid"><fgColor {colour}/><bgColor {background}/></patternFill></fill>'


def _solid_colour(fill: Element, which: str) -> dict[str, str] | None:
    pattern = fill.child("patternFill")
    if pattern is None or pattern.attributes.get("patternType") != "solid":
        return None
    colour = pattern.child(which)
    return colour.attributes if colour else None


def _attributes(colour: dict[str, str]) -> str:
    return " ".join(f'{name}="{escape(value)}"' for name, value in colour.items())
