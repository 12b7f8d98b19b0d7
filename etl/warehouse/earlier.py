"""What the cross-checks found before the last version of a submission came in.

The page of a society shows by it which findings the last version has corrected: the checks themselves see only the
values in force. So a society that sent several versions for a period stands twice among those that are judged: once as
it is, and once, under a name with a mark before it, without the last version of each period that has several.
"""

from collections.abc import Sequence
from typing import Any

import duckdb

from etl.warehouse import base_rows, statements
from etl.warehouse.rows import append

_MARK = "\x01"
"""No number of a society or of a submission begins so."""
IS_NOW = "(society_id is null or society_id[1] <> chr(1))"
"""In SQL: a row of a society as it is."""
_KEPT = """
create table kept as
with version as (
    select
        submission_id,
        society_id,
        row_number() over (partition by society_id, period order by receipt desc) > 1 as is_replaced,
        count(*) over (partition by society_id, period) > 1 as has_several
    from received
    where state <> 'returned'
)
select submission_id, society_id
from version
where (is_replaced or not has_several) and society_id in (select society_id from version where has_several)
"""
_SOCIETY = "chr(1) || society_id as society_id"
_SUBMISSION = "chr(1) || submission_id as submission_id"
# Out of what was found earlier, what is found no more: on values in force it is resolved, on others it stands.
_COMPARED = """
create table gone as
select earlier_finding.*, value_in_force.submission_id is not null as is_in_force
from earlier_finding
anti join finding on finding.submission_id = earlier_finding.submission_id and finding.kind = earlier_finding.kind
    and finding.sheet is not distinct from earlier_finding.sheet
    and finding.cell is not distinct from earlier_finding.cell
left join (select distinct submission_id, sheet, cell from value_in_force) as value_in_force
    on value_in_force.submission_id = earlier_finding.submission_id
    and value_in_force.sheet is not distinct from earlier_finding.sheet
    and value_in_force.cell is not distinct from earlier_finding.cell;
insert into finding select * exclude (is_in_force) from gone where not is_in_force;
insert into resolved_finding select * exclude (is_in_force) from gone where is_in_force
"""


def add(connection: duckdb.DuckDBPyConnection) -> bool:
    """Add the societies that sent several versions as they were before the last ones; false where there is none."""
    connection.execute(_KEPT)
    if connection.execute("select count(*) from kept").fetchall() == [(0,)]:
        return False
    for table in ("society", "registered_base"):
        connection.execute(
            f"insert into {table} select * replace ({_SOCIETY}) from {table} semi join kept using (society_id)"
        )
    of_kept = "semi join kept using (submission_id)"
    connection.execute(f"insert into received select * replace ({_SOCIETY}, {_SUBMISSION}) from received {of_kept}")
    for table in base_rows.OF_SUBMISSION:
        connection.execute(f"insert into {table} select * replace ({_SUBMISSION}) from {table} {of_kept}")
    return True


def is_earlier(submission_id: str) -> bool:
    """Whether it is a submission of a society as it was."""
    return submission_id.startswith(_MARK)


def compare(connection: duckdb.DuckDBPyConnection, findings: Sequence[dict[str, Any]]) -> None:
    """Lay what the checks found earlier against what they find now: rows for `finding`, on values that are in force no
    more, and for `resolved_finding`, on values in force, where what was found is found no more.
    """
    connection.execute("create table earlier_finding as from finding limit 0")
    append(
        connection,
        "earlier_finding",
        [{**row, "submission_id": row["submission_id"].removeprefix(_MARK)} for row in findings],
    )
    statements.run(connection, _COMPARED)
