"""试算 on the page 名录: other numbers, what would move, and nothing that is published."""

from pathlib import Path

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import NumberInput

from dashboard.database import current
from tests.dashboard.conftest import Visit


def _number(app: AppTest, label: str) -> NumberInput:
    return next(one for one in app.number_input if one.label.startswith(label))


def test_what_would_move_stands_by_task_and_society(visit: Visit, build: str, warehouse: Path) -> None:
    app = visit(warehouse, "registry", part="试算")
    assert "改动上面任何一个数字" in "".join(one.value for one in app.markdown)
    assert _number(app, "选做任务").value == 5
    _number(app, "选做任务").set_value(6).run()
    assert "选做任务：至少达标（项） 5 → 6" in "".join(one.value for one in app.caption)
    moves = app.dataframe[-1].value
    assert set(moves["项"]) == {"总体"}
    assert {"达标 → 未达标" in said for said in moves["算式"]} == {True}
    _number(app, "选做任务").set_value(5).run()
    _number(app, "会员较少").set_value(100).run()
    tasks, moves = (one.value for one in app.dataframe[-2:])
    assert set(tasks["任务序号"]) == {7}
    assert any("个人会员" in said for said in moves[moves["项"] != "总体"]["算式"])
    assert current() == build
