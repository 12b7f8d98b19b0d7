"""Reviews and notes: what they do to a verdict, that they last, and that nobody's is lost (docs/judging.md, Review)."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from etl.archive.files import Archive
from etl.loading import pipeline
from etl.loading.compare import moves
from etl.loading.decide import Note, Review, record_note, record_review
from etl.loading.verdict_moves import Move
from tests.etl import society
from tests.etl.conftest import Desk, silent

NAME = "滨海市示例甲学会"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """One society: T01-1 blank, T12-1 done with one event (two are demanded), base 300 and 320 members now."""
    files = tmp_path_factory.mktemp("original")
    desk = Desk(files / "data")
    society.write_registry(desk.folder.registry, [{"编号": "S1", "学会名称": NAME}])
    path = society.write(
        files / "甲.xlsx",
        form={"学会名称": NAME},
        answers={"T01-1": None, "T04-1": "不适用"},
        counts={"T12-1": 1},
        members={2016: (300, 0), 2017: (310, 0), 2018: (320, 0)},
    )
    desk.load(path)
    return desk


@pytest.fixture
def loaded(original: Desk, desk: Desk) -> Desk:
    """A copy of it to change, and of its workbooks."""
    return original.copied_to(desk)


def review(desk: Desk, criterion_id: str, decision: str, reviewer: str = "示例审核员") -> None:
    (submission_id,) = desk.ask("select max(submission_id) from submission where is_current")[0]
    (stands,) = desk.ask("select max(reviewed_at) from criterion_result where criterion_id = ?", criterion_id)[0]
    one = Review("S1", 2018, criterion_id, submission_id, decision, "见附件", reviewer, stands)
    record_review(desk.folder, one, silent)


def outcome(desk: Desk, criterion_id: str) -> tuple[object, ...]:
    return desk.ask("select reviewed, verdict, reason from criterion_result where criterion_id = ?", criterion_id)[0]


EFFECTS = [
    # criterion, decision → reviewed, verdict, reason
    ("T01-1", "approved", ("approved", "met", None)),
    ("T01-1", "more_material", ("more_material", "unknown", "待补材料")),
    ("T01-2", "rejected", ("rejected", "unmet", None)),
    ("T12-1", "approved", ("approved", "unmet", None)),  # the rule still stands beside it
    ("T07-3", "approved", ("approved", "met", None)),  # settles what the numbers leave open
    ("T08-a", "rejected", ("rejected", "met", None)),  # and nothing else
    ("T04-1", "approved", ("approved", "not_applicable", None)),
    ("T04-1", "rejected", ("rejected", "unmet", None)),
]


@pytest.mark.parametrize(("criterion_id", "decision", "expected"), EFFECTS)
def test_what_a_review_does(criterion_id: str, decision: str, expected: tuple[object, ...], loaded: Desk) -> None:
    review(loaded, criterion_id, decision)
    assert outcome(loaded, criterion_id) == expected


def test_a_review_can_be_withdrawn_and_survives_a_rebuild(loaded: Desk) -> None:
    review(loaded, "T01-1", "approved")
    pipeline.rebuild(loaded.folder, None, silent)
    assert outcome(loaded, "T01-1") == ("approved", "met", None)
    assert loaded.ask("select reviewer, opinion from criterion_result where criterion_id = 'T01-1'") == [
        ("示例审核员", "见附件")
    ]
    review(loaded, "T01-1", "withdrawn")
    assert outcome(loaded, "T01-1") == (None, "unknown", "未填")


def test_a_later_version_asks_for_a_new_review_and_keeps_the_old(loaded: Desk, tmp_path: Path) -> None:
    review(loaded, "T01-1", "approved")
    loaded.load(society.write(tmp_path / "乙.xlsx", form={"学会名称": NAME}, answers={"T01-1": "未完成"}))
    assert outcome(loaded, "T01-1") == (None, "unmet", None)
    assert loaded.ask("select criterion_id, decision from review") == [("T01-1", "approved")]


def test_an_unknown_decision_and_an_unnamed_reviewer_are_refused(loaded: Desk) -> None:
    for decision, reviewer in (("perhaps", "示例审核员"), ("approved", " ")):
        with pytest.raises(ValueError, match="Review"):
            review(loaded, "T01-1", decision, reviewer)
    assert loaded.ask("select count(*) from review") == [(0,)]


def test_notes_are_pinned_changed_and_withdrawn(loaded: Desk) -> None:
    record_note(loaded.folder, Note(2018, "已电话核实", "示例审核员", society_id="S1"), silent)
    (note_id,) = loaded.ask("select note_id from note")[0]
    record_note(loaded.folder, Note(2018, "已核实，材料后补", "示例审核员", society_id="S1", note_id=note_id), silent)
    assert loaded.ask("select note_id, text, society_id from note") == [(note_id, "已核实，材料后补", "S1")]
    record_note(loaded.folder, Note(2018, "", "示例审核员", note_id=note_id), silent)
    assert loaded.ask("select count(*) from note") == [(0,)]


def test_two_reviewers_at_once_lose_nothing(loaded: Desk) -> None:
    (submission_id,) = loaded.ask("select max(submission_id) from submission where is_current")[0]
    script = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from etl.loading.decide import Review, record_review
        from etl.paths import DataFolder
        if __name__ == "__main__":
            root, submission, *criteria = sys.argv[1:]
            for one in criteria:
                review = Review("S1", 2018, one, submission, "approved", "", "示例审核员")
                record_review(DataFolder(Path(root)), review, lambda *_: None)
        """
    )
    path = loaded.folder.root / "reviewer.py"
    path.write_text(script, "utf-8")
    desks = [
        subprocess.Popen(
            [sys.executable, str(path), str(loaded.folder.root), submission_id, *criteria], env={"PYTHONPATH": "."}
        )
        for criteria in (["T01-1", "T01-3"], ["T01-2", "T01-4"])
    ]
    assert [desk.wait() for desk in desks] == [0, 0]
    assert loaded.ask("select criterion_id from review order by 1") == [("T01-1",), ("T01-2",), ("T01-3",), ("T01-4",)]


def test_what_moved_between_two_moments_and_why(loaded: Desk, tmp_path: Path) -> None:
    last = Archive(loaded.folder.archive).entries()[-1].at
    loaded.load(society.write(tmp_path / "乙.xlsx", form={"学会名称": NAME, "本年度是否换届": "否"}))
    middle = Archive(loaded.folder.archive).entries()[-1].at
    society.write_registry(loaded.folder.registry, [{"编号": "S1", "学会名称": NAME, "应换届年份": 2019}])
    pipeline.rebuild(loaded.folder, None, silent)
    end = Archive(loaded.folder.archive).entries()[-1].at
    by_data = moves(loaded.folder, last, middle, silent)
    assert Move("S1", 2018, "T01", "unknown", "met", "data") in by_data
    assert Move("S1", 2018, "T12", "unmet", "met", "data") in by_data
    assert {move.cause for move in by_data} == {"data"}
    by_registry = moves(loaded.folder, middle, end, silent)
    assert Move("S1", 2018, "renewal", "met", "not_applicable", "registry") in by_registry
    assert {move.cause for move in by_registry} == {"registry"}


def test_what_settles_numbers_judges_the_numbers_of_then(loaded: Desk, tmp_path: Path) -> None:
    review(loaded, "T07-3", "approved")
    review(loaded, "T01-1", "approved")
    members = {2016: (300, 0), 2017: (310, 0), 2018: (330, 0)}
    loaded.load(society.write(tmp_path / "会员.xlsx", form={"学会名称": NAME}, members=members, tables=("members",)))
    assert outcome(loaded, "T07-3") == (None, "unknown", "待认定")  # a new number, nobody has judged it
    assert outcome(loaded, "T01-1") == ("approved", "met", None)  # the answer is still the same
    review(loaded, "T07-3", "rejected")
    assert outcome(loaded, "T07-3") == ("rejected", "unmet", None)
