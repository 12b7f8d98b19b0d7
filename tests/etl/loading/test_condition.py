"""The condition of a data folder, as somebody who looks after it is told."""

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from etl.loading.condition import condition
from etl.paths import DataFolder


def test_sound_folder_says_its_journal_and_its_disk(one_society: Path) -> None:
    found = condition(DataFolder(one_society))
    assert (found.journal_lines > 0, found.last_line_at[:2], found.free_bytes > 0, found.trouble) == (
        True,
        "20",
        True,
        "",
    )


def test_folder_that_is_not_there_is_sound(tmp_path: Path) -> None:
    found = condition(DataFolder(tmp_path / "none" / "data"))
    assert (found.journal_lines, found.last_line_at, found.trouble) == (0, "", "")


def test_damaged_journal_is_told_at_once(one_society: Path, tmp_path: Path) -> None:
    data = DataFolder(Path(shutil.copytree(one_society, tmp_path / "data")))
    assert condition(data).trouble == ""
    journal = data.archive / "journal.jsonl"
    text = journal.read_text("utf-8")
    journal.write_text(text.replace("registry", "registrx", 1), "utf-8")
    assert "日志" in condition(data).trouble


def test_full_disk_is_told(one_society: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=12_000_000))
    assert condition(DataFolder(one_society)).trouble == "磁盘快满了，只剩 12 MB。请清理磁盘。"
