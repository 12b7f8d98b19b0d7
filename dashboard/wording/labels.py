"""Words for codes and headings of columns, once; and how words from data are made safe to show."""

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from dashboard.wording import headings
from etl import words

PRODUCT = "学会改革任务看板"
# Codes that the command line and workbooks say in words too have their words there.
VERDICTS, GROUPS, REVIEWED = words.VERDICTS, words.GROUPS, words.REVIEWS
SEVERITIES, CAUSES = words.SEVERITIES, words.CAUSES
MARKS = {"met": "✓", "unmet": "×", "unknown": "?", "not_applicable": "–"}
STATES = {"accepted": "已受理", "to_correct": "须更正", "returned": "已退回", "not_reported": "未报送"}
# of a file: before it is received, and once it is
CHECKED = {"accepted": "可以受理", "to_correct": "可以受理、须更正", "returned": "要退回", "withdrawn": "已撤回"}
TAKEN_IN = {**STATES, "withdrawn": "已撤回"}
STATE_MEANINGS = {
    "accepted": "无须更正", "to_correct": "个别格未计入", "returned": "整份未计入", "not_reported": "没有可用的来件",
}  # fmt: skip
RENEWAL = {"due": "应换届", "not_due": "未到换届", "unknown": "换届待确认"}
APPLICABILITY = {"always": "必做", "chosen": "已选", "not_chosen": "未选", **RENEWAL, "unknown": "待确认"}
DECLARED = {"done": "已完成", "partial": "部分完成", "not_done": "未完成", "not_applicable": "不适用"}
# What a review does, by what decides the criterion.
REVIEW_EFFECTS = {
    "declared": "认可即算达标，不认可即算未达标，需补材料则为待定，都代替自评。",
    "both": "审核代替自评，数字规则仍须同时成立：两者都成立才达标。",
    "rule": "这一项由数字判定；数字不能定的，由审核来定，需补材料则仍为待定。",
}
# The six figures of 总览, as a note names them.
FIGURES = {
    "overall": "总体达标",
    "reported": "已报送",
    "basic": "基本任务全部达标",
    "renewal": "换届任务全部达标",
    "optional": "选做任务达标",
    "members": "个人会员增长",
}
CHANGES = {"gained": "新增达标", "lost": "不再达标", "other": "其他变动"}
HAPPENINGS = {"file": "收到 {} 份", "registry": "名录改 {} 次", "rubric": "评价细则改 {} 次", "review": "审核 {} 项"}
HAPPENINGS |= {
    "withdrawal": "撤回 {} 份",
    "assignment": "指定归属 {} 份",
    "undo": "撤销决定 {} 项",
    "clearance": "核实 {} 次",
    "handling": "标为已处理 {} 份",
}
TABLES = {
    "form": "基本情况",
    "answers": "任务完成情况",
    "membership": "会员情况",
    "council": "理事会名册",
    "supervisors": "监事名册",
}
OUTCOMES = {"cleared": "核实无误", "remarked": "学会在备注中说明"}  # of checks that are answered
UNREADABLE = "（看不懂）"  # what stands in a cell that was filled in and not understood
WAYS, SIDES = {"command": "命令行", "upload": "上传"}, {"at_most": "上限", "at_least": "至少"}
# What the comparison of two versions names: parts of an answer, series of members, counts of the roster.
PARTS = {"status": "完成情况", "quantity": "数量", "chosen": "是否选做", "individual": "个人会员", "unit": "单位会员",
         "total": "会员总数"}  # fmt: skip
ROSTER = {"row_count": "名册人数", "councillors": "理事", "listed_standing": "常务理事", "leaders": "负责人",
          "party": "党员", "frontline": "基层一线", "frontline_blank": "基层一线未填", "gaps": "缺项",
          "changed_row_count": "有改动的行（个人信息不显示）"}  # fmt: skip
# A verdict as charts show it: where renewal is not due, nothing is judged.
KINDS = {**VERDICTS, "not_due": "未到换届，不判定", "unclear": "换届待确认，暂不判定", "shown": "只列示"}
YES_NO = {True: "是", False: "否"}
NOTHING_JUDGED = "还没有可以判定的填报"  # what a title says where nobody has reported
BLANK = "未填"  # a category or a supporting unit that the registry leaves open

SHARES = ("share", "growth")  # columns of fractions, shown as percentages
MEMBER_COUNTS = ("base", "now", "gain", "individual", "same_individual", "unit")  # in thousands
VERDICT_COLUMNS = ("verdict", "basic", "renewal", "optional", "overall")
# What stands for a code, by the column it stands in.
WORDS: dict[str, Mapping[Any, str]] = {
    **dict.fromkeys(VERDICT_COLUMNS, VERDICTS),
    "state": STATES,
    "renewal_applicability": RENEWAL,
    "applicability": APPLICABILITY,
    "task_group": GROUPS,
    "declared": DECLARED,
    "reviewed": REVIEWED,
    "before_verdict": VERDICTS,
    "tried_verdict": VERDICTS,
    "after_verdict": VERDICTS,
    "change": CHANGES,
    "cause": CAUSES,
    "severity": SEVERITIES,
    "kind": KINDS,
    "table_name": TABLES,
    "way": WAYS,
    "is_reported": YES_NO,
    "is_required": YES_NO,
    "is_current": YES_NO,
}

COLUMNS = headings.COLUMNS


@dataclass(frozen=True, slots=True)
class Course:
    """How a figure came about, as a picture in a data address, and in a sentence."""

    address: str
    alt: str


@dataclass(frozen=True, slots=True)
class Headline:
    """A figure at the head of a page in words: what it counts, how many of how many, what else there is to say.

    `detail` stands, small, behind the note.
    """

    label: str
    value: str
    note: str
    detail: str = ""
    course: Course | None = None


_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$=&^\"'/])")
# Streamlit makes links, icons and e-mail addresses of plain text, escaped or not; a word joiner keeps it text.
_LIVE = re.compile(r"(:(?!\d\d\b)|@|www(?=\.))", re.IGNORECASE)
_JOINER = "\u2060"


def marked(verdict: str) -> str:
    """Return the verdict as a sign and a word."""
    return f"{MARKS[verdict]} {VERDICTS[verdict]}"


def plain(text: object) -> str:
    """Return the text on one line, without the control characters that could turn round what stands beside it."""
    kept = (" " if one in "\r\n\t" else one for one in str(text))
    return "".join(one for one in kept if unicodedata.category(one) not in {"Cc", "Cf"})


def option(words: str) -> str:
    """Return the words of a choice beside others, with a blank in front that nobody sees: no icon stands there.

    Streamlit else looks for an emoji, for 0.2 ms each.
    """
    return f" {words}"


@lru_cache(maxsize=4096)
def markdown(text: object) -> str:
    """Return the text so that Streamlit shows it as it is: no image, link, heading, icon or formula comes to life."""
    return _MARKDOWN.sub(r"\\\1", _LIVE.sub(rf"\1{_JOINER}", plain(text)))


def plotly(text: object) -> str:
    """Return the text so that a chart shows it as it is: its own tags and entities mean nothing there."""
    return plain(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def day(date: dt.date) -> str:
    """Return a date as documents write it, without leading zeros: 2018年12月5日."""
    return f"{date.year}年{date.month}月{date.day}日"


def short_place(place: str) -> str:
    """Return addresses without the sheet where it is that of the one before: 会员情况!B5 · B7."""
    parts: list[str] = []
    sheet = ""
    for one in place.split(" · "):
        before, sheet = sheet, one.rpartition("!")[0]
        parts.append(one.removeprefix(f"{sheet}!") if sheet and sheet == before else one)
    return " · ".join(parts)


def shorten(name: object, width: int) -> str:
    """Return the name in at most `width` characters, cut in the middle, where names differ least."""
    text = plain(name)
    if len(text) <= width:
        return text
    tail = (width - 1) // 2
    return f"{text[: width - 1 - tail]}…{text[len(text) - tail :]}"


def worded(frame: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Return these columns of the frame with Chinese headings and words for codes, as pages and downloads show them."""
    shown = frame[list(columns)].copy()
    for column in shown.columns.intersection(list(WORDS)):
        shown[column] = shown[column].map(WORDS[column])
    if "place" in shown:
        shown["place"] = shown["place"].map(short_place, na_action="ignore")
    return shown.rename(columns=COLUMNS)
