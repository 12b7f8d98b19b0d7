"""The changes that `python -m tests.mutation` makes are changes, one at a time, and leave Python that can be run; their
names stay when other lines come and go."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.mutation.__main__ import harmless, results
from tests.mutation.drawing import ROOMS, ROOT, drawn
from tests.mutation.mutants import mutants


def test_python_and_sql_are_changed_in_one_place(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text('def f(x):\n    return not x > 1 and "select a where b = 3"  # 多\n', "utf-8")
    (tmp_path / "b.sql").write_text("-- a = b\nselect 'x = y' where c between 1 and 2 and d is null\n", "utf-8")
    changes = [(one.file, one.number, one.change) for one in mutants(tmp_path, ".")]
    assert changes == [
        ("a.py", 2, "not  -> "),
        ("a.py", 2, "> -> >="),
        ("a.py", 2, "1 -> 2"),
        ("a.py", 2, "and -> or"),
        ("a.py", 2, "= -> <>"),
        ("a.py", 2, "3 -> 4"),
        ("b.sql", 2, "1 -> 2"),
        ("b.sql", 2, "2 -> 3"),
        ("b.sql", 2, "and -> or"),
        ("b.sql", 2, "is null -> is not null"),
    ]


def test_a_mutant_keeps_its_name_when_lines_come_above_it(tmp_path: Path) -> None:
    file = tmp_path / "a.sql"
    file.write_text("select a\nwhere b = 1\nor b = 1\n", "utf-8")
    names = [one.name for one in mutants(tmp_path, ".")]
    file.write_text("-- More\nselect a, c\nwhere b = 1\nor b = 1\n", "utf-8")
    assert [one.name for one in mutants(tmp_path, ".")] == names
    file.write_text("where b = 1 and b = 1\n", "utf-8")
    assert [one.name for one in mutants(tmp_path, ".")][-2:] == [
        "a.sql: = -> <>: where b = 1 and b = 1 (2)",
        "a.sql: 1 -> 2: where b = 1 and b = 1 (2)",
    ]


def test_every_room_is_drawn_from_and_stays_python(root: Path) -> None:
    with ThreadPoolExecutor(1) as own:  # a browser of other tests leaves this thread's depth of calls miscounted
        chosen = own.submit(drawn, 80, 5).result()
    assert len(chosen) == 80 == len({(one.file, one.number) for one in chosen})
    assert {room for room in ROOMS for one in chosen if one.file.startswith(room)} == set(ROOMS)
    for one in chosen:
        changed = one.applied((root / one.file).read_text("utf-8"))
        if one.file.endswith(".py"):
            compile(changed, one.file, "exec")


def test_what_is_harmless_is_a_change_of_a_line_that_still_stands() -> None:
    with ThreadPoolExecutor(1) as own:
        names = own.submit(lambda: {one.name for room in ROOMS for one in mutants(ROOT, room)}).result()
    assert set(harmless()) <= names
    assert all(why.strip() for why in harmless().values())


def test_the_last_outcome_of_a_mutant_counts(tmp_path: Path) -> None:
    file = tmp_path / "outcomes"
    assert results(file) == {} == results(None)
    file.write_text(
        '{"mutant": "a", "by": ""}\n{"mutant": "b", "by": ""}\n{"mutant": "a", "by": "tests/x.py"}\n', "utf-8"
    )
    assert results(file) == {"a": True, "b": False}
