"""The journal proves itself: what is altered, missing or half written is told, with its line and how to go on
(docs/architecture.md, The house).
"""

import datetime as dt
import json
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from etl import desk
from etl.__main__ import main
from etl.archive.files import Archive
from etl.archive.journal import Counted, Journal, JournalDamaged
from etl.desk import reviewing
from etl.paths import DataFolder
from etl.warehouse import counted_journal, current_build
from tests.etl import society
from tests.etl.conftest import Desk

NAME = "滨海市示例甲学会"
DAMAGED_BYTES = 600


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A society that has reported."""
    files = tmp_path_factory.mktemp("original")
    desk = Desk(files / "data")
    society.write_registry(desk.folder.registry, [{"编号": "S1", "学会名称": NAME}])
    desk.load(society.write(files / "甲.xlsx", form={"学会名称": NAME}))
    return desk


@pytest.fixture
def loaded(original: Desk, desk: Desk) -> Desk:
    """A copy of it to change, and of its workbooks."""
    return original.copied_to(desk)


def journal_of(desk: Desk) -> Path:
    return desk.folder.archive / "journal.jsonl"


def run(desk: Desk, *arguments: str) -> int:
    return main([*arguments, "--data", str(desk.folder.root)])


def test_lines_are_chained_and_times_have_their_zone(loaded: Desk) -> None:
    lines = [json.loads(line) for line in journal_of(loaded).read_bytes().splitlines()]
    assert [line["what"] for line in lines] == ["registry", "rubric", "file"]
    assert [line["previous"] for line in lines[1:]] == [line["hash"] for line in lines[:-1]]
    assert all(dt.datetime.fromisoformat(line["at"]).tzinfo for line in lines)


def told(desk: Desk, counted: Counted) -> str | None:
    """What is said of the journal as it is, of which a build has counted so much; nothing where it is as written."""
    try:
        Archive(desk.folder.archive).journal.proved(counted)
    except JournalDamaged as error:
        return str(error)
    return None


DOORS: tuple[Callable[[DataFolder], object], ...] = (
    desk.condition,
    desk.damaged_files,
    desk.decisions_about_files,
    desk.decisions_made,
    desk.history,
    desk.waiting_files,
    reviewing.standing_reviews,
    reviewing.uncounted_decisions,
)
"""What the pages ask the journal for."""


def ask_as_pages_do(folder: DataFolder) -> None:
    """Each has an answer, or a sentence why there is none."""
    for door in DOORS:
        with suppress(desk.Refused):
            door(folder)


@pytest.mark.parametrize("damage", ["flip", "cut", "newline", "drop"])
def test_damage_at_every_byte_is_told(damage: str, loaded: Desk) -> None:
    journal = journal_of(loaded)
    whole = journal.read_bytes()
    counted = counted_journal(loaded.folder)
    assert told(loaded, counted) is None and len(whole) > DAMAGED_BYTES
    for place in range(len(whole) - DAMAGED_BYTES, len(whole)):
        before, byte, after = whole[:place], whole[place], whole[place + 1 :]
        damaged = {
            "flip": before + bytes([byte ^ 1]) + after,
            "cut": before,
            "newline": before + b"\n" + after,
            "drop": before + after,
        }[damage]
        if damaged == whole:
            continue
        journal.write_bytes(damaged)
        said = told(loaded, counted)
        assert said is not None and "accept-loss journal --why" in said, place
        if place % 40 == 0:
            ask_as_pages_do(loaded.folder)


def test_load_and_build_stop_with_a_sentence(loaded: Desk, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    journal, before = journal_of(loaded), current_build(loaded.folder)
    whole = journal.read_bytes()
    lines = whole.splitlines(keepends=True)
    cases = {
        "档案日志第 1 行损坏（": whole.replace(b"registry.xlsx", b"registry.xlsy", 1),
        f"第 {len(lines)} 行起缺失": b"".join(lines[:-1]),
        "第 2 行与前一行接不上": b"".join([*lines[:1], *lines[2:]]),
        "档案日志不见了": None,
    }
    for sentence, content in cases.items():
        journal.unlink(missing_ok=True)
        if content is not None:
            journal.write_bytes(content)
        for command in (["build"], ["load", str(tmp_path / "甲.xlsx")]):
            assert run(loaded, *command) == 2
            assert sentence in capsys.readouterr().err
        assert current_build(loaded.folder) == before
        assert (journal.read_bytes() if journal.exists() else None) == content
    journal.write_bytes(whole)
    assert run(loaded, "build") == 0


def test_a_journal_without_hashes_is_taken_in_once(loaded: Desk) -> None:
    journal = journal_of(loaded)
    old = [json.loads(line) for line in journal.read_bytes().splitlines()]
    for line in old:
        line["at"] = line["at"][:19]
        del line["hash"], line["previous"]
    content = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in old)
    shutil.rmtree(loaded.folder.warehouse)
    journal.write_text(content, "utf-8")
    assert run(loaded, "build") == 0
    [*before, taken_in] = journal.read_text("utf-8").splitlines(keepends=True)
    assert "".join(before) == content
    assert (json.loads(taken_in)["what"], json.loads(taken_in)["line_count"]) == ("chain", len(old))
    assert loaded.ask("select count(*) from submission") == [(1,)]

    journal.write_text(journal.read_text("utf-8").replace("甲.xlsx", "乙.xlsx", 1), "utf-8")
    with pytest.raises(JournalDamaged, match="接不上"):
        Archive(loaded.folder.archive).entries()


def test_the_loss_of_a_line_is_accepted_and_all_others_count(loaded: Desk, tmp_path: Path) -> None:
    loaded.load(society.write(tmp_path / "乙.xlsx", form={"学会名称": NAME, "会员代表人数": 311}))
    journal = journal_of(loaded)
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join([*lines[:-1], lines[-1].replace("乙".encode(), "丙".encode())]))
    assert run(loaded, "accept-loss", "journal", "--why", "已核对") == 0
    assert loaded.ask("select file_name from submission") == [("甲.xlsx",)]
    assert run(loaded, "load", str(tmp_path / "乙.xlsx")) == 0
    assert loaded.ask("select delegates from council") == [(311,)]

    content = journal.read_bytes()
    journal.write_bytes(content.replace("甲.xlsx".encode(), "丁.xlsx".encode(), 1))  # after the loss was accepted
    assert run(loaded, "build") == 2
    journal.unlink()
    assert run(loaded, "accept-loss", "journal", "--why", "日志没有了，也没有备份") == 0
    assert loaded.ask("select count(*) from submission") == [(0,)]
    assert run(loaded, "load", str(tmp_path / "甲.xlsx")) == 0
    assert loaded.ask("select count(*) from submission") == [(1,)]


@pytest.mark.parametrize("line", ['{"what": "file"}', '{"at": "2018-12-01", "what": "file", "sha256": "0"}', "[]", "1"])
def test_an_old_line_that_lacks_something_is_told(line: str, tmp_path: Path) -> None:
    (tmp_path / "journal.jsonl").write_text(line + "\n", "utf-8")
    with pytest.raises(JournalDamaged, match="第 1 行损坏"):
        Archive(tmp_path).entries()


def test_a_line_that_was_not_finished_is_told_and_kept(loaded: Desk, caplog: pytest.LogCaptureFixture) -> None:
    journal = journal_of(loaded)
    whole = journal.read_bytes()
    journal.write_bytes(whole + '{"at": "2018-12-01T09:00:00", "what": "文'.encode()[:-1])
    assert Archive(loaded.folder.archive).entries()  # whoever only reads goes on
    assert run(loaded, "build") == 0
    assert "没有写完" in caplog.text
    torn = json.loads(journal.read_bytes().removeprefix(whole).splitlines()[0])
    assert (torn["what"], torn["text"]) == ("torn", '{"at": "2018-12-01T09:00:00", "what": "\ufffd')
    caplog.clear()
    assert run(loaded, "build") == 0
    assert caplog.text == ""


def test_a_full_disk_leaves_no_half_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = Journal(tmp_path / "journal.jsonl")
    journal.append([("note", {"text": "一"})])
    whole = journal.path.read_bytes()
    write = os.write

    def full(file: int, content: bytes) -> int:
        if len(content) > 20:
            return write(file, content[:20])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError, match="No space"):
        journal.append([("note", {"text": "二"})])
    assert journal.path.read_bytes() == whole
