"""What differs between two years: groups and tasks, and below them standards, states and numbers."""

import pandas as pd

from dashboard.queries import Filters, comparison
from dashboard.queries.comparison import ComparedVerdicts, periods
from tests.dashboard.queries.conftest import Edited

# S01 reported in both years.
MOVED = """
update criterion_result set verdict = 'unmet'
where society_id = 'S01' and period = 2018 and criterion_id in ('T01-2', 'T10-2', 'T12-1');
update task_result set verdict = 'unmet' where society_id = 'S01' and period = 2018 and task_id = 'T12';
update task_result set verdict = 'unknown' where society_id = 'S01' and period = 2017 and task_id in ('T12', 'T01');
update society_result set optional = 'unmet', state = 'to_correct' where society_id = 'S01' and period = 2018
"""


def compared(edited: Edited) -> ComparedVerdicts:
    return periods(edited(MOVED), Filters(2018), 2017)


def of_s01(frame: pd.DataFrame, *columns: str) -> set[tuple[object, ...]]:
    mine = frame[frame["name"] == "滨海市示例数学学会"]
    return set(mine[list(columns)].itertuples(index=False, name=None))


def test_standards_are_named_by_their_task_and_number(edited: Edited) -> None:
    below = of_s01(compared(edited).below, "part", "item", "before", "after")
    standards = {(str(item).split(" ")[0], before, after) for part, item, before, after in below if part == "判定项"}
    assert {("1-2", "达标", "未达标"), ("12-1", "达标", "未达标")} <= standards
    assert ("填报状态", "已受理", "须更正") in {one[1:] for one in below}
    numbers = {(item, before, after) for part, item, before, after in below if part == "数字"}
    assert ("本年底个人会员数", "220", "240") in numbers


def test_moves_are_gained_lost_or_other_and_counted_by_tasks_alone(edited: Edited) -> None:
    found = compared(edited)
    moves = of_s01(found.moves, "what", "before_verdict", "after_verdict", "change")
    assert {("T01", "unknown", "met", "gained"), ("T12", "unknown", "unmet", "other")} <= moves
    assert ("optional", "met", "unmet", "lost") in moves
    for change, column in (("gained", "gained_count"), ("lost", "lost_count"), ("other", "other_count")):
        assert found.count(change) == found.tasks[column].sum() == found.societies[column].sum()
    assert found.count("lost", "optional") >= 1
    own = found.societies.set_index("society_id").loc["S01"]
    assert "1 党建双覆盖" in own["gained_tasks"].split("、")


def test_a_move_that_nobody_made_is_counted_for_nobody(edited: Edited) -> None:
    """Those of these categories sent nothing in the year before, and so can have lost nothing."""
    found = periods(edited(MOVED), Filters(2018, categories=("农科", "工科")), 2017)
    assert found.count("gained") == found.tasks["gained_count"].sum() > 0
    assert [found.count("lost"), found.tasks["lost_count"].sum(), found.societies["lost_count"].sum()] == [0, 0, 0]
    assert found.causes[comparison.COUNTS].to_numpy().sum() == 0
