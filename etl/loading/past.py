"""The submissions that the last build counts, as far as new ones have to do with them."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any

import duckdb

from etl.archive.decisions import Receipt
from etl.submission import SheetAccount
from etl.warehouse import Loaded

_HISTORY = """
select distinct sha256, society_id, period, state
from received
where sha256 in (select unnest($sha256s))
    or (society_id, period) in (select (unnest($society_ids), unnest($periods)))
order by all
"""
_SUBMISSIONS = """
select submission_id, receipt, society_id, period, format, state
from received
where sha256 in (select unnest($sha256s))
order by receipt, submission_id
"""
_ACCOUNTS = """
select * exclude (submission_id)
from sheet_account
where submission_id = ?
"""


def history(
    connection: duckdb.DuckDBPyConnection, receipts: Sequence[Receipt], new: Sequence[Loaded]
) -> Iterator[Loaded]:
    """Every earlier receipt (`receipts`) of a file of the societies and periods of new submissions, and of their files,
    as submissions without content: what decides which of the new ones are versions.
    """
    belonging = {(one.society_id, one.period) for one in new if one.society_id and one.period}
    wanted = {
        "sha256s": list({one.receipt.sha256 for one in new}),
        "society_ids": [society_id for society_id, _ in belonging],
        "periods": [period for _, period in belonging],
    }
    of_file: dict[str, list[Any]] = defaultdict(list)
    for sha256, *submission in connection.execute(_HISTORY, wanted).fetchall():
        of_file[sha256].append(submission)
    for receipt in receipts:
        for society_id, period, state in of_file.get(receipt.sha256, ()):
            yield Loaded("", receipt, society_id, period, None, state, None, ())


def past_submissions(
    connection: duckdb.DuckDBPyConnection, receipts: Sequence[Receipt], sha256s: Collection[str]
) -> list[Loaded]:
    """The submissions of these files that are counted, without their parts and findings."""
    by_number = {receipt.number: receipt for receipt in receipts if receipt.sha256 in sha256s}
    rows = connection.execute(_SUBMISSIONS, {"sha256s": list(sha256s)}).fetchall()
    return [
        Loaded(
            submission_id,
            by_number[receipt],
            society_id,
            period,
            file_format,
            state,
            None,
            (),
            tuple(SheetAccount(*row) for row in connection.execute(_ACCOUNTS, [submission_id]).fetchall()),
        )
        for submission_id, receipt, society_id, period, file_format, state in rows
    ]
