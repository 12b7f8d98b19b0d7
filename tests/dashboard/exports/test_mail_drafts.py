"""Drafts are what a mail program opens: for nobody yet, in Chinese, with the workbook, and no name is a header."""

import datetime as dt
import email
import io
import zipfile
from email.message import EmailMessage
from email.policy import default

import pandas as pd
import pytest

from dashboard.exports import Mailing, drafts_zip

MAILING = Mailing(2018, dt.date(2018, 12, 31), dt.date(2018, 12, 21), "滨海市科学技术协会", is_demo=False)
FORBIDDEN = "\r\n\v\f\x1c\x85\u2028\u2029\x00\x1b\u202e"
HOSTILE = f'学会\r\nBcc: all@example.invalid{FORBIDDEN}\n\n<script>=1+1=?utf-8?b?Qg==?=,;"@x'


def _row(
    name: str, state: str = "to_correct", contact: object = "示例001", message: object = None
) -> dict[str, object]:
    told = {"error_count": 2.0, "message": message, "contact": contact, "phone": "0000-0001"}
    return {"society_id": "S1", "name": name, "state": state, **told}


def _opened(rows: list[dict[str, object]], workbooks: list[tuple[str, bytes]]) -> list[tuple[str, EmailMessage]]:
    archive = zipfile.ZipFile(io.BytesIO(drafts_zip(pd.DataFrame(rows), {"S1": workbooks}, MAILING)))
    parsed = ((name, email.message_from_bytes(archive.read(name), policy=default)) for name in archive.namelist())
    return [(name, message) for name, message in parsed if isinstance(message, EmailMessage)]


def test_draft_says_what_is_asked_and_carries_the_workbook() -> None:
    [(name, draft)] = _opened([_row("滨海市示例学会")], [("填报表（须更正）.xlsx", b"PK workbook")])
    assert name == "S1-滨海市示例学会.eml"
    assert (draft["X-Unsent"], draft["To"], draft["Bcc"], draft["From"]) == ("1", "", None, None)
    assert draft["Subject"] == "滨海市示例学会：2018 年度学会改革任务填报表，请修改后重新报送"
    body, (workbook,) = draft.get_body(), draft.iter_attachments()
    assert body is not None
    assert body.get_content().splitlines() == [
        "示例001，您好！",
        "",
        "2018 年度学会改革任务填报表，报送截止日期为2018年12月31日，自2018年12月21日起还有 10 天。",
        "滨海市示例学会：须更正 2 处，请按退回的清单改好后整份重新报送。",
        "附件是报来的原表，有问题的单元格已经标出，第一张表是须更正清单。请在附件上改好，整份发回。",
        "",
        "滨海市科学技术协会",
    ]
    assert (workbook.get_filename(), workbook.get_content()) == ("填报表（须更正）.xlsx", b"PK workbook")


def test_who_has_not_reported_gets_no_workbook_and_a_missing_contact_is_no_word() -> None:
    [(_, draft)] = _opened([_row("甲", "not_reported", contact=float("nan"))], [])
    body = draft.get_body()
    assert body is not None
    assert body.get_content().splitlines()[0] == "您好！"
    assert "甲：未报送，请填好后报送。" in body.get_content()
    assert (draft.is_multipart(), draft["Subject"].endswith("请报送")) == (False, True)


@pytest.mark.parametrize("state", ["to_correct", "returned", "not_reported"])
def test_no_name_becomes_a_header_or_a_path(state: str) -> None:
    rows = [_row(HOSTILE, state, contact=HOSTILE, message=HOSTILE)] * 2
    drafts = _opened(rows, [(f"../{HOSTILE}.xlsx", b"PK")])
    assert len({name for name, _ in drafts}) == 2
    for name, draft in drafts:
        assert not set("/\\\r\n\0") & set(name)
        assert set(draft.keys()) <= {"X-Unsent", "To", "Subject", "Content-Type", "MIME-Version",
                                     "Content-Transfer-Encoding"}  # fmt: skip
        assert not set(FORBIDDEN) & set(draft["Subject"])
        assert "Bcc: all@example.invalid" in draft["Subject"]
        for workbook in draft.iter_attachments():
            assert not set("/\\\r\n\0") & set(workbook.get_filename() or "/")
