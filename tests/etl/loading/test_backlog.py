"""Received files that no build counts: what a killed load leaves is told, judged by nobody unseen, and never lost."""

import datetime as dt
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from etl import desk as door
from etl.__main__ import main
from etl.archive.files import Archive
from etl.loading.backlog import is_behind, waiting
from etl.loading.decide import Note, Outdated, Review, record_note, record_review
from etl.warehouse import current_build, made
from tests.etl import society
from tests.etl.conftest import Desk, silent

A, B = "滨海市示例甲学会", "滨海市示例乙学会"
# Dies when everything is received and nothing is built, as in a power cut.
DYING = textwrap.dedent(
    """
    import os, signal, sys
    from etl.loading import pipeline as loading
    from etl.__main__ import main
    if __name__ == "__main__":
        loading._publish = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
        main(sys.argv[1:])
    """
)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Two societies, each of which has sent a report in which everything is done."""
    files = tmp_path_factory.mktemp("original")
    desk = Desk(files / "data")
    society.write_registry(desk.folder.registry, [{"编号": "S1", "学会名称": A}, {"编号": "S2", "学会名称": B}])
    desk.load(
        society.write(files / "甲.xlsx", form={"学会名称": A}),
        society.write(files / "乙.xlsx", form={"学会名称": B}),
    )
    return desk


@pytest.fixture
def loaded(original: Desk, desk: Desk) -> Desk:
    """A copy of it to change, and of its workbooks."""
    return original.copied_to(desk)


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """A folder with a new version of the first society's report."""
    society.write(tmp_path / "新" / "甲改.xlsx", form={"学会名称": A}, answers={"T01-1": "未完成"})
    return tmp_path / "新"


def killed_load(desk: Desk, *paths: Path) -> None:
    script = desk.folder.root / "dying.py"
    script.write_text(DYING, "utf-8")
    command = [sys.executable, str(script), "load", *map(str, paths), "--data", str(desk.folder.root)]
    run = subprocess.run(command, env={"PYTHONPATH": "."}, capture_output=True)
    assert run.returncode == -signal.SIGKILL


def in_force(desk: Desk, society_id: str) -> str:
    rows = desk.ask("select max(submission_id) from submission where is_current and society_id = ?", society_id)
    return str(rows[0][0])


def reviewed(desk: Desk) -> list[tuple[object, ...]]:
    return desk.ask(
        "select society_id, criterion_id, reviewed, verdict from criterion_result where reviewed is not null"
    )


def review(desk: Desk, society_id: str, submission_id: str) -> None:
    one = Review(society_id, 2018, "T01-1", submission_id, "approved", "", "示例审核员")
    record_review(desk.folder, one, silent)


def test_review_of_what_has_been_replaced_meanwhile_is_not_kept(loaded: Desk, later: Path) -> None:
    seen = in_force(loaded, "S1")
    killed_load(loaded, later)
    assert in_force(loaded, "S1") == seen
    with pytest.raises(Outdated, match="没有保存：您查看之后，这一项有了新的填报"):
        review(loaded, "S1", seen)
    assert [one.what for one in Archive(loaded.folder.archive).entries() if one.what == "review"] == []
    assert (in_force(loaded, "S1") > seen, waiting(loaded.folder)) == (True, 0)  # what was received is counted now
    assert loaded.verdicts("society_id = 'S1'")["T01-1"] == "unmet"
    review(loaded, "S1", in_force(loaded, "S1"))
    assert reviewed(loaded) == [("S1", "T01-1", "approved", "met")]


def test_review_pressed_while_a_load_ended_is_not_kept(loaded: Desk, later: Path) -> None:
    seen = in_force(loaded, "S1")
    loaded.load(later)
    with pytest.raises(Outdated):
        review(loaded, "S1", seen)
    assert reviewed(loaded) == []


def test_review_of_another_society_and_note_are_kept_and_the_files_counted(loaded: Desk, later: Path) -> None:
    killed_load(loaded, later)
    review(loaded, "S2", in_force(loaded, "S2"))
    assert reviewed(loaded) == [("S2", "T01-1", "approved", "met")]
    assert loaded.verdicts("society_id = 'S1'")["T01-1"] == "unmet"

    killed_load(loaded, society.write(later / "乙改.xlsx", form={"学会名称": B}, answers={"T02-1": "未完成"}))
    record_note(loaded.folder, Note(2018, "已核实", "示例甲", society_id="S2"), silent)
    assert loaded.ask("select text from note") == [("已核实",)]
    assert loaded.verdicts("society_id = 'S2'")["T02-1"] == "unmet"


def test_the_same_folder_after_a_kill_is_no_repetition(
    loaded: Desk, later: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    killed_load(loaded, later)
    assert (waiting(loaded.folder), door.waiting_files(loaded.folder)) == (1, 1)
    assert loaded.check(later).summary.sentence == "收到 1 份：受理 1，须更正 0，退回 0"
    assert main(["load", str(later), "--data", str(loaded.folder.root)]) == 0
    assert capsys.readouterr().out == "收到 1 份：受理 1，须更正 0，退回 0\n"
    assert waiting(loaded.folder) == 0
    again = loaded.load(later)
    assert again.summary.sentence == "收到 1 份：受理 1，须更正 0，退回 0；其中 1 份与先前收到的相同，没有变化"


def test_another_load_says_what_it_takes_along(loaded: Desk, later: Path, tmp_path: Path) -> None:
    killed_load(loaded, later, tmp_path / "甲.xlsx")
    killed_load(loaded, later)  # neither what was in force nor the same once more is another file
    other = society.write(tmp_path / "乙改.xlsx", form={"学会名称": B}, answers={"T02-1": "未完成"})
    expected = "收到 1 份：受理 1，须更正 0，退回 0；另有 1 份先前已收存，这次一并汇入"
    assert loaded.check(other).summary.sentence == expected
    assert loaded.load(other).summary.sentence == expected
    assert loaded.verdicts("society_id = 'S1'")["T01-1"] == "unmet"


def test_a_build_says_what_it_takes_in(loaded: Desk, later: Path, capsys: pytest.CaptureFixture[str]) -> None:
    killed_load(loaded, later)
    build = ["build", "--data", str(loaded.folder.root)]
    assert main(build) == 0
    assert "其中 1 份是先前已收存、这次才汇入的。" in capsys.readouterr().out
    assert main(build) == 0
    assert "先前已收存" not in capsys.readouterr().out


def test_the_past_is_told_and_a_load_returns_to_the_present(
    loaded: Desk, later: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    moment = Archive(loaded.folder.archive).receipts()[-1].at + dt.timedelta(microseconds=1)
    seen = in_force(loaded, "S1")
    loaded.load(later)
    assert main(["build", "--as-of", moment.isoformat(), "--data", str(loaded.folder.root)]) == 0
    told = capsys.readouterr().out
    assert (
        f"看板现在显示的是 {moment:%Y-%m-%d %H:%M} 那一刻的状态，不是最新的。"
        f"运行 python -m etl build --data {loaded.folder.root} 可回到现在" in told
    )
    assert door.moment(str(current_build(loaded.folder)).rpartition("/")[2]) == moment.replace(microsecond=0)
    assert (in_force(loaded, "S1"), waiting(loaded.folder), is_behind(loaded.folder)) == (seen, 0, False)
    with pytest.raises(Outdated):  # whoever looked at the past is asked anew
        review(loaded, "S1", seen)
    assert door.moment(str(current_build(loaded.folder)).rpartition("/")[2]) is None

    assert main(["build", "--as-of", moment.isoformat(), "--data", str(loaded.folder.root)]) == 0
    repeated = loaded.load(later)
    assert repeated.summary.unchanged == 1
    assert (door.moment(str(current_build(loaded.folder)).rpartition("/")[2]), in_force(loaded, "S1") > seen) == (
        None,
        True,
    )

    assert main(["build", "--as-of", moment.isoformat(), "--data", str(loaded.folder.root)]) == 0
    assert "已回到现在" not in capsys.readouterr().out
    assert main(["build", "--data", str(loaded.folder.root)]) == 0
    assert "已回到现在" in capsys.readouterr().out


def test_a_build_is_made_only_if_it_is_needed(loaded: Desk, later: Path) -> None:
    build = ["build", "--if-needed", "--data", str(loaded.folder.root)]
    first = current_build(loaded.folder)
    assert main(build) == 0
    assert current_build(loaded.folder) == first

    killed_load(loaded, later)
    assert main(build) == 0
    second = current_build(loaded.folder)
    assert second is not None and second != first and waiting(loaded.folder) == 0

    said = made(second.name)
    assert said is not None
    foreign = second.with_name(second.name.replace(said.program, "0" * 8))
    nameless = second.with_name("20181201-090000-abcdef.duckdb")  # as earlier programs named them
    for by_another in (foreign, nameless):
        build_in_force = current_build(loaded.folder)
        assert build_in_force is not None
        build_in_force.rename(by_another)
        loaded.folder.current.write_text(by_another.name + "\n")
        assert waiting(loaded.folder) == 0
        assert main(build) == 0
        assert current_build(loaded.folder) != by_another and not is_behind(loaded.folder)


def test_nothing_is_needed_where_nothing_was_received(desk: Desk) -> None:
    assert main(["build", "--if-needed", "--data", str(desk.folder.root)]) == 0
    assert not desk.folder.root.exists()


def test_what_was_received_before_the_first_build_waits(desk: Desk, tmp_path: Path) -> None:
    society.write_registry(desk.folder.registry, [{"编号": "S1", "学会名称": A}])
    killed_load(desk, society.write(tmp_path / "甲.xlsx", form={"学会名称": A}))
    assert (waiting(desk.folder), is_behind(desk.folder)) == (1, True)
    with Archive(desk.folder.archive).locked():
        assert door.waiting_files(desk.folder) == 0  # a load is under way
