"""The changes that `python -m tests.mutation` makes are changes, one at a time, and leave Python that can be run."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.mutation.__main__ import ROOMS, sample
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


def test_every_room_is_drawn_from_and_stays_python(root: Path) -> None:
    with ThreadPoolExecutor(1) as own:  # a browser of other tests leaves this thread's depth of calls miscounted
        drawn = own.submit(sample, 80, 5).result()
    assert len(drawn) == 80 == len({(one.file, one.number) for one in drawn})
    assert {room for room in ROOMS for one in drawn if one.file.startswith(room)} == set(ROOMS)
    for one in drawn:
        changed = one.applied((root / one.file).read_text("utf-8"))
        if one.file.endswith(".py"):
            compile(changed, one.file, "exec")
