"""试算 on the page 名录: other numbers, what would move, and nothing that is published."""

from pathlib import Path

from dashboard.database import current
from tests.dashboard.conftest import Visit


def test_what_would_move_stands_by_task_and_society(visit: Visit, build: str, warehouse: Path) -> None:
    app = visit(warehouse, "registry", part="试算")
    assert "改动上面任何一个数字" in "".join(one.value for one in app.markdown)
    minimum = next(one for one in app.number_input if one.label.startswith("选做任务"))
    assert minimum.value == 5
    minimum.set_value(6).run()
    assert "选做任务：至少达标（项） 5 → 6" in "".join(one.value for one in app.caption)
    tasks, moves = (one.value for one in app.dataframe[-2:])
    assert tasks.empty
    assert set(moves["项"]) == {"总体"}
    assert current() == build
