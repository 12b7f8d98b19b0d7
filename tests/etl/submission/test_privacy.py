"""A person's name, wherever it was written, leaves no worker (docs/workbook.md, Personal data)."""

from pathlib import Path

import pytest

from etl.paths import RUBRICS
from etl.submission import Knowledge, understand
from etl.submission.privacy import MASK, persons_in
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


@pytest.mark.parametrize("name", ["李甲", "欧阳乙", "上官丙丁"])
def test_names_of_two_characters_and_more_are_hidden(tmp_path: Path, name: str) -> None:
    answers = {"T01-1": f"请问{name}"}
    path = society.write(tmp_path / "甲.xlsx", form={"联系人": name}, answers=answers)
    (part,) = understand(path, Knowledge.of(tuple(RUBRICS.glob("*.toml")))).parts
    assert [one.value for one in part.findings] == [MASK]


@pytest.mark.parametrize(("name", "is_told"), [("李", False), ("李甲", True), ("欧阳乙", True)])
def test_one_character_is_no_name(name: str, is_told: bool) -> None:
    assert persons_in([f"联系{name}同志"], {name}) == ({name} if is_told else set())
