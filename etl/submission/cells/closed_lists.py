"""Words of closed lists as people write them: alone, before a remark, or ticked among others
(docs/workbook.md, What people really send back). Every function is linear in the text.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from etl.knowledge.layout import Layout
from etl.text import clean, match_key

_BLANK, _UNREADABLE = "", "?"
CIRCLE = "○"
_FULL_STOPS = "。;；,，.!"
_REMARK_BEGINS = re.compile(
    r"[（(【\[〔,，;；.．。:：\n\r]|(?:19|20)[0-9]{2}\s{0,2}[年.\-/]"
    r"|(?<=[\u4e00-\u9fff]{2})[ \u3000\xa0](?=\s{0,9}\S{2})"
)
_PARTS_REMARK = frozenset(",;.。:")  # within a text with boxes, line breaks being semicolons
_PERCENTAGE = re.compile(r"(?<![0-9.])([0-9]{1,3}(?:\.[0-9]+)?)%")
_IDEOGRAPH = re.compile("[\u4e00-\u9fff]")


class _Token(NamedTuple):
    """A piece of a text with boxes: a word, a ticked or an empty box, a gap, a remark in brackets."""

    kind: str
    text: str


class _Vocabulary(NamedTuple):
    """The words of some lists and their meanings; `token` splits a text with boxes, `ticked_box` and `empty_box` are
    boxes of several characters: `(√)`, `□√`; `( )`.
    """

    meanings: Mapping[str, str]
    token: re.Pattern[str]
    ticked_box: re.Pattern[str]
    empty_box: re.Pattern[str]


def meaning(text: str, lists: tuple[str, ...], layout: Layout) -> str | None:
    """What a text says in words of these lists (`layout.words`); None for a blank, for boxes of which none is ticked
    and for a word that means a blank. Raises ValueError otherwise.
    """
    word = _meaning(text, lists, layout)
    if word == _UNREADABLE:
        raise ValueError(text)
    return word or None


def is_tick(text: str, layout: Layout) -> bool:
    """True for a tick or a ticked box, alone."""
    return layout.words["mark"].get(match_key(text)) == "ticked"


def is_spelled(word: str) -> bool:
    """True for a word with an ideograph, which no sign and no letter is."""
    return _IDEOGRAPH.search(word) is not None


def begins_remark(text: str) -> bool:
    """True for what may stand behind a word and is no part of it: `（见附件）`."""
    return _REMARK_BEGINS.match(text) is not None


@lru_cache(maxsize=4096)
def _meaning(text: str, lists: tuple[str, ...], layout: Layout) -> str:
    vocabulary = _vocabulary(lists, layout)
    key = match_key(text).strip("_").rstrip(_FULL_STOPS)
    if not key:
        return _BLANK
    if key in vocabulary.meanings:
        return _said(vocabulary.meanings[key])
    if not key.strip(CIRCLE):
        return _UNREADABLE  # an empty circle among words, but ○ beside × is a yes
    in_boxes = _in_boxes(text, vocabulary, layout)
    return _before_remark(text, vocabulary, layout) if in_boxes is None else in_boxes


def _said(meaning: str) -> str:
    return _BLANK if meaning == "blank" else meaning


@lru_cache(maxsize=64)
def _vocabulary(lists: tuple[str, ...], layout: Layout) -> _Vocabulary:
    meanings = {key: meaning for name in lists for key, meaning in layout.words[name].items()}
    names = sorted(filter(is_spelled, meanings), key=len, reverse=True)
    marks = layout.words["mark"]
    ticks, boxes = ("".join(mark for mark in marks if marks[mark] == kind) for kind in ("ticked", "empty"))
    return _Vocabulary(
        meanings,
        re.compile(
            f"(?P<word>{'|'.join(names)})|(?P<ticked>[{ticks}])|(?P<empty>[{boxes}])"
            r"|(?P<gap>[ /、,;|.。:]+)|(?P<remark>\([^()]*\))|(?P<other>.)"
        ),
        re.compile(rf"[(\[] ?([{ticks}]) ?[)\]]|[{boxes}]([{ticks}])"),
        re.compile(r"[(\[] ?[)\]]"),
    )


def _in_boxes(text: str, vocabulary: _Vocabulary, layout: Layout) -> str | None:
    """What the ticked one of several words says; None where the text is no choice among words with boxes."""
    tokens, remarks = _tokens(text, vocabulary, layout)
    kinds = [token.kind for token in tokens]
    if ("ticked" not in kinds and "empty" not in kinds) or ("word", "word") in pairwise(kinds):
        return None
    if "ticked" not in kinds:
        return _BLANK if kinds.count("empty") >= kinds.count("word") else _UNREADABLE
    if "word" not in kinds:
        return None
    word = _word_of_tick(tokens, kinds.index("ticked")) if kinds.count("ticked") == 1 else None
    if word is None:
        return _UNREADABLE
    meaning = vocabulary.meanings[word]
    if meaning == "done" and any(_is_unfinished(remark, vocabulary, layout) for remark in remarks):
        return _UNREADABLE
    return _said(meaning)


def _tokens(text: str, vocabulary: _Vocabulary, layout: Layout) -> tuple[list[_Token], list[str]]:
    """The words, boxes and gaps of a text, without gaps at its ends, and its remarks, the last of which may
    be what stands behind a comma; none where it holds other text.
    """
    marks = layout.words["mark"]
    tick, box = (next(mark for mark in marks if marks[mark] == kind) for kind in ("ticked", "empty"))
    plain = vocabulary.empty_box.sub(box, vocabulary.ticked_box.sub(tick, clean(text.replace("\n", ";"))))
    tokens: list[_Token] = []
    remarks: list[str] = []
    for piece in vocabulary.token.finditer(plain):
        kind = piece.lastgroup or "other"
        if kind == "other":
            if not tokens or tokens[-1].kind != "gap" or _PARTS_REMARK.isdisjoint(tokens[-1].text):
                return [], []
            remarks.append(match_key(plain[piece.start() :]))
            break
        if kind == "remark":
            remarks.append(match_key(piece[0]))
        else:
            tokens.append(_Token(kind, piece[0]))
    while tokens and tokens[-1].kind == "gap":
        tokens.pop()
    return tokens[1:] if tokens and tokens[0].kind == "gap" else tokens, remarks


def _word_of_tick(tokens: list[_Token], tick: int) -> str | None:
    """The word that the tick belongs to; None where it may be the one before or the one behind.

    Boxes stand all before their words or all behind; where the text's ends do not tell, or tell otherwise, no gap does.
    """
    before, behind = _neighbour(tokens, tick, -1), _neighbour(tokens, tick, 1)
    glued = [word for word, is_parted in (before, behind) if word and not is_parted]
    leads, trails = tokens[0].kind != "word", tokens[-1].kind != "word"
    if leads == trails:
        return glued[0] if len(glued) == 1 else None
    own, is_parted = behind if leads else before
    other, is_other_parted = before if leads else behind
    return None if is_parted and other and not is_other_parted else own


def _neighbour(tokens: list[_Token], place: int, step: int) -> tuple[str | None, bool]:
    """The word beside a place, and whether a gap parts them; None where the next is a box or nothing."""
    place += step
    is_parted = 0 <= place < len(tokens) and tokens[place].kind == "gap"
    place += step if is_parted else 0
    if not 0 <= place < len(tokens) or tokens[place].kind != "word":
        return None, is_parted
    return tokens[place].text, is_parted


def _before_remark(text: str, vocabulary: _Vocabulary, layout: Layout) -> str:
    """What the word before a remark says; of 已完成 nothing where the remark says that something is open."""
    text = text.strip()
    remark_begins = _REMARK_BEGINS.search(text)
    word = match_key(text[: remark_begins.start()]) if remark_begins else ""
    if not remark_begins or word.isdigit() or word not in vocabulary.meanings:
        return _UNREADABLE
    meaning = vocabulary.meanings[word]
    remark = match_key(text[remark_begins.start() :])
    is_contradicted = vocabulary.meanings.get(remark.strip("()[]【】〔〕,;.。:"), meaning) != meaning
    if is_contradicted or (meaning == "done" and _is_unfinished(remark, vocabulary, layout)):
        return _UNREADABLE
    return _said(meaning)


def _is_unfinished(remark: str, vocabulary: _Vocabulary, layout: Layout) -> bool:
    """True where the remark of 已完成 says that something is open: by a word, or a percentage below 100."""
    remark = remark.replace("百分之百", "")
    return (
        any(word in remark for word in layout.words["unfinished"])
        or any(
            word in remark
            for word, meaning in vocabulary.meanings.items()
            if meaning != "done" and len(word) > 1 and is_spelled(word)
        )
        or any(float(percentage) < 100 for percentage in _PERCENTAGE.findall(remark))
    )
