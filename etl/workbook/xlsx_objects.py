"""What lies over the cells of an .xlsx worksheet and is not read: pictures, text boxes, comments, check boxes."""

import posixpath
import re
from collections.abc import Iterator
from contextlib import suppress
from xml.etree import ElementTree

from etl.words import AUTHOR
from etl.workbook.contents import PICTURES, Objects, Unreadable
from etl.workbook.gate import Package, remembered, xml_part

_PICTURE = re.compile(rb"<(?:[A-Za-z]{1,9}:)?pic[\s/>]")
_TEXT = re.compile(rb"<a:t>[^<]*[^<\s]")


def objects(package: Package, part: str) -> Objects:
    """How many of each lie on the worksheet of that part; our own comments do not count. What is damaged is nothing:
    cells are read without it.
    """
    counts: dict[str, int] = {}
    with suppress(Unreadable, ElementTree.ParseError):
        for kind, target in _relations(package, part):
            match kind:
                case "drawing":
                    drawing = xml_part(package, target)
                    boxes = sum(_TEXT.search(inside) is not None for inside in drawing.split(b"txBody")[1::2])
                    counts |= {PICTURES: len(_PICTURE.findall(drawing)), "文本框": boxes}
                case "comments":
                    counts["批注"] = _comments_of_others(xml_part(package, target))
                case "ctrlProp":
                    counts["控件（复选框等）"] = counts.get("控件（复选框等）", 0) + 1
    return tuple((name, count) for name, count in counts.items() if count)


def _relations(package: Package, part: str) -> Iterator[tuple[str, str]]:
    """Kind and part of what the worksheet refers to."""
    folder, name = posixpath.split(part)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in package.entries:
        return
    for kind, written in _written_relations(xml_part(package, relations)):
        yield kind, posixpath.normpath(posixpath.join(f"/{folder}", written)).lstrip("/").lower()


@remembered
def _written_relations(content: bytes) -> tuple[tuple[str, str], ...]:
    """The same with each part as it is written: from the folder of the worksheet."""
    relations = ElementTree.fromstring(content)
    return tuple((one.get("Type", "").rpartition("/")[2], one.get("Target", "")) for one in relations)


@remembered
def _comments_of_others(content: bytes) -> int:
    """How many comments neither this program nor the template has written, whatever a program made of their author."""
    root = ElementTree.fromstring(content)
    authors = [author.text for author in root.iterfind("{*}authors/{*}author")]
    ours = {str(place) for place, author in enumerate(authors) if author == AUTHOR}
    comments = root.iterfind("{*}commentList/{*}comment")
    return sum(one.get("authorId") not in ours and AUTHOR not in "".join(one.itertext()) for one in comments)
