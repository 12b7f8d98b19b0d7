"""A decision in whose writing the program dies: what was said to be kept is kept, and nothing of it half."""

import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from etl.archive.files import Archive
from etl.loading import pipeline
from etl.loading.decide import Note, Review, record_note, record_review
from tests.etl import society
from tests.etl.conftest import Desk, silent

NAME = "滨海市示例甲学会"
# Each dies in its own moment: before a byte of the line, in its middle, before its end, before it is safe on the disk,
# and once it is kept but counted by no build yet.
MOMENTS = {"nothing": 0.0, "half": 0.5, "no end": 0.999, "whole": 1.0, "kept": None}
DYING = textwrap.dedent(
    """
    import os, signal, sys
    from pathlib import Path
    from etl.archive import journal
    from etl.loading import pipeline
    from etl.loading.decide import Note, Review, record_note, record_review
    from etl.paths import DataFolder

    root, submission, what, share = sys.argv[1:]

    def die(*_, **__):
        os.kill(os.getpid(), signal.SIGKILL)

    def die_writing(file, start, content):
        if f'"what": "{what}"'.encode() in content:
            os.pwrite(file, content[: int(len(content) * float(share))], start)
            die()
        write_at(file, start, content)

    if __name__ == "__main__":
        if share == "None":
            pipeline._publish = die
        else:
            write_at, journal._write_at = journal._write_at, die_writing
        folder = DataFolder(Path(root))
        if what == "review":
            record_review(folder, Review("S1", 2018, "T01-2", submission, "rejected", "理由", "示例乙"), die)
        else:
            record_note(folder, Note(2018, "已核实", "示例乙", society_id="S1"), die)
    """
)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A society that has reported, a review and a note."""
    files = tmp_path_factory.mktemp("original")
    desk = Desk(files / "data")
    society.write_registry(desk.folder.registry, [{"编号": "S1", "学会名称": NAME}])
    desk.load(society.write(files / "甲.xlsx", form={"学会名称": NAME}))
    [(submission_id,)] = desk.ask("select submission_id from submission")
    record_review(desk.folder, Review("S1", 2018, "T01-1", submission_id, "rejected", "一", "示例甲"), silent)
    record_note(desk.folder, Note(2018, "一", "示例甲", task_id="T01"), silent)
    return desk


@pytest.mark.parametrize("what", ["review", "note"])
@pytest.mark.parametrize("moment", MOMENTS)
def test_kill_in_the_middle_of_a_decision(moment: str, what: str, original: Desk, desk: Desk, tmp_path: Path) -> None:
    original.copied_to(desk)
    [(submission_id,)] = desk.ask("select submission_id from submission")
    script = tmp_path / "dying.py"
    script.write_text(DYING, "utf-8")
    share = str(MOMENTS[moment])
    command = [sys.executable, str(script), str(desk.folder.root), submission_id, what, share]
    assert subprocess.run(command, env={"PYTHONPATH": "."}).returncode == -signal.SIGKILL

    # Whoever reads finds what was acknowledged, and the other one whole or not at all.
    is_kept = moment in ("whole", "kept")
    mine = ["review", "note"] + [what] * is_kept
    assert [one.what for one in Archive(desk.folder.archive).entries() if one.what in ("review", "note")] == mine
    assert (
        desk.ask("select count(*) from review") == desk.ask("select count(*) from note") == [(1,)]
    )  # the build before

    # The next decision and a rebuild go on from there.
    record_note(desk.folder, Note(2018, "二", "示例甲", task_id="T02"), silent)
    pipeline.rebuild(desk.folder, None, silent)
    reviews = desk.ask("select criterion_id, decision, opinion, reviewer from review order by all")
    killed_review = [("T01-2", "rejected", "理由", "示例乙")] * (is_kept and what == "review")
    assert reviews == [("T01-1", "rejected", "一", "示例甲"), *killed_review]
    killed_note = [("已核实", "示例乙")] * (is_kept and what == "note")
    assert desk.ask("select text, author from note order by note_id") == [
        ("一", "示例甲"),
        *killed_note,
        ("二", "示例甲"),
    ]
