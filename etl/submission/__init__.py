"""What a society submitted: the cells of a workbook become typed values and findings, table by table."""

from etl.submission.account.fates import SheetAccount
from etl.submission.joining import joined
from etl.submission.understand import Knowledge, understand
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

__all__ = [
    "Answer",
    "Confirmation",
    "CouncilMember",
    "FormValue",
    "HeldTable",
    "Identity",
    "Knowledge",
    "MemberCount",
    "Part",
    "Remark",
    "SheetAccount",
    "Understanding",
    "joined",
    "understand",
]
