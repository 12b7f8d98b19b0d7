"""The head of every page says where what is shown is not all there is: files that wait for a build, or the past."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from dashboard.database import current
from dashboard.queries import Filters
from dashboard.stamp import based_on
from etl import desk
from etl.archive.files import Archive
from etl.loading import pipeline
from etl.paths import DataFolder
from tests import association
from tests.association import Filled
from tests.dashboard.conftest import Visit

PAGES = ("overview", "submissions")


def _quiet(*_: object) -> None:
    """Progress that nobody watches."""


@pytest.fixture
def folder(warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    """Return a copy of the small association's data folder, to change."""
    data = Path(shutil.copytree(warehouse, tmp_path / "data"))
    monkeypatch.setenv("REFORM_DATA", str(data))
    return DataFolder(data)


def _only_received(folder: DataFolder, path: Path) -> None:
    """Receive a workbook as a load does that is killed before its build."""
    association.write_submission(path, Filled("S04"))
    archive = Archive(folder.archive)
    with archive.locked():
        list(archive.receive([(path, path.name)], "upload"))


def _told(visit: Visit, folder: DataFolder, name: str) -> list[str]:
    app = visit(folder.root, name, period="2018")
    assert list(app.exception) == []
    return [one.value for one in app.info]


@pytest.mark.parametrize("name", PAGES)
def test_files_that_wait_for_a_build_are_told(visit: Visit, folder: DataFolder, tmp_path: Path, name: str) -> None:
    assert _told(visit, folder, name) == []
    _only_received(folder, tmp_path / "四.xlsx")
    waiting = "另有 1 份填报表已经收存，还没有汇总（收取中途断过），这里的数字不含它们。"
    assert _told(visit, folder, name) == [f"{waiting}请运行 `python -m etl build`，或再收取一次。"]
    with Archive(folder.archive).locked():  # a load is under way: they are about to be counted
        assert _told(visit, folder, name) == []
    pipeline.rebuild(folder, None, _quiet)
    assert _told(visit, folder, name) == []


@pytest.mark.parametrize("name", PAGES)
def test_files_that_wait_for_the_first_build_are_told(
    visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    folder = DataFolder(tmp_path / "data")
    folder.root.mkdir()
    association.write_registry(folder.registry)
    _only_received(folder, tmp_path / "四.xlsx")
    first, second = _told(visit, folder, name)
    assert first.startswith("另有 1 份填报表已经收存") and second.startswith("**还没有数据。**")


@pytest.mark.parametrize("name", PAGES)
def test_the_past_is_told_on_the_page_and_in_every_stamp(visit: Visit, folder: DataFolder, name: str) -> None:
    moment = desk.history(folder)[-1].at + dt.timedelta(seconds=1)
    pipeline.rebuild(folder, moment, _quiet)
    at = f"{moment:%Y-%m-%d %H:%M}"
    back = "运行 `python -m etl build` 可回到现在；再收取一次也会回到现在。"
    assert _told(visit, folder, name) == [f"现在显示的是 {at} 那一刻的状态，不是最新的。{back}"]
    assert based_on(str(current()), Filters(2018)).startswith(f"{at} 的状态 · 演示数据 · 数据截至 ")
    pipeline.rebuild(folder, None, _quiet)
    assert based_on(str(current()), Filters(2018)).startswith("演示数据 · 数据截至 ")


def test_a_damaged_journal_is_told_and_every_page_that_reads_it_is_drawn(visit: Visit, folder: DataFolder) -> None:
    with Archive(folder.archive).journal.path.open("ab") as journal:
        journal.write(b"torn\n")
    for name in ("overview", "society", "submissions", "registry", "reviews"):
        app = visit(folder.root, name, period="2018")
        assert list(app.exception) == [] and app.title, name
        assert {one.value.replace("\\", "")[:13] for one in app.error} == {"档案日志第 12 行损坏（"}, name
