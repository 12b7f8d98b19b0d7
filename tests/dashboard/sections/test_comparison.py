"""比较: what moved between two moments or two years, by task, society and cause, and how it is shown."""

import datetime as dt
import shutil
import time
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.charts import comparison as charts
from dashboard.database import ask, current
from dashboard.queries import Filters, comparison
from etl import desk
from etl.paths import DataFolder, data_folder
from tests import association
from tests.association import REGISTRY, Filled
from tests.dashboard.conftest import Visit

Moments = tuple[dt.datetime, dt.datetime]


@pytest.fixture(scope="module")
def original(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Moments]:
    """Return a data folder and two moments: between them S07 met task 3 and lost task 5, S01's renewal was put off."""
    files = tmp_path_factory.mktemp("moved")
    folder = DataFolder(Path(shutil.copytree(warehouse, files / "data")))
    before = desk.history(folder)[-1].at
    filled = Filled("S07", chosen=(12, 15, 17, 18, 20), answers={"T05-1": "未完成"})
    association.write_submission(files / "七.xlsx", filled)
    lines = [(*one[:4], "2021", one[5]) if one[0] == "S01" else one for one in REGISTRY]
    association.write_registry(folder.registry, lines)
    desk.receive_files(folder, [desk.Upload("七.xlsx", (files / "七.xlsx").read_bytes())], lambda *_: None)
    return folder.root, (before, desk.history(folder)[-1].at)


@pytest.fixture
def moved(original: tuple[Path, Moments], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, Moments]:
    """Return the build of a copy, and the two moments."""
    root, moments = original
    monkeypatch.setenv("REFORM_DATA", str(shutil.copytree(root, tmp_path / "data")))
    return str(current()), moments


def _compared(moved: tuple[str, Moments], **filters: Any) -> comparison.ComparedVerdicts:
    build, moments = moved
    found = desk.moves(data_folder(), *moments, lambda *_: None)
    return comparison.moments(found, build, Filters(2018, **filters))


def _root() -> Path:
    return data_folder().root


def test_moves_are_named_and_counted_by_task_society_and_cause(moved: tuple[str, Moments]) -> None:
    found = _compared(moved)
    tasks = found.tasks.set_index("number")[comparison.COUNTS]
    assert tasks.loc[[3, 5, 7]].to_numpy().tolist() == [[1, 0, 0], [0, 1, 0], [0, 1, 0]]
    assert found.tasks["number"].tolist() == list(range(1, 21))
    columns = ["society_id", "gained_tasks", "lost_tasks"]
    assert found.societies[columns].to_numpy().tolist() == [
        ["S07", "3 监事（会）", "5 理事会成员管理"],
        ["S01", "", "7 发展个人会员、8 理事会规模、9 负责人与理事结构、10 办事机构规范化"],
    ]
    assert found.causes[["cause", *comparison.COUNTS]].to_numpy().tolist() == [
        ["data", 1, 1, 0],
        ["registry", 0, 4, 0],
        ["rubric", 0, 0, 0],
    ]


def test_moves_pass_the_filters(moved: tuple[str, Moments]) -> None:
    assert _compared(moved, categories=("农科",)).societies["society_id"].tolist() == ["S07"]
    assert _compared(moved, categories=("医科",)).moves.empty


def test_years_are_compared_society_by_society(build: str) -> None:
    found = comparison.periods(build, Filters(2018), 2017)
    direct = ask(
        build,
        """
        select now.society_id, now.task_id
        from task_result as now join task_result as earlier using (society_id, task_id)
        where now.period = 2018 and earlier.period = 2017 and now.verdict = 'met' and earlier.verdict <> 'met'
        """,
    )
    gained = found.moves[(found.moves["change"] == "gained") & found.moves["number"].notna()]
    assert set(zip(gained["society_id"], gained["what"], strict=True)) == set(
        zip(direct["society_id"], direct["task_id"], strict=True)
    )
    assert found.count("gained") == len(direct) == int(found.tasks["gained_count"].sum()) > 0


def test_picture_shows_gains_to_the_right_and_losses_to_the_left(moved: tuple[str, Moments]) -> None:
    shown = charts.moves(_compared(moved))
    lost, gained = shown.figure.data
    assert (gained.x[2], lost.x[4], gained.text[2], lost.text[4]) == (1, -1, "+1", "−1")
    assert (list(gained.customdata[2][:2]), shown.figure.layout.yaxis.autorange) == (["T03", "gained"], "reversed")
    assert shown.title == "任务新增达标 1 项次，不再达标 5 项次；总体达标的学会数不变"
    assert "3 监事（会） 新增达标 1，不再达标 0" in shown.alt


def test_picture_of_nothing_says_so(build: str) -> None:
    shown = charts.moves(comparison.moments([], build, Filters(2018)))
    assert (shown.title, shown.alt) == ("没有变动", "条形图：没有变动。各项任务的达标情况没有变动。")


def _waited(page: AppTest) -> AppTest:
    deadline = time.monotonic() + 60
    while page.get("progress") and time.monotonic() < deadline:
        time.sleep(0.1)
        page.run()
    return page


def test_nothing_is_compared_before_somebody_asks(visit: Visit, moved: tuple[str, Moments]) -> None:
    page = visit(_root(), "overview", period="2018", part="与以前比较")
    assert [one.value for one in page.subheader if one.value == "与以前比较"] == ["与以前比较"]
    assert not [one for one in page.subheader if "新增达标" in one.value]


@pytest.mark.parametrize("choice", ["last", "week", "month", "own"])
def test_page_compares_with_an_earlier_moment(visit: Visit, moved: tuple[str, Moments], choice: str) -> None:
    page = visit(_root(), "overview", period="2018", part="与以前比较")
    page = _waited(page.button_group(key="compare").set_value(choice).run())
    titles = [one.value.replace("\\", "") for one in page.subheader]
    assert ([one for one in titles if "新增达标" in one] != [], list(page.exception)) == (True, [])
    if choice == "last":
        assert "任务新增达标 1 项次，不再达标 5 项次；总体达标的学会数不变" in titles
        said = [one.value.replace("\\", "") for one in page.markdown]
        assert "其间收到 1 份，名录改 1 次。" in said


def test_page_compares_with_another_year(visit: Visit, warehouse: Path) -> None:
    page = visit(warehouse, "overview", period="2018", part="与以前比较")
    page = page.button_group(key="compare").set_value("period").run()
    assert page.selectbox(key="compare_period").value == 2017
    assert [one.value for one in page.subheader if "新增达标" in one.value]
    assert list(page.exception) == []


def test_empty_comparison_is_no_error(visit: Visit, warehouse: Path) -> None:
    page = visit(warehouse, "overview", period="2018", part="与以前比较")
    page = _waited(page.button_group(key="compare").set_value("week").run())
    assert list(page.exception) == []


def test_refusal_is_said(visit: Visit, warehouse: Path, tmp_path: Path) -> None:
    data = Path(shutil.copytree(warehouse, tmp_path / "data"))
    desk.record(DataFolder(data), desk.Note(2018, "一份新的数据", "示例甲", task_id="T01"), lambda *_: None)
    with (data / "archive" / "journal.jsonl").open("ab") as journal:
        journal.write(b"torn\n")
    page = visit(data, "overview", period="2018", part="与以前比较")
    page = page.button_group(key="compare").set_value("week").run()
    # the head of the page says it too
    assert ([("损坏" in one.value) for one in page.error], list(page.exception)) == ([True, True], [])


def test_a_correction_that_moves_no_task_is_told_below_the_tasks(
    warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """S03 does one of the two standards that it lacks in task 2, which stays unmet, and has more members."""
    monkeypatch.setenv("REFORM_DATA", str(shutil.copytree(warehouse, tmp_path / "data")))
    folder = data_folder()
    before = desk.history(folder)[-1].at
    filled = Filled(
        "S03",
        answers={"T02-1": "未完成", "T18-1": "未完成"},
        members={2016: (500, 20), 2017: (520, 20), 2018: (499, 20)},
    )
    association.write_submission(tmp_path / "三.xlsx", filled)
    desk.receive_files(folder, [desk.Upload("三.xlsx", (tmp_path / "三.xlsx").read_bytes())], lambda *_: None)
    found = _compared((str(current()), (before, desk.history(folder)[-1].at)))
    assert found.moves.empty
    assert found.below[["name", "part", "item", "before", "after"]].to_numpy().tolist() == [
        ["滨海市示例内科学会", "数字", "本年底个人会员数", "510", "499"]
    ]
    assert charts.title(found) == "各项任务的结论没有变动；数字变动 1 处"


def test_years_differ_below_the_tasks_too(build: str) -> None:
    below = comparison.periods(build, Filters(2018), 2017).below
    assert set(below["part"]) == {"判定项", "填报状态", "数字"}
    mine = below[(below["society_id"] == "S01") & (below["item"] == "本年底个人会员数")]
    assert mine[["before", "after"]].to_numpy().tolist() == [["220", "240"]]
