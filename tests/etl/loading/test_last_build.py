"""The last build is where the next one starts, and nothing more: gone, damaged or of another registry it is not missed;
what ran out of its limits twice is not read a third time.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.command import collecting
from etl.loading import pipeline
from etl.loading.last_build import last_build
from etl.loading.reading import Reader
from etl.warehouse import current_build
from etl.workbook.limits import JobLimits
from etl.workbook.pool import HandedJob, Pool
from tests.etl import society
from tests.etl.conftest import Desk, silent

A, B = "滨海市示例甲学会", "滨海市示例乙学会"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A society that has reported."""
    files = tmp_path_factory.mktemp("original")
    desk = Desk(files / "data")
    society.write_registry(desk.folder.registry, [{"编号": "S1", "学会名称": A}, {"编号": "S2", "学会名称": B}])
    desk.load(society.write(files / "甲.xlsx", form={"学会名称": A}))
    return desk


@pytest.fixture
def loaded(original: Desk, desk: Desk) -> Desk:
    """A copy of it to change, and of its workbooks."""
    return original.copied_to(desk)


@pytest.fixture
def of_b(tmp_path: Path) -> Path:
    return society.write(tmp_path / "乙.xlsx", form={"学会名称": B})


def societies(desk: Desk) -> list[tuple[object, ...]]:
    return desk.ask("select distinct society_id from submission where is_current order by all")


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The contents of the files that workers have been told to read."""
    contents: list[bytes] = []
    begin = Pool.begin

    def recording(pool: Pool, function: Callable[..., object], path: Path, argument: object) -> HandedJob:
        contents.append(path.read_bytes())
        return begin(pool, function, path, argument)

    monkeypatch.setattr(Pool, "begin", recording)
    return contents


def test_check_and_load_read_one_file_alone(loaded: Desk, of_b: Path, read: list[bytes]) -> None:
    assert loaded.check(of_b).summary.sentence == "收到 1 份：受理 1，须更正 0，退回 0"
    loaded.load(of_b)
    assert read == 2 * [of_b.read_bytes()]
    loaded.load(of_b)
    assert len(read) == 2
    assert societies(loaded) == [("S1",), ("S2",)]


def test_another_registry_reads_no_file_again(loaded: Desk, of_b: Path, read: list[bytes]) -> None:
    lines = [{"编号": "S7", "学会名称": A}, {"编号": "S2", "学会名称": B}]
    society.write_registry(loaded.folder.registry, lines)
    loaded.load(of_b)
    assert (len(read), societies(loaded)) == (1, [("S2",), ("S7",)])


@pytest.mark.parametrize("damaged", [slice(0, 12288), slice(12288, None), slice(0, None)])
def test_a_damaged_build_is_not_missed(loaded: Desk, of_b: Path, damaged: slice) -> None:
    build = current_build(loaded.folder)
    assert build is not None
    content = bytearray(build.read_bytes())
    content[damaged] = bytes(255 - byte for byte in content[damaged])
    build.write_bytes(content)
    assert loaded.check(of_b).summary.accepted == 1
    loaded.load(of_b)
    assert societies(loaded) == [("S1",), ("S2",)]


def test_a_build_that_is_gone_is_not_missed(loaded: Desk, of_b: Path) -> None:
    shutil.rmtree(loaded.folder.warehouse)
    loaded.load(of_b)
    assert societies(loaded) == [("S1",), ("S2",)]


def test_a_file_that_ran_out_of_its_limits_is_tried_twice_and_on_demand(
    loaded: Desk, of_b: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    long = tmp_path / "long.csv"
    long.write_text("序号,内容\n" + "1,甲\n" * 190_000, "utf-8")
    tries = []
    for path in (long, of_b, of_b):
        with Reader() as reader:
            reader.pool = Pool(limits=JobLimits(wall_seconds=0.1))
            pipeline.load(loaded.folder, collecting.collect([path]), "command", silent, reader)
        last = last_build(loaded.folder)
        assert last is not None
        tries.append(max(last.made_of.exhausted.values()))
    assert tries == [1, 2, 2]
    loaded.load(of_b)  # with time enough, but it is not read again
    assert loaded.ask("select state from submission where file_name = 'long.csv'") == [("returned",)]
    kind = "select kind from finding join submission using (submission_id) where file_name = 'long.csv'"
    before = loaded.ask(kind)
    assert main(["build", "--data", str(loaded.folder.root)]) == 0
    assert loaded.ask(kind) == before
    assert main(["build", "--again", "没有.csv", "--data", str(loaded.folder.root)]) == 2
    assert "没有收到过“没有.csv”" in capsys.readouterr().err
    assert main(["build", "--again", "long.csv", "--data", str(loaded.folder.root)]) == 0
    assert loaded.ask(kind) != before
