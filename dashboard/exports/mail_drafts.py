"""催报 and 退回 as drafts that a mail program opens (.eml), one for each society; nothing is sent from here."""

import datetime as dt
import io
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import PurePosixPath
from typing import Any

import pandas as pd

from dashboard.exports.file_names import untaken
from dashboard.exports.reminders import due, request_of
from etl.text import file_name

_SHEET = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
Attachments = Mapping[str, Sequence[tuple[str, bytes]]]
"""By society_id the names and contents of the workbooks that go with its draft."""


@dataclass(frozen=True, slots=True)
class Mailing:
    """What all drafts of one day have in common: the period, the deadline, the day, who signs, and if it is a demo."""

    period: int
    deadline: dt.date | None
    day: dt.date
    issuer: str
    is_demo: bool


def drafts_zip(frame: pd.DataFrame, attachments: Attachments, mailing: Mailing) -> bytes:
    """A zip with a draft for each society of the frame, which is that of `queries.submissions.to_remind`."""
    file = io.BytesIO()
    taken: set[str] = set()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for row in frame.itertuples():
            path = untaken(PurePosixPath(file_name(f"{row.society_id}-{row.name}.eml")), taken)
            archive.writestr(str(path), draft(row, attachments.get(row.society_id, ()), mailing))
    return file.getvalue()


def draft(row: Any, workbooks: Sequence[tuple[str, bytes]], mailing: Mailing) -> bytes:
    """One draft. `To` is empty: the registry has telephone numbers and no addresses, so who sends it fills it in.

    `X-Unsent` has a mail program open it for writing. No name can begin a header of its own: each is on one line.
    """
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    message["To"] = ""
    asked = "请报送" if row.state == "not_reported" else "请修改后重新报送"
    mark = "（演示数据）" if mailing.is_demo else ""
    message["Subject"] = on_one_line(f"{mark}{row.name}：{mailing.period} 年度学会改革任务填报表，{asked}")
    message.set_content("\n".join(map(on_one_line, _text(row, len(workbooks), mailing))) + "\n")
    for name, content in workbooks:
        maintype, subtype = _SHEET
        message.add_attachment(content, maintype=maintype, subtype=subtype, filename=file_name(on_one_line(name)))
    return message.as_bytes()


def on_one_line(text: str) -> str:
    """The text with single blanks for its line breaks and other gaps, without characters that nobody sees."""
    return "".join(ch for ch in " ".join(text.split()) if unicodedata.category(ch)[0] != "C")


def _text(row: Any, workbook_count: int, mailing: Mailing) -> Iterator[str]:
    yield f"{row.contact}，您好！" if isinstance(row.contact, str) and row.contact else "您好！"
    yield ""
    yield f"{mailing.period} 年度学会改革任务填报表，{due(mailing.deadline, mailing.day)}。"
    yield f"{row.name}：{request_of(row)}。"
    if workbook_count:
        yield "附件是报来的原表，有问题的单元格已经标出，第一张表是须更正清单。请在附件上改好，整份发回。"
    if mailing.issuer:
        yield ""
        yield mailing.issuer
