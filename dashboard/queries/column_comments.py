"""What the warehouse itself says of the columns of its contract."""

from collections.abc import Mapping
from functools import lru_cache

from dashboard.database import ask

_COMMENTS = """
select table_name || '.' || column_name as place, comment
from duckdb_columns()
where schema_name = 'main' and comment is not null
"""


@lru_cache(maxsize=8)
def column_comments(build: str) -> Mapping[str, str]:
    """Return the comments of the public columns by table.column (docs/data-dictionary.md)."""
    found = ask(build, _COMMENTS)
    return dict(zip(found["place"], found["comment"], strict=True))
