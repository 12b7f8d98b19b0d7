"""Numbers of the form that stand in a sentence alone are told."""

from pathlib import Path
from typing import Any

import pytest

from tests.etl.submission import files
from tests.etl.submission.files import WHO


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("我会现有会员代表120人，理事30人，\n常务理事共9名。", "会员代表人数、理事人数、常务理事人数"),
        ("专职工作人员3人、兼职２人", "专职工作人员数、兼职工作人员数"),
        ("理事30人以上时可设常务理事会", ""),
        ("第八届理事会（2018年成立）", ""),
    ],
)
def test_numbers_in_a_sentence_are_told(text: str, labels: str, tmp_path: Path) -> None:
    sheets: dict[str, list[list[Any]]] = {"基本情况": [*WHO, ["监事人数", 3]], "情况说明": [[text]]}
    said = [one for one in files.part(tmp_path, sheets).findings if one.kind == "label_unknown"]
    assert [(one.cell, f"{labels}写在一段话里" in one.message) for one in said] == ([("A1", True)] if labels else [])
    sheets["基本情况"] += [[label, 9] for label in labels.split("、") if label]
    assert not files.part(tmp_path, sheets).findings
