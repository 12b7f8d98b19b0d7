"""A damaged file of the archive is told by its name, never used, and healed by the same original
(docs/architecture.md, The house).
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.archive.damaged_files import known_damaged
from etl.archive.files import Archive
from etl.warehouse import current_build
from tests.etl import society
from tests.etl.conftest import Desk

A, B = "滨海市示例甲学会", "滨海市示例乙学会"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Two versions of one society's report, the first of which is about to be damaged."""
    files = tmp_path_factory.mktemp("original")
    desk = Desk(files / "data")
    society.write_registry(desk.folder.registry, [{"编号": "S1", "学会名称": A}, {"编号": "S2", "学会名称": B}])
    desk.load(society.write(files / "原件.xlsx", form={"学会名称": A, "会员代表人数": 300}))
    desk.load(society.write(files / "更正.xlsx", form={"学会名称": A, "会员代表人数": 310}))
    return desk


@pytest.fixture
def loaded(original: Desk, desk: Desk) -> Desk:
    """A copy of it to change, and of its workbooks."""
    return original.copied_to(desk)


def copy_of(desk: Desk, name: str) -> Path:
    archive = Archive(desk.folder.archive)
    return next(archive.file(one.sha256) for one in archive.receipts() if one.name == name)


def run(desk: Desk, *arguments: str) -> int:
    return main([*arguments, "--data", str(desk.folder.root)])


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def empty(path: Path) -> None:
    path.write_bytes(b"")


DAMAGES: dict[str, Callable[[Path], None]] = {"flipped": flip, "empty": empty, "gone": Path.unlink}


@pytest.mark.parametrize("damage", DAMAGES)
def test_nothing_is_published_until_the_same_original_heals_it(
    damage: str, loaded: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = current_build(loaded.folder)
    DAMAGES[damage](copy_of(loaded, "原件.xlsx"))
    assert run(loaded, "build") == 2
    assert "档案中的文件受损或缺失：“原件.xlsx”" in capsys.readouterr().err
    other = society.write(tmp_path / "乙.xlsx", form={"学会名称": B})
    assert run(loaded, "load", str(other)) == 2
    assert "“原件.xlsx”" in capsys.readouterr().err
    assert current_build(loaded.folder) == before
    assert known_damaged(Archive(loaded.folder.archive)) == ["原件.xlsx"]

    assert run(loaded, "load", str(tmp_path / "原件.xlsx")) == 0  # and it is no new version
    assert loaded.ask("select delegates from council where society_id = 'S1'") == [(310,)]
    assert loaded.ask("select count(*) from submission") == [(3,)]
    assert known_damaged(Archive(loaded.folder.archive)) == []
    assert run(loaded, "build") == 0


def test_a_loss_is_accepted_and_ends_when_the_file_comes_again(
    loaded: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before_the_loss = ["build", "--as-of", Archive(loaded.folder.archive).entries()[-1].at.isoformat()]
    copy_of(loaded, "更正.xlsx").unlink()
    assert run(loaded, *before_the_loss) == 2
    assert run(loaded, "accept-loss", "更正.xlsx", "--why", "硬盘坏道，学会也没有底稿") == 0
    for build in (["build"], before_the_loss):  # what is lost is lost for every moment
        assert run(loaded, *build) == 0
        assert loaded.ask("select delegates from council where society_id = 'S1'") == [(300,)]
    capsys.readouterr()
    assert run(loaded, "accept-loss", "更正.xlsx", "--undo", "--why", "找到了") == 2
    assert "仍然受损" in capsys.readouterr().err
    assert run(loaded, "load", str(tmp_path / "更正.xlsx")) == 0
    for build in ([], before_the_loss):
        assert not build or run(loaded, *build) == 0
        assert loaded.ask("select delegates from council where society_id = 'S1'") == [(310,)]


def test_a_load_tells_a_file_that_is_gone(loaded: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy_of(loaded, "更正.xlsx").unlink()
    assert run(loaded, "load", str(tmp_path / "原件.xlsx")) == 2
    assert "“更正.xlsx”" in capsys.readouterr().err


def test_the_registry_in_use_is_healed_by_itself(loaded: Desk) -> None:
    archive = Archive(loaded.folder.archive)
    for what in ("registry", "rubric"):
        for sha256 in archive.latest(what).values():
            flip(archive.file(sha256))
    assert run(loaded, "build") == 0
    assert all(archive.is_intact(sha256) for what in ("registry", "rubric") for sha256 in archive.latest(what).values())
