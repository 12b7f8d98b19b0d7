"""What a society says of each work standard, as its table of answers has it (docs/workbook.md)."""

from pathlib import Path

from etl.paths import RUBRICS
from etl.submission import Knowledge, understand
from etl.submission.understanding import Answer
from tests.etl import society

KNOWLEDGE = Knowledge(tuple(RUBRICS.glob("*.toml")))


def answers_of(path: Path) -> dict[str, Answer]:
    (part,) = understand(path, KNOWLEDGE).parts
    return {answer.criterion_id: answer for answer in part.answers}


def test_a_choice_that_nobody_understands_is_no_blank(tmp_path: Path) -> None:
    path = society.write(tmp_path / "one.xlsx", chosen={11: "也许", 12: "否", 13: None, 14: "是"})
    read = answers_of(path)
    assert [(read[f"T{task}-1"].chosen, read[f"T{task}-1"].is_chosen_unreadable) for task in range(11, 15)] == [
        (None, True),
        (False, False),
        (None, False),
        (True, False),
    ]
