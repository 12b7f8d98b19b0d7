"""姓 and 名 in two columns under 姓名 are one name: namesakes by their surname alone are two persons."""

from pathlib import Path

from tests.etl.submission.council import HEADINGS, ROSTER, people, posts
from tests.etl.submission.files import WHO, part, told


def test_one_surname_is_not_one_person(tmp_path: Path) -> None:
    rows = [[row[0], "示例", given, *row[2:]] for row, given in zip(people(["理事", "理事"]), "甲乙", strict=True)]
    top = [HEADINGS[0], "姓名", None, *HEADINGS[2:]]
    below = [None, "姓", "名", *[None] * len(HEADINGS[2:])]
    across = [f"{letter}1:{letter}2" for letter in "ADEFGHIJKLM"]
    read_part = part(tmp_path, {"封面": WHO, ROSTER: [top, below, *rows]}, {ROSTER: ["B1:C1", *across]})
    assert (posts(read_part), told(read_part)) == ({"member": 2}, [])
