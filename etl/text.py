"""How texts are compared: width, blanks and invisible marks never make a difference; and how such marks are shown."""

import functools
import re
import unicodedata

_INVISIBLE = frozenset({"Cf", "Cc"})
_UNSHOWN = _INVISIBLE | {"Cs", "Zl", "Zp"}
_VARIATION = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕")
_HEADING_NOISE = re.compile(r"[:*※★☆●○■□◆◇▲△#、,，。.;；“”\"'’‘《》]")


def _visible(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    text = _VARIATION.sub("", unicodedata.normalize("NFKC", text))
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
    """A heading or label for comparing: `match_key` without bracketed remarks (units, hints) and punctuation."""
    key = match_key(text)
    return _HEADING_NOISE.sub("", _BRACKETED.sub("", key))


def shown(text: str) -> str:
    """The text on one line; what steers it unseen (controls, directions, joiners) is spelled out: 〈U+202E〉."""
    if text.isprintable():
        return text
    return "".join(f"〈U+{ord(ch):04X}〉" if unicodedata.category(ch) in _UNSHOWN else ch for ch in text)
