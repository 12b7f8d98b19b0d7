"""The house stands as it was drawn: which room may know which, and what every file owes its reader."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

# Inside a room a module imports only what stands before it here; a package counts as one module.
ORDER = {
    "etl": """
        words text disk paths knowledge workbook submission registry attribution archive warehouse loading template
        returns sample desk command __main__
        """,
    "dashboard": """
        frame_cache wording background database queries standing charts tables exports documents navigation filters
        page sections server app
        """,
}
PLACE = {room: {name: number for number, name in enumerate(names.split())} for room, names in ORDER.items()}
# What a room may know of the rooms: the warehouse is the border, and `etl.desk` the one door in it.
# How texts are treated and what the warehouse's codes are called is the same on both sides.
KNOWS = {
    "etl": {"etl"},
    "dashboard": {"dashboard", "etl.desk", "etl.paths", "etl.text", "etl.words"},
    "pages": {"dashboard", "etl.desk", "etl.paths"},
}
# What a file whose path begins so must not import.
KEPT_OUT = [
    ("start", "streamlit"),
    ("etl/", "streamlit"),
    ("dashboard/queries", "streamlit"),
    ("dashboard/charts", "streamlit"),
    ("dashboard/charts", "duckdb"),
    ("dashboard/exports", "streamlit"),
    ("dashboard/documents", "streamlit"),
    ("pages/", "duckdb"),
    ("pages/", "plotly"),
]
NO_DRAWERS = {"utils", "helpers", "common"}
LONGEST = {"pages/": 60, "": 300}


def _files(root: Path, pattern: str = "*.py") -> Iterator[tuple[str, Path]]:
    for start in ("start.py", "etl", "dashboard", "pages", "tests"):
        for file in sorted([root / start] if start.endswith(".py") else (root / start).rglob(pattern)):
            if file.match(pattern) and file.exists():
                yield file.relative_to(root).as_posix(), file


def _module(path: str) -> list[str]:
    """Return the dotted parts of a file's module; those of a package for its `__init__.py`."""
    parts = path.removesuffix(".py").split("/")
    return parts[:-1] if parts[-1] == "__init__" else parts


def _imports(path: str, file: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield for every name the file imports where it does so and the dotted parts of the name."""
    package = path.split("/")[:-1]
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield f"{path}:{node.lineno}", alias.name.split(".")
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            for alias in node.names:
                yield f"{path}:{node.lineno}", [*base, *(node.module.split(".") if node.module else []), alias.name]


def every_module_has_its_place(root: Path) -> Iterator[str]:
    for path, _ in _files(root):
        room, *names = _module(path)
        if room in PLACE and names and names[0] not in PLACE[room]:
            yield f"{path} has no place in the order of {room}"


def imports_point_down(root: Path) -> Iterator[str]:
    yield from dict.fromkeys(_upward_imports(root))  # once, however many names one line takes from above


def _upward_imports(root: Path) -> Iterator[str]:
    for path, file in _files(root):
        room, *names = _module(path)
        place = PLACE.get(room, {})
        for where, (top, *rest) in _imports(path, file):
            if top == room and names and rest and place.get(rest[0], -1) > place.get(names[0], len(place)):
                yield f"{where} imports {room}.{rest[0]}, which stands above {names[0]}"


def rooms_keep_apart(root: Path) -> Iterator[str]:
    for path, file in _files(root):
        room = path.split("/")[0]
        for where, parts in _imports(path, file):
            if room in KNOWS and parts[0] in KNOWS and not {parts[0], ".".join(parts[:2])} & KNOWS[room]:
                yield f"{where} imports {'.'.join(parts[:2])}, which {room} must not know"


def packages_are_kept_out(root: Path) -> Iterator[str]:
    for path, file in _files(root):
        for where, parts in _imports(path, file):
            if any(path.startswith(beginning) and parts[0] == package for beginning, package in KEPT_OUT):
                yield f"{where} imports {parts[0]}"


def nothing_is_a_drawer_for_everything(root: Path) -> Iterator[str]:
    for path, _ in _files(root):
        if NO_DRAWERS & set(_module(path)):
            yield f"{path} says nothing by its name"


def every_module_says_what_it_is_for(root: Path) -> Iterator[str]:
    for path, file in _files(root):
        if not ast.get_docstring(ast.parse(file.read_text("utf-8"))):
            yield f"{path} opens without a sentence"


def files_are_short(root: Path) -> Iterator[str]:
    for path, file in _files(root):
        longest = next(lines for beginning, lines in LONGEST.items() if path.startswith(beginning))
        length = len(file.read_text("utf-8").splitlines())
        if length >= longest:
            yield f"{path} has {length} lines, not under {longest}"


def every_view_states_its_grain(root: Path) -> Iterator[str]:
    for path, file in _files(root, "*.sql"):
        if not re.match(r"-- \w+", file.read_text("utf-8")):
            yield f"{path} opens without its grain"


# A small house that keeps every rule.
CLEAN = {
    "start.py": "import os",
    "etl/__init__.py": "",
    "etl/registry.py": "from etl import knowledge, paths\nfrom .text import squeeze",
    "etl/submission/__init__.py": "from etl.submission.values import number\nimport etl.workbook",
    "etl/submission/values.py": "from .. import knowledge\nfrom . import form",
    "dashboard/tables.py": "import streamlit\nfrom dashboard import wording\nfrom etl import desk, paths",
    "pages/tasks.py": "import streamlit\nfrom dashboard import charts, filters\nfrom etl.desk import receive",
    "tests/test_rubric.py": "from etl import warehouse",
}
SENTENCE = '"""What it is for."""\n'
CLEAN = {path: SENTENCE + text for path, text in CLEAN.items()} | {"etl/warehouse/sql/task.sql": "-- task\nselect 1"}

# For each rule: a file, its text, and all that the rule finds in the small house when that file stands in it.
PLANTED: dict[Callable[[Path], Iterator[str]], list[tuple[str, str, str]]] = {
    every_module_has_its_place: [
        ("etl/extra.py", "", " has no place in the order of etl"),
        ("dashboard/extra/new.py", "", " has no place in the order of dashboard"),
    ],
    imports_point_down: [
        ("etl/registry.py", "import etl.archive", ":1 imports etl.archive, which stands above registry"),
        ("etl/registry.py", "if True:\n    from . import desk", ":2 imports etl.desk, which stands above registry"),
        ("etl/submission/form.py", "from ..archive import x", ":1 imports etl.archive, which stands above submission"),
        ("etl/returns/__init__.py", "from .. import sample, text", ":1 imports etl.sample, which stands above returns"),
        (
            "dashboard/wording/labels.py",
            "from dashboard.queries import x",
            ":1 imports dashboard.queries, which stands above wording",
        ),
        (
            "dashboard/charts.py",
            "from dashboard import tables",
            ":1 imports dashboard.tables, which stands above charts",
        ),
    ],
    rooms_keep_apart: [
        ("pages/tasks.py", "from pages.overview import x", ":1 imports pages.overview, which pages must not know"),
        ("pages/tasks.py", "from etl import desk, warehouse", ":1 imports etl.warehouse, which pages must not know"),
        ("dashboard/queries.py", "import etl.archive", ":1 imports etl.archive, which dashboard must not know"),
        ("dashboard/app.py", "import pages.tasks", ":1 imports pages.tasks, which dashboard must not know"),
        ("etl/desk.py", "from dashboard import wording", ":1 imports dashboard.wording, which etl must not know"),
        ("etl/workbook/pool.py", "import pages", ":1 imports pages, which etl must not know"),
    ],
    packages_are_kept_out: [
        ("start.py", "import streamlit", ":1 imports streamlit"),
        ("etl/sample/names.py", "import streamlit as st", ":1 imports streamlit"),
        ("dashboard/queries.py", "from streamlit import cache_data", ":1 imports streamlit"),
        ("dashboard/charts.py", "import os, streamlit.errors", ":1 imports streamlit"),
        ("dashboard/charts/bars.py", "import duckdb", ":1 imports duckdb"),
        ("dashboard/exports.py", "import streamlit", ":1 imports streamlit"),
        ("pages/tasks.py", "import duckdb", ":1 imports duckdb"),
        ("pages/tasks.py", "import plotly.graph_objects as go", ":1 imports plotly"),
    ],
    nothing_is_a_drawer_for_everything: [
        ("etl/utils.py", "", " says nothing by its name"),
        ("tests/helpers.py", "", " says nothing by its name"),
        ("dashboard/common/__init__.py", "", " says nothing by its name"),
    ],
    every_module_says_what_it_is_for: [
        ("etl/registry.py", "# A comment is no sentence.\none = 1", " opens without a sentence"),
        ("tests/test_rubric.py", "", " opens without a sentence"),
    ],
    files_are_short: [
        ("etl/registry.py", "one = 1\n" * 300, " has 300 lines, not under 300"),
        ("pages/tasks.py", "one = 1\n" * 60, " has 60 lines, not under 60"),
    ],
    every_view_states_its_grain: [
        ("etl/warehouse/sql/task.sql", "select 1 -- task", " opens without its grain"),
        ("etl/warehouse/sql/task.sql", "--\nselect 1", " opens without its grain"),
    ],
}


def _build(home: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        (home / path).write_text(text, "utf-8")
    return home


@pytest.mark.parametrize("rule", PLANTED, ids=lambda rule: rule.__name__)
def test_house_keeps_the_rule(root: Path, rule: Callable[[Path], Iterator[str]]) -> None:
    assert list(rule(root)) == []


@pytest.mark.parametrize("rule", PLANTED, ids=lambda rule: rule.__name__)
def test_small_house_keeps_the_rule(tmp_path: Path, rule: Callable[[Path], Iterator[str]]) -> None:
    assert list(rule(_build(tmp_path, CLEAN))) == []


@pytest.mark.parametrize(
    ("rule", "path", "text", "found"),
    [(rule, *violation) for rule, planted in PLANTED.items() for violation in planted],
)
def test_planted_violation_is_found(
    tmp_path: Path, rule: Callable[[Path], Iterator[str]], path: str, text: str, found: str
) -> None:
    assert list(rule(_build(tmp_path, CLEAN | {path: text}))) == [path + found]


def test_every_room_of_the_house_is_looked_at(root: Path) -> None:
    assert {path.split("/")[0] for path, _ in _files(root)} == {"start.py", "etl", "dashboard", "pages", "tests"}
    assert len(list(_files(root, "*.sql"))) > 1
