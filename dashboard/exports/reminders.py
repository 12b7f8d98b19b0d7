"""催报: the text that goes to each contact, with what is missing, the deadline and the days left."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pandas as pd

from dashboard.wording import labels

NOBODY = "名录中没有联系人"


def reminder_text(frame: pd.DataFrame, period: int, deadline: dt.date | None, day: dt.date) -> str:
    """A message to paste for each contact of the frame, which is that of `queries.submissions.to_remind`.

    `day` is the one on which it goes out.
    """
    request = f"{period} 年度学会改革任务填报表，{due(deadline, day)}。"
    ordered = frame.fillna({"contact": "", "phone": ""})
    messages = [
        "\n".join(_message(contact, phone, societies, request))
        for (contact, phone), societies in ordered.groupby(["contact", "phone"], sort=False)
    ]
    return "\n\n".join(messages)


def due(deadline: dt.date | None, day: dt.date) -> str:
    """When it is due and how long that still is, counted from `day`, which is named."""
    if deadline is None:
        return "请尽快报送"
    opening, left = f"报送截止日期为{labels.day(deadline)}", (deadline - day).days
    if left < 0:
        return f"{opening}，至{labels.day(day)}已逾期 {-left} 天，请尽快报送"
    return f"{opening}，自{labels.day(day)}起还有 {left} 天" if left else f"{opening}，今天截止"


def _message(contact: str, phone: str, societies: pd.DataFrame, request: str) -> Iterator[str]:
    yield f"【{' '.join(part for part in (contact, phone) if part) or NOBODY}】"
    yield f"您好！{request}以下学会需要办理："
    for number, row in enumerate(societies.itertuples(), 1):
        yield f"{number}. {row.name}：{request_of(row)}"


def request_of(row: Any) -> str:
    """What is asked of the society of a row, in words: 未报送，请填好后报送."""
    state = labels.STATES[row.state]
    if row.state == "to_correct":
        return f"{state} {int(row.error_count)} 处，请按退回的清单改好后整份重新报送"
    if row.state == "returned":
        return f"{state}（{row.message}）请改好后重新报送"
    return f"{state}，请填好后报送"
