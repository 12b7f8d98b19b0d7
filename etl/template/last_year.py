"""What the association already knows of a society when it writes its next workbook."""

import datetime as dt

import duckdb

from etl.knowledge import layout as layouts
from etl.paths import DataFolder
from etl.template import Last
from etl.warehouse import current_build, schemas


def last_stated(folder: DataFolder, society_id: str, period: int) -> Last:
    """What the society stated in the latest earlier period, from the build in force; empty before the first."""
    path = current_build(folder)
    if path is None or not path.exists():
        return Last()
    with duckdb.connect() as connection:
        connection.execute("attach ? as build (read_only)", [str(path)])
        schemas.search(connection, "build")
        form = connection.execute(
            """
            select field, coalesce(text, value::varchar), value
            from current_form
            where society_id = $society and period = (
                select max(period) from current_form where society_id = $society and period < $period
            )
            """,
            {"society": society_id, "period": period},
        ).fetchall()
        members = connection.execute(
            "select year, individual, unit from membership where society_id = ? and year < ?",
            [society_id, period],
        ).fetchall()
    layout = layouts.read()
    stated: dict[str, str | int | dt.date] = {}
    for name, text, value in form:
        kind = layout.fields[name].type
        if kind == "yes_no" and value is not None:
            stated[name] = "是" if value else "否"
        elif kind == "count" and value is not None:
            stated[name] = value
        elif text:
            stated[name] = text
    return Last(stated, {year: (individual, unit) for year, individual, unit in members})
