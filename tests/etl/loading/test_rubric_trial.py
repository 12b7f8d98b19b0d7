"""A rubric tried out says what a load under it would change, and publishes nothing."""

from pathlib import Path

import duckdb
import pytest

from etl.loading import pipeline, rubric_trial
from etl.loading.rubric_trial import try_numbers, try_rubric
from etl.paths import RUBRICS
from etl.warehouse import current_build
from tests import scored_association
from tests.etl import society
from tests.etl.conftest import Desk, silent

TEXT = (RUBRICS / "2017.toml").read_text("utf-8")
LINES = [{"编号": "S1", "学会名称": "滨海市示例甲学会"}, {"编号": "S2", "学会名称": "滨海市示例乙学会"}]
STATES = "select period, society_id, task_id, verdict, reason from task_result order by all"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Two societies, of which the first grew by 5 %."""
    files = tmp_path_factory.mktemp("original")
    desk = Desk(files / "data")
    society.write_registry(desk.folder.registry, LINES, periods=(2017, 2018))
    for number, now in (("甲", 420), ("乙", 700)):
        members = {2016: (400, 10), 2017: (410, 10), 2018: (now, 11)}
        name = f"滨海市示例{number}学会"
        desk.load(society.write(files / f"{number}.xlsx", form={"学会名称": name}, members=members))
    return desk


@pytest.fixture
def loaded(original: Desk, desk: Desk) -> Desk:
    """A copy of it to change, and of its workbooks."""
    return original.copied_to(desk)


def test_the_same_numbers_move_nothing(loaded: Desk) -> None:
    assert try_numbers(loaded.folder, 2017, {"small_base": 300}).moves == ()


@pytest.mark.parametrize(
    ("name", "old", "new", "moved"),
    [
        ("2017.toml", "small_base = 300", "small_base = 500", {("S1", 2018, "T07"), ("S1", 2018, "overall")}),
        ("2018.toml", "small_base = 300", "small_base = 500", {("S1", 2018, "T07"), ("S1", 2018, "overall")}),
        ("2019.toml", "small_base = 300", "small_base = 500", set()),
        ("2018.toml", "T06-1", "T06-1", set()),
    ],
)
def test_what_would_move_is_what_a_load_under_it_moves(
    loaded: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, old: str, new: str, moved: set[object]
) -> None:
    before, build = loaded.ask(STATES), current_build(loaded.folder)
    folder = tmp_path / "rubrics"
    folder.mkdir()
    (folder / "2017.toml").write_text(TEXT, "utf-8")
    (folder / name).write_text(TEXT.replace(old, new), "utf-8")
    trial = try_rubric(loaded.folder, folder / name, silent)
    if name == "2017.toml":  # the rubric of all years: with other numbers the same moves
        assert try_numbers(loaded.folder, 2017, {"small_base": 500}).moves == trial.moves
    told = {(one.society_id, one.period, one.task_id or one.criterion_id) for one in trial.moves}
    assert {one for one in told if one[2] in ("T07", "overall")} == moved
    assert (current_build(loaded.folder), loaded.ask(STATES)) == (build, before)
    monkeypatch.setattr(pipeline, "RUBRICS", folder)
    loaded.load()
    after = loaded.ask(STATES)
    assert {row[:3] for row in set(before) ^ set(after)} == {
        (one.period, one.society_id, one.task_id) for one in trial.of_tasks()
    }
    with duckdb.connect() as connection:
        connection.execute("attach ? as build (read_only)", [str(current_build(loaded.folder))])
        explained = dict(
            connection.execute(
                "select society_id || criterion_id, explanation from build.main.criterion_result where period = 2018"
            ).fetchall()
        )
    for one in trial.moves:
        if one.task_id and one.criterion_id:
            assert one.explanation == explained[one.society_id + one.criterion_id]


# Points for the young instead of for staff, whose limit of age is a number of the rubric.
BY_AGE = (
    ("[measures]\n", '[measures]\nyoung = { label = "中青年理事人数", unit = "人" }\n'),
    ('points = { measure = "staff"', 'points = { measure = "young"'),
    ("staff >= 1", "young >= 1"),
)


def test_points_and_grades_that_would_move_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = scored_association.build(tmp_path, BY_AGE)
    monkeypatch.setattr(pipeline, "RUBRICS", tmp_path / "rubrics")
    monkeypatch.setattr(rubric_trial, "RUBRICS", tmp_path / "rubrics")
    tried = tmp_path / "tried" / "2018.toml"
    tried.parent.mkdir()
    text = (tmp_path / "rubrics" / "2018.toml").read_text("utf-8")
    tried.write_text(text.replace("young_age = 45", "young_age = 20"), "utf-8")
    trial = try_numbers(data, 2018, {"young_age": 20})
    assert [
        (one.society_id, one.before and one.before.said, one.after and one.after.said) for one in trial.score_moves
    ] == [
        ("S1", "102.5 分，5A", "92.5 分，5A"),
        ("S2", "48.5–70.5 分，不评级 或 3A", "38.5–60.5 分，不评级 或 3A"),
        ("S3", "9 分，不评级", "-1 分，不评级"),
    ]
    whole = try_rubric(data, tried, silent)
    assert (whole.moves, whole.score_moves) == (trial.moves, trial.score_moves)
    assert try_numbers(data, 2018, {"young_age": 45}).score_moves == ()
