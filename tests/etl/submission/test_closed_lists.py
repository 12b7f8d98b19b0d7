"""Words as people write them: alone, before a remark, ticked among others (docs/workbook.md, What people really send
back).
"""

import time
from typing import Any

import pytest

from etl.knowledge import layout
from etl.submission.cells import values

LAYOUT = layout.read()
UNREADABLE = "unreadable"
LONGEST_CELL = 32_700

STATUS: dict[Any, str | None] = {
    # alone
    "已完成": "done",
    "已落实": "done",
    "全部完成": "done",
    "１００％": "done",
    "是": "done",
    "已 完成。": "done",
    "正在进行": "partial",
    "基本完成": "mostly_done",
    "没有完成": "not_done",
    "尚未开展": "not_done",
    "否": "not_done",
    "—": "not_applicable",
    " \n ": None,
    # what says yes or no elsewhere, and other texts
    "有": UNREADABLE,
    "无": UNREADABLE,
    "Y": UNREADABLE,
    1: UNREADABLE,
    "0": UNREADABLE,
    "50%": UNREADABLE,
    "已完成见附件": UNREADABLE,
    "已完成/未完成": UNREADABLE,
    "1.已完成": UNREADABLE,
    # before a remark
    "已完成（见附件）": "done",
    "已完成\n见附件": "done",
    "完成，100%": "done",
    "√（见附件1/2）": "done",
    "是（2018年6月换届）": "done",
    "未完成：正在换届": "not_done",
    "未完成（已完成50%）": "not_done",
    "部分完成。正在推进": "partial",
    "不适用（未设分支机构）": "not_applicable",
    "已完成（部分）": UNREADABLE,
    "完成（50%）": UNREADABLE,
    "已完成（９９．５％）": UNREADABLE,
    "完成，尚未公示": UNREADABLE,
    "已完成；拟补材料": UNREADABLE,
    "已完成：进行中": UNREADABLE,
    "√（未完成）": UNREADABLE,
    "未完成，已完成": UNREADABLE,
    # ticked among others
    "☑已完成 □部分完成 □未完成": "done",
    "□已完成□部分完成■未完成": "not_done",
    "已完成□ 部分完成☑ 未完成□": "partial",
    "（ ）已完成（√）未完成": "not_done",
    "已完成 √未完成": "not_done",
    "□已完成 □√未完成": "not_done",
    "☑已完成（见附件） □未完成": "done",
    "☑已完成（50%） □未完成": UNREADABLE,
    "☑已完成 □未完成，材料附后": "done",
    "□已完成\n☑未完成\n正在换届": "not_done",
    "☑已完成 □未完成：尚未公示": UNREADABLE,
    "☑已完成 □未完成 材料附后": UNREADABLE,
    "□已完成 □部分完成 □未完成": None,
    "■已完成 ■未完成": UNREADABLE,
    "已完成√未完成": UNREADABLE,
    "已完成 □部分完成 □未完成": UNREADABLE,
}
CHOICE: dict[Any, bool | str | None] = {
    "选做": True,
    "已选": True,
    "不选": False,
    "未选": False,
    "/": None,
    "——": None,
    "☑是 □否": True,
    "是□ 否☑": False,
    "□选 □不选": None,
    "是（2018年6月换届）": True,
    "是，否": UNREADABLE,
    "是√ 否": True,
    "是 √否 □": UNREADABLE,
    "√是否": UNREADABLE,
    "是 否": UNREADABLE,
    "1.党建": UNREADABLE,
    0.5: UNREADABLE,
}
FRONTLINE: dict[Any, bool | str] = {
    "基层": True,
    "一线": True,
    "基层一线（高校教师）": True,
    "非一线": False,
    "非基层": False,
    "选做": UNREADABLE,
    "/": UNREADABLE,
}


def _status(value: Any) -> str | None:
    try:
        return values.status(value, LAYOUT)
    except ValueError:
        return UNREADABLE


def _yes_no(value: Any, own_words: str) -> bool | str | None:
    try:
        return values.yes_no(value, LAYOUT, own_words)
    except ValueError:
        return UNREADABLE


@pytest.mark.parametrize(("written", "meaning"), STATUS.items())
def test_what_is_written_under_完成情况(written: Any, meaning: str | None) -> None:
    assert _status(written) == meaning


@pytest.mark.parametrize(("written", "meaning"), CHOICE.items())
def test_what_is_written_under_是否选做(written: Any, meaning: bool | str | None) -> None:
    assert _yes_no(written, "chosen") == meaning


@pytest.mark.parametrize(("written", "meaning"), FRONTLINE.items())
def test_what_is_written_under_是否基层一线(written: Any, meaning: bool | str) -> None:
    assert _yes_no(written, "frontline") == meaning


def test_every_word_of_the_list_may_have_a_remark_behind_it() -> None:
    for word, meaning in LAYOUT.words["status"].items():
        assert _status(f"{word}（详见材料）") == meaning, word


@pytest.mark.parametrize("text", ["已完成（", "□是", "√", "是", "( ", "已完成，1.1", "1.", "、已完成"])
def test_a_cell_as_long_as_excel_allows_takes_no_longer_than_it_must(text: str) -> None:
    longest = text * (LONGEST_CELL // len(text))
    start = time.process_time()
    _status(longest)
    _yes_no(longest, "chosen")
    assert time.process_time() - start < 1


def test_a_circle_alone_is_a_yes_to_some_and_no_blank() -> None:
    with pytest.raises(ValueError, match="○"):
        values.status("○", layout.read())
    assert values.status("□", layout.read()) is None
