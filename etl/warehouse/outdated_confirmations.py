"""Confirmations of last year's values that are not in force for that year any more: what they confirm is a blank
(docs/judging.md, What is in force).
"""

import duckdb

from etl.paths import SQL
from etl.warehouse import statements

_AT_CELL = """
exists (
    from outdated_confirmation as outdated
    where outdated.submission_id = {table}.submission_id and outdated.sheet = {table}.sheet
        and outdated.cell = {table}.{column}
)
"""
_VALUES = (
    ("form_value", "cell", "value = null, text = null, is_unreadable = false"),
    ("answer", "cell", "declared = null, declared_written = null, is_declared_unreadable = false"),
    ("answer", "quantity_cell", "quantity = null, is_quantity_unreadable = false"),
    ("answer", "chosen_cell", "chosen = null, is_chosen_unreadable = false"),
)
"""Table, column with the address of a value, and the value as a blank."""
_ROSTERS = """
update held_table
set is_empty = true
where table_name in ('council', 'supervisors')
    and (submission_id, table_name) in (select (submission_id, table_name) from outdated_confirmation);
delete from council_member
where submission_id in (select submission_id from outdated_confirmation where table_name = 'council')
"""


def blank_out(connection: duckdb.DuckDBPyConnection) -> None:
    """Blank what is confirmed in vain, in the base tables of a judgement; `outdated_confirmation` keeps where."""
    statements.run(
        connection, f"create table outdated_confirmation as {(SQL / 'outdated_confirmation.sql').read_text('utf-8')}"
    )
    if connection.execute("select count(*) from outdated_confirmation").fetchall() == [(0,)]:
        return
    for table, column, blank in _VALUES:
        connection.execute(f"update {table} set {blank} where {_AT_CELL.format(table=table, column=column)}")
    statements.run(connection, _ROSTERS)
