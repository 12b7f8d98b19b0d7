"""Texts: how they are compared and shown, how wide they are, and what of them may stand in the name of a file."""

import functools
import re
import unicodedata

_INVISIBLE = frozenset({"Cf", "Cc"})
_UNSHOWN = _INVISIBLE | {"Cs", "Zl", "Zp"}
_VARIATION = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕")
_NOT_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|%#&{}$!`~\s.]+')
_FILE_NAME_BYTES = 240  # with an extension it is a name for every file system
NAMELESS = "未命名"
_NUMBER = re.compile(
    r"(?:[0-9]{1,2}(?:[.、,:)]|(?=[\u4e00-\u9fff])(?![年月日次个人家项名]|届(?!次)))|[一二三四五六七八九十]{1,3}[.、,:)])+"
)
"""A number before a heading: 2.填报年度, ③成立时间, 二、届次; but not 18年底."""
_HEADING_NOISE = re.compile(r"/[人个名家]$|[:*※★☆●○■□◆◇▲△#、,，。.;；“”\"'’‘《》]")


def _visible(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFKC", text)
    if text.isalnum():  # letters and digits alone, as most names
        return text
    text = _VARIATION.sub("", text)
    if text.isprintable():
        return text
    return "".join(
        " " if ch in "\t\n\r\v\f" else ch
        for ch in text
        if ch in "\t\n\r\v\f" or unicodedata.category(ch) not in _INVISIBLE
    )


@functools.lru_cache(maxsize=8192)
def clean(text: str) -> str:
    """The text as a person reads it: half width, without invisible marks, blanks collapsed, ends trimmed."""
    return " ".join(_visible(text).split())


@functools.lru_cache(maxsize=8192)
def match_key(text: str) -> str:
    """The text for comparing: `clean`, without any blank, in lower case."""
    return "".join(_visible(text).split()).casefold()


@functools.lru_cache(maxsize=8192)
def heading_key(text: str) -> str:
    """A heading or label for comparing: `match_key` without bracketed remarks (units, hints), a number in front and
    punctuation.
    """
    key = match_key(text)
    if key.isalnum() and not key[0].isdigit():
        return key
    return _HEADING_NOISE.sub("", without_number(_BRACKETED.sub("", key)))


def without_number(key: str) -> str:
    """A `match_key` without the number in front that a list gives it: 25.2016年底个人会员数."""
    number = _NUMBER.match(key)
    return key[number.end() :] if number else key


def shown(text: str) -> str:
    """The text on one line; what steers it unseen (controls, directions, joiners) is spelled out: 〈U+202E〉."""
    if text.isprintable():
        return text
    return "".join(f"〈U+{ord(ch):04X}〉" if unicodedata.category(ch) in _UNSHOWN else ch for ch in text)


def display_width(text: str) -> int:
    """How many half-width characters a text takes on one line: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(ch) in "WFA" else 1 for ch in text)


@functools.lru_cache(maxsize=1024)
def file_name_part(text: str, longest: int = 80) -> str:
    """The text as a part of a file's name: without what a file system or a browser could take for more than a name."""
    printable = "".join(ch for ch in text if unicodedata.category(ch)[0] != "C" or ch in "\t\n")
    part = _NOT_IN_FILE_NAMES.sub("-", printable).strip("-_ ")[:longest]
    return part.encode()[:_FILE_NAME_BYTES].decode(errors="ignore")


def file_name(name: str) -> str:
    """A name with its extension so that every file system takes it: 甲/乙.xlsx becomes 甲-乙.xlsx."""
    stem, dot, extension = name.rpartition(".")
    return f"{file_name_part(stem) or NAMELESS}{dot}{file_name_part(extension)}"
