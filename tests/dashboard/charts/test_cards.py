"""The figures at the head of a page: every word is text, whatever it holds."""

from dashboard.charts import cards
from dashboard.wording.labels import Course, Headline


def test_a_card_says_its_figure_its_note_and_its_course() -> None:
    course = Course("data:image/svg+xml;base64,AAAA", "已报送：1 家")
    drawn = cards.drawn((Headline("已报送", "6/7 :small[家]", "86%", "上年 29%", course),))
    assert [f">{word}<" in drawn for word in ("已报送", "家", "86%", "上年 29%")] == [True] * 4
    assert 'src="data:image/svg+xml;base64,AAAA" alt="已报送：1 家"' in drawn


def test_no_word_of_a_card_is_markup() -> None:
    hostile = '<img src=x onerror="alert(1)">'
    drawn = cards.drawn((Headline(hostile, hostile, hostile, hostile, Course("data:", hostile)),))
    assert (drawn.count("<img"), "onerror=&quot;" in drawn) == (1, True)
