"""What was understood of a file as one line of text, so that later builds need not read the file again.

It holds what the warehouse may hold, and no person: personal data stay in the worker (docs/workbook.md, Personal data).
"""

import json
from typing import Any

from etl.knowledge.findings import Finding
from etl.submission.account.fates import SheetAccount
from etl.submission.understanding import (
    Answer,
    Confirmation,
    CouncilMember,
    FormValue,
    HeldTable,
    Identity,
    MemberCount,
    Part,
    Remark,
    Understanding,
)
from etl.workbook import Unreadable

_FINDING = tuple(Finding.__dataclass_fields__)


def to_text(file: Understanding | Unreadable) -> str:
    """The file as JSON."""
    stored: list[Any]
    if isinstance(file, Unreadable):
        stored = [file.kind, file.detail]
    else:
        parts = [_stored_part(part) for part in file.parts]
        stored = [file.format, parts, file.accounts, _stored_findings(file.findings)]
    return json.dumps(stored, ensure_ascii=False, separators=(",", ":"))


def from_text(text: str) -> Understanding | Unreadable:
    """The file that `to_text` was given."""
    stored = json.loads(text)
    if len(stored) == 2:
        return Unreadable(*stored)
    file_format, parts, accounts, findings = stored
    return Understanding(
        file_format, tuple(map(_part, parts)), tuple(map(SheetAccount._make, accounts)), tuple(_findings(findings))
    )


def _stored_part(part: Part) -> list[Any]:
    of_whom = part.identity
    unread = [(field, _stored_findings([finding])[0]) for field, finding in of_whom.unread]
    identity = (of_whom.names, of_whom.codes, of_whom.years, of_whom.titles, unread)
    rows = (part.held, part.answers, part.form, part.members, part.council, part.remarks, part.confirmed)
    return [identity, *rows, _stored_findings(part.findings), part.is_filled]


def _part(stored: list[Any]) -> Part:
    identity_said, *rows, findings, is_filled = stored
    names, codes, years, titles, unread = identity_said
    held, answers, form, members, council, remarks, confirmed = rows
    identity = Identity(
        tuple(map(tuple, names)),
        tuple(map(tuple, codes)),
        tuple(map(tuple, years)),
        tuple(titles),
        tuple((field, Finding(*finding)) for field, finding in unread),
    )
    return Part(
        identity,
        list(map(HeldTable._make, held)),
        list(map(Answer._make, answers)),
        list(map(FormValue._make, form)),
        list(map(MemberCount._make, members)),
        list(map(CouncilMember._make, council)),
        list(map(Remark._make, remarks)),
        list(map(Confirmation._make, confirmed)),
        _findings(findings),
        is_filled,
    )


def _stored_findings(findings: Any) -> list[list[str | None]]:
    return [[getattr(finding, name) for name in _FINDING] for finding in findings]


def _findings(stored: list[list[Any]]) -> list[Finding]:
    return [Finding(*values) for values in stored]
