"""What a task's verdict and a society's state rest on: the reason of the open standard, the files that were taken."""

from pathlib import Path

from tests.etl import society
from tests.etl.conftest import Desk

NAME = "滨海市示例甲学会"


def test_reason_of_an_open_task_is_that_of_its_open_standard(desk: Desk, tmp_path: Path) -> None:
    """docs/judging.md, Verdicts have three values: a standard that is met gives no reason."""
    society.write_registry(desk.folder.registry, [{"编号": "S1", "学会名称": NAME}])
    for answers, reason in (({"T01-2": None}, "未填"), ({"T01-1": "不清楚", "T01-2": None}, "数值无法识别")):
        desk.load(society.write(tmp_path / "甲.xlsx", form={"学会名称": NAME}, answers=answers))
        assert desk.ask("select verdict, reason from task_result where task_id = 'T01'") == [("unknown", reason)]


def test_a_society_has_reported_since_its_first_file_that_was_not_sent_back(desk: Desk, tmp_path: Path) -> None:
    society.write_registry(desk.folder.registry, [{"编号": "S1", "学会名称": NAME}])
    blank = dict.fromkeys(society.FORM) | {"学会名称": NAME, "填报年度": 2018}
    for name, form in (("空", blank), ("甲", {"学会名称": NAME}), ("又空", blank | {"联系人": " "})):
        desk.load(society.write(tmp_path / f"{name}.xlsx", form=form, tables=("form",)))
    assert desk.ask(
        """
        select submission.state, reporting.first_received_at = submission.received_at,
            reporting.last_received_at = submission.received_at
        from internal.reporting join submission using (society_id) order by submission_id
        """
    ) == [("returned", False, False), ("accepted", True, True), ("returned", False, False)]
