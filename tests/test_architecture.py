"""The house stands as it was drawn: it keeps every rule, and every rule finds what breaks it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.house import (
    KNOWS,
    MOST_FILES,
    REPEATED,
    every_module_has_its_place,
    every_module_says_what_it_is_for,
    every_test_can_fail,
    every_view_states_its_grain,
    files,
    files_are_short,
    functions_take_few_parameters,
    imports_point_down,
    nothing_is_a_drawer_for_everything,
    one_name_has_one_subject,
    packages_are_kept_out,
    rooms_keep_apart,
    roots_show_their_rooms,
    variables_say_what_they_hold,
)

_FOUR_LINES = "\n    told = 1" * 4
_FIVE_LINES = "\n    ..." * 5
# A small house that keeps every rule.
CLEAN = {
    "start.py": "import os",
    "etl/__init__.py": "",
    "etl/registry.py": "from etl import knowledge, paths\nfrom .text import squeeze\nclass _A: 0",
    "etl/submission/__init__.py": "from etl.submission.values import number\nimport etl.workbook\nclass Grid: 0",
    "etl/submission/values.py": "from .. import knowledge\nfrom . import form\ndef f(self, a, b, c, d, e, *g): ...",
    "dashboard/tables.py": "import streamlit\nfrom dashboard import wording\nfrom etl import desk, paths\nclass _A: 0",
    "dashboard/filters.py": f"def f(found):{_FOUR_LINES}",
    "pages/tasks.py": "import streamlit\nfrom dashboard import charts, filters\nfrom etl.desk import receive",
    "tests/test_rubric.py": "from etl import warehouse\ndef f():\n    assert warehouse\ndef test_a():\n    f()",
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
    roots_show_their_rooms: [],  # a crowded root takes more than one file
    one_name_has_one_subject: [
        ("etl/workbook/values.py", "", " takes the name values from etl/submission/values.py"),
        ("pages/tables.py", "", " takes the name tables from dashboard/tables.py"),
        ("etl/text.py", "class Grid: 0", " takes the name Grid from etl/submission/__init__.py"),
    ],
    functions_take_few_parameters: [
        ("etl/registry.py", "def f(a, b, c, /, d, *, e, g): ...", ":1 f has 6 parameters, not 5"),
        ("pages/tasks.py", "class A:\n    def f(self, a, b, c, d, e, g): ...", ":2 f has 6 parameters, not 5"),
        ("dashboard/tables.py", "async def f(a, b, c, d, e, g): ...", ":1 f has 6 parameters, not 5"),
    ],
    variables_say_what_they_hold: [
        ("etl/registry.py", f"def f(found):{_FIVE_LINES}", ":1 f has a variable found"),
        ("pages/tasks.py", f"def f(*, told=1):{_FIVE_LINES}", ":1 f has a variable told"),
        ("dashboard/tables.py", f"async def f():{_FIVE_LINES}\n    if told := 1: ...", ":1 f has a variable told"),
        ("dashboard/tables.py", f"def f():{_FIVE_LINES}\n    for a, found in b: ...", ":1 f has a variable found"),
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
    every_test_can_fail: [
        ("tests/test_rubric.py", f"{SENTENCE}def test_a():\n    f()", ":2 test_a asserts nothing"),
        ("tests/test_rubric.py", f"{SENTENCE}def f():\n    g()\ndef test_a():\n    f()", ":4 test_a asserts nothing"),
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


@pytest.mark.parametrize(("room", "most"), MOST_FILES.items())
def test_crowded_root_is_found(tmp_path: Path, room: str, most: int) -> None:
    crowd = {f"{room}/module_{number}.py": SENTENCE for number in range(most + 1)}
    assert list(roots_show_their_rooms(_build(tmp_path, dict(list(crowd.items())[:most])))) == []
    assert list(roots_show_their_rooms(_build(tmp_path, crowd))) == [
        f"{room} has {most + 1} files at its root, not {most}"
    ]


def test_every_name_that_may_repeat_does(root: Path) -> None:
    modules = [
        path.removesuffix("/__init__.py").removesuffix(".py").split("/")[-1]
        for path, _ in files(root)
        if path.split("/")[0] in KNOWS
    ]
    assert [name for name in REPEATED if modules.count(name) < 2] == []


def test_every_room_of_the_house_is_looked_at(root: Path) -> None:
    assert {path.split("/")[0] for path, _ in files(root)} == {"start.py", "etl", "dashboard", "pages", "tests"}
    assert len(list(files(root, "*.sql"))) > 1
