"""A build that follows the last one is what a build from nothing is, whatever happens and in whatever order."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.archive.files import Archive
from etl.loading.reading import Reader
from tests.etl.loading.sequences import Happenings, write_workbooks


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as workers:
        yield workers


@pytest.fixture(scope="module")
def workbooks(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return write_workbooks(tmp_path_factory.mktemp("sent"))


@pytest.mark.parametrize("seed", [1, 2])
def test_every_build_is_what_it_is_when_made_from_nothing(
    seed: int, workbooks: list[Path], reader: Reader, tmp_path: Path
) -> None:
    happenings = Happenings(tmp_path, workbooks, reader, seed)
    for _ in range(3):
        for _ in range(3):
            happenings.step()
        happenings.catch_up()
        assert happenings.differences() == [], happenings.told


def test_what_a_random_sequence_rarely_looks_at(workbooks: list[Path], reader: Reader, tmp_path: Path) -> None:
    """At random, something that makes a build from nothing mostly comes before anybody looks."""
    happenings = Happenings(tmp_path, workbooks, reader, 3)
    happenings.load(workbooks)
    for kinds in (["review", "undo"], ["clearance"], ["registry"], ["rubric"]):
        for kind in kinds:
            happenings.step(kind)
        happenings.catch_up()
        assert [entry.what for entry in Archive(happenings.folder.archive).entries()][-len(kinds) :] == kinds
        assert happenings.differences() == [], happenings.told
