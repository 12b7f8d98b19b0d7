"""Next year's rubric in ten minutes: the steps that CONTRIBUTING.md tells, done as they stand there."""

import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import duckdb
import pytest

from etl.knowledge import rubric as rubrics
from etl.paths import DataFolder
from etl.warehouse import current_build

STEP = re.compile(r"^ *```(sh|diff)\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)

JUDGED = """
select distinct period, verdict, explanation
from criterion_result
where criterion_id = 'T12-1' and verdict in ('met', 'unmet')
order by period
"""


def steps(root: Path) -> list[tuple[str, str]]:
    """The blocks of the section in their order: a kind, and the text without its indent."""
    page = (root / "CONTRIBUTING.md").read_text("utf-8")
    section = page.partition("## Next year's rubric in ten minutes\n")[2].partition("\n## ")[0]
    return [(kind, textwrap.dedent(text)) for kind, text in STEP.findall(section)]


def changed(text: str, diff: str) -> str:
    """The text with the lines of the diff put in place of those that it takes away, each pair where it stands."""
    lines = diff.splitlines()
    for pair in re.findall(r"(?:^[- ].*\n?)+(?:^\+.*\n?)+", "\n".join(lines), re.MULTILINE):
        old = "\n".join(line[1:] for line in pair.splitlines() if line[0] in "- ")
        new = "\n".join(line[1:] for line in pair.splitlines() if line[0] in "+ ")
        assert text.count(old + "\n") == 1, old
        text = text.replace(old + "\n", new + "\n")
    return text


@pytest.fixture
def program(root: Path, warehouse: Path, tmp_path: Path) -> Path:
    """A copy of the program, with the small association as its sample."""
    shutil.copytree(root / "etl", tmp_path / "etl", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(warehouse, tmp_path / "data" / "sample")
    return tmp_path


def test_the_steps_lead_to_a_rubric_that_is_judged_by(root: Path, program: Path) -> None:
    said = []
    for kind, text in steps(root):
        if kind == "diff":
            file = program / "2018.toml"
            file.write_text(changed(file.read_text("utf-8"), text), "utf-8")
            continue
        for line in text.splitlines():
            words = [sys.executable if word == "python" else word for word in line.split()]
            done = subprocess.run(words, cwd=program, capture_output=True, encoding="utf-8", check=False)
            assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
            said.append(done.stdout)
    assert "任务 12 学术交流平台：达标 → 未达标" in "".join(said)
    rubric = rubrics.read(program / "etl" / "knowledge" / "rubrics" / "2018.toml")
    assert (rubric.parameters["optional_minimum"], rubric.labels["base"]) == (6, "2017年底个人会员数")
    build = current_build(DataFolder(program / "data" / "sample"))
    with duckdb.connect(str(build), read_only=True) as connection:
        judged = connection.execute(JUDGED).fetchall()
    assert judged == [
        (2017, "met", "主承办学术交流活动次数 2 ≥ 2"),
        (2018, "unmet", "主承办学术交流活动次数 2 < 3"),
    ]
