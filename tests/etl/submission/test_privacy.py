"""A person's name, wherever it was written, leaves no worker (docs/workbook.md, Personal data)."""

from pathlib import Path

import pytest

from etl.paths import RUBRICS
from etl.submission import Knowledge, understand
from etl.submission.privacy import MASK
from tests.etl import society

PERSON = "示例联系人甲"


@pytest.mark.parametrize("written", [PERSON, f"请问{PERSON}", " ".join(PERSON), f"已办（{PERSON}）"])
@pytest.mark.parametrize("place", ["text", "yes_no", "status", "nowhere"])
def test_a_contact_is_named_nowhere(tmp_path: Path, place: str, written: str) -> None:
    form = {"联系人": PERSON, "挂靠单位": written if place == "text" else "示例大学"}
    form |= {"本年度是否换届": written} if place == "yes_no" else {}
    answers = {"T01-1": written} if place == "status" else {}
    path = society.write(tmp_path / "甲.xlsx", form=form, answers=answers)
    understanding = understand(path, Knowledge.of(tuple(RUBRICS.glob("*.toml"))))
    assert PERSON not in "".join(repr(understanding).split())
    assert (MASK in repr(understanding)) == (place != "nowhere")


def test_what_names_nobody_is_shown_beside_what_does(tmp_path: Path) -> None:
    answers = {"T01-1": f"请问{PERSON}", "T01-2": "大概完成"}
    path = society.write(tmp_path / "甲.xlsx", form={"联系人": PERSON}, answers=answers)
    (part,) = understand(path, Knowledge.of(tuple(RUBRICS.glob("*.toml")))).parts
    assert [one.declared_written for one in part.answers[:2]] == [MASK, "大概完成"]
    assert [one.value for one in part.findings] == [MASK, "大概完成"]
