"""XML parts as bytes: where each element stands, and edits that leave every other byte alone.

Parsed and serialised again, a part would lose prefixes, the order of attributes and what `mc:Ignorable` speaks of;
spliced, it keeps them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from etl.returns.mark import CannotMark

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONSHIP_ID = f"{RELATIONSHIPS} id"

DEEPEST = 256
LONGEST_NUMBER = 10  # digits
START_TAG = re.compile(rb"""<([^\s/>]+)(?:\s+[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/?>""")


@dataclass(slots=True)
class Element:
    """An element and the byte offsets of its start tag (start, open_end) and its end tag (close, end)."""

    namespace: str
    name: str
    attributes: dict[str, str]
    start: int
    open_end: int
    close: int = 0
    end: int = 0
    text: str = ""
    children: list["Element"] = field(default_factory=list)

    @property
    def is_empty_tag(self) -> bool:
        """Whether it is written `<name/>`."""
        return self.close == self.end

    def attribute(self, name: str) -> str:
        """The value of an attribute that has to be there. Raises CannotMark if it is not."""
        if name not in self.attributes:
            raise CannotMark(f"{self.name} 没有 {name}")
        return self.attributes[name]

    def number(self, name: str, default: int | None = None) -> int:
        """The value of a numeric attribute. Raises CannotMark if it is no number, or missing without a default."""
        if default is not None and name not in self.attributes:
            return default
        if not self.attribute(name).isdecimal() or len(self.attributes[name]) > LONGEST_NUMBER:
            raise CannotMark(f"{self.name} 的 {name} 不是数字")
        return int(self.attributes[name])

    def child(self, name: str) -> "Element | None":
        """The first child of that name."""
        return next(self.all(name), None)

    def all(self, name: str) -> "Iterator[Element]":
        """The children of that name, in order."""
        return (element for element in self.children if element.name == name)

    def descendants(self, name: str) -> "Iterator[Element]":
        """The elements of that name below this one, in document order."""
        for element in self.children:
            if element.name == name:
                yield element
            yield from element.descendants(name)


def parse(data: bytes, depth: int | None = None, has_namespaces: bool = True) -> Element:
    """The root element, with the elements down to `depth` below it (the root is 0); texts only without a `depth`.

    Raises CannotMark where offsets would not be those of the bytes (an encoding other than UTF-8), for a DOCTYPE and
    for what is no well-formed XML.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:4]:
        raise CannotMark("部件不是 UTF-8 编码")
    parser = expat.ParserCreate(None, " ") if has_namespaces else expat.ParserCreate()
    root: list[Element] = []
    open_elements: list[Element] = []
    level = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal level
        if level > DEEPEST:
            raise CannotMark("部件的嵌套过深")
        if depth is None or level <= depth:
            at = parser.CurrentByteIndex
            tag = START_TAG.match(data, at)
            if tag is None:
                raise CannotMark("部件中有读不懂的标签")
            namespace, _, local = name.rpartition(" " if has_namespaces else ":")
            element = Element(namespace, local, attributes, at, tag.end())
            (open_elements[-1].children if open_elements else root).append(element)
            open_elements.append(element)
        level += 1

    def end(_name: str) -> None:
        nonlocal level
        level -= 1
        if depth is None or level <= depth:
            element = open_elements.pop()
            element.close = element.end = parser.CurrentByteIndex
            if not data.endswith(b"/>", element.start, element.open_end):
                element.end = data.index(b">", element.close) + 1

    def text(characters: str) -> None:
        open_elements[-1].text += characters

    def doctype(*_: object) -> None:
        raise CannotMark("部件中有 DOCTYPE")

    def declaration(_version: str, encoding: str | None, _standalone: int) -> None:
        if (encoding or "utf-8").lower() not in ("utf-8", "utf8", "us-ascii", "ascii"):
            raise CannotMark(f"部件的编码是 {encoding}")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = doctype
    parser.XmlDeclHandler = declaration
    if depth is None:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise CannotMark("部件不是完好的 XML") from error
    return root[0]


def escape(text: str) -> str:
    """The text as XML content or attribute value."""
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.replace(character, entity)
    return text


def prefix_of(data: bytes, element: Element) -> bytes:
    """The namespace prefix the element is written with, colon included; empty if none."""
    prefix, colon, _ = _tag_name(data[element.start : element.open_end]).rpartition(b":")
    return prefix + colon


def prefixed(xml: str, prefix: bytes) -> bytes:
    """The fragment in UTF-8 with the prefix before each of its unprefixed element names."""
    return re.sub(rb"<(/?)(?=\w+[\s/>])", rb"<\1" + prefix, xml.encode())


def relationship_attribute(data: bytes, root: Element, identifier: str) -> str:
    """`r:id="…"`, with the declaration of `r` where the root element does not have it."""
    is_declared = f'xmlns:r="{RELATIONSHIPS}"'.encode() in data[root.start : root.open_end]
    declaration = "" if is_declared else f'xmlns:r="{RELATIONSHIPS}" '
    return f'{declaration}r:id="{escape(identifier)}"'


def with_attributes(tag: bytes, attributes: Mapping[str, str | None]) -> bytes:
    """The start tag with these attributes set, or removed where the value is None."""
    for name, value in attributes.items():
        new = b"" if value is None else f' {name}="{escape(value)}"'.encode()
        old = re.search(rf"""\s+{name}\s*=\s*(?:"[^"]*"|'[^']*')""".encode(), tag)
        end = len(tag) - (2 if tag.endswith(b"/>") else 1)
        start, end = old.span() if old else (len(tag[:end].rstrip()), end)
        tag = tag[:start] + new + tag[end:]
    return tag


class Edits:
    """Replacements in one part, all given in offsets of the original bytes."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._edits: list[tuple[int, int, bytes]] = []

    def replace(self, start: int, end: int, new: bytes) -> None:
        """Put `new` in place of the bytes from `start` to `end`."""
        self._edits.append((start, end, new))

    def insert(self, at: int, new: bytes) -> None:
        """Put `new` before the byte at `at`, after what was inserted there earlier."""
        self.replace(at, at, new)

    def change(self, element: Element, attributes: Mapping[str, str | None], appended: bytes = b"") -> None:
        """Set attributes of the element and append to its content; at most once for an element."""
        tag = with_attributes(self.data[element.start : element.open_end], attributes)
        if appended and element.is_empty_tag:
            tag = tag[: tag.rindex(b"/")].rstrip() + b">" + appended + b"</" + _tag_name(tag) + b">"
        elif appended:
            self.insert(element.close, appended)
        self.replace(element.start, element.open_end, tag)

    def result(self) -> bytes:
        """The part with all edits made. Raises CannotMark where two of them overlap."""
        pieces = []
        done = 0
        for start, end, new in sorted(self._edits, key=lambda edit: edit[:2]):
            if start < done:
                raise CannotMark("部件中要改的地方互相重叠")
            pieces += [self.data[done:start], new]
            done = end
        return b"".join([*pieces, self.data[done:]])


def _tag_name(tag: bytes) -> bytes:
    match = START_TAG.match(tag)
    assert match is not None
    return match.group(1)
