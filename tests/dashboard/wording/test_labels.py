"""Words from data are shown as they are: nothing in a name comes to life, and nothing of it is lost."""

import re

import pytest

from dashboard.charts import style
from dashboard.queries.column_comments import column_comments
from dashboard.wording import labels, meanings
from tests.association import HOSTILE

JOINER = "\u2060"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("滨海市示例数学学会", "滨海市示例数学学会"),
        ("![x](a.png)", r"\!\[x\]\(a\.png\)"),
        ("<b>科普</b>", r"\<b\>科普\<\/b\>"),
        ("# 一\n- 二", r"\# 一 \- 二"),
        ("http://example.invalid", rf"http:{JOINER}\/\/example\.invalid"),
        ("www.example.invalid", rf"www{JOINER}\.example\.invalid"),
        ("a@example.invalid", rf"a@{JOINER}example\.invalid"),
        (":material/home: :red[x]", rf":{JOINER}material\/home:{JOINER} :{JOINER}red\[x\]"),
        ("12月20日 16:35", "12月20日 16:35"),
        ("$x$ `y` a_b", r"\$x\$ \`y\` a\_b"),
        ("a\u202eb\u200bc", "abc"),
    ],
)
def test_markdown(text: str, shown: str) -> None:
    assert labels.markdown(text) == shown


def test_markdown_leaves_no_sign_of_markdown_unescaped() -> None:
    assert re.findall(r"(?<!\\)[!\[\]()<>=+/]", labels.markdown(HOSTILE)) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<a href='x'>科普</a>", "&lt;a href='x'&gt;科普&lt;/a&gt;"),
        ("A&B &lt;", "A&amp;B &amp;lt;"),
        ("一\n二\u202e", "一 二"),
    ],
)
def test_plotly(text: str, shown: str) -> None:
    assert labels.plotly(text) == shown


@pytest.mark.parametrize(
    ("name", "width", "shown"),
    [
        ("滨海市示例数学学会", 9, "滨海市示例数学学会"),
        ("滨海市示例数学学会", 8, "滨海市示…学学会"),
        ("滨海市示例数学学会", 5, "滨海…学会"),
        ("滨海市示例数学学会", 2, "滨…"),
    ],
)
def test_names_are_shortened_in_the_middle(name: str, width: int, shown: str) -> None:
    assert (labels.shorten(name, width), len(shown)) == (shown, min(width, len(name)))


def test_every_verdict_has_a_word_a_mark_and_a_colour() -> None:
    assert set(labels.VERDICTS) == set(labels.MARKS) == set(style.VERDICT_COLOURS) == set(style.ON_VERDICT)


@pytest.mark.parametrize(("ground", "letters"), [("met", "met"), ("unmet", "unmet"), ("unknown", "unknown")])
def test_words_on_colours_can_be_read(ground: str, letters: str) -> None:
    assert _contrast(style.VERDICT_COLOURS[ground], style.ON_VERDICT[letters]) >= 4.5
    assert _contrast(style.VERDICT_TEXT[letters], style.SURFACE) >= 4.5


def _contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG defines it."""
    dark, light = sorted(_luminance(colour) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        ("会员情况!B5 · 会员情况!B7", "会员情况!B5 · B7"),
        ("会员情况!B7 · 名录!H17", "会员情况!B7 · 名录!H17"),
        ("甲!A1 · 乙!A1 · 乙!A2 · 甲!A3", "甲!A1 · 乙!A1 · A2 · 甲!A3"),
        ("A!B!C1 · A!B!C2", "A!B!C1 · C2"),
        ("基本情况 · 基本情况", "基本情况 · 基本情况"),
        ("", ""),
    ],
)
def test_addresses_name_a_sheet_once(place: str, shown: str) -> None:
    assert labels.short_place(place) == shown


def test_ticks_have_their_signs_and_nothing_has_none() -> None:
    shares, percents = style.signed_ticks(range(-20, 21, 20), 100), style.signed_ticks([-5, 0])
    assert (shares["tickvals"], shares["ticktext"]) == ([-0.2, 0, 0.2], ["-20%", "0", "+20%"])
    assert percents["tickvals"] == [-5, 0]


def test_every_column_has_a_meaning(build: str) -> None:
    told = meanings.of_headings(labels.COLUMNS, column_comments(build))
    assert set(told) == set(labels.COLUMNS.values()) and all(told.values())
    assert told[labels.COLUMNS["basic"]].startswith("基本任务的结论")
    assert not re.search(r"\b(met|unknown|not_due)\b", " ".join(told.values()))  # words, no codes
