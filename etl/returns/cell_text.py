"""Text as a spreadsheet program takes it: what it may contain, and how much room it needs."""

import math
import re

from etl.text import display_width

NOT_PRINTABLE = re.compile("[^\t\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Excel reads _x0041_ in a text as the character A.
LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def cell_text(text: str) -> str:
    """The text without control characters, written so that Excel shows it as it is."""
    text = NOT_PRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return LOOKS_ESCAPED.sub("_x005F_", text)


def line_count(text: str, width: int) -> int:
    """The lines a text takes in `width` half-width characters; a Chinese character takes two."""
    return sum(math.ceil(max(display_width(line), 1) / width) for line in text.split("\n"))
