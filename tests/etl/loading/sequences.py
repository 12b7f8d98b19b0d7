"""Random sequences of what happens to a data folder; after each step the published build is laid beside one that is
made from nothing. The long run: `python -m tests.etl.loading.sequences --seconds 600`.
"""

import argparse
import importlib
import random
import re
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import duckdb

from etl.archive.decisions import DECISIONS
from etl.archive.files import Archive
from etl.loading import filling, pipeline
from etl.loading.assign import Assignment, record_assignment
from etl.loading.clear import Check, Clearance, record_clearance
from etl.loading.decide import Note, Outdated, Review, record_note, record_review
from etl.loading.handle import Handling, record_handling
from etl.loading.last_build import Memory
from etl.loading.material import Moments, archived
from etl.loading.reading import Reader
from etl.loading.received_files import DecisionRefused
from etl.loading.withdraw import Undo, Withdrawal, record_undo, record_withdrawal
from etl.paths import RUBRICS, DataFolder
from etl.warehouse import current_build
from tests.etl import society

A, B, C = "滨海市示例甲学会", "滨海市示例乙学会", "滨海市示例丙学会"
NEW_NAME = "滨海市示例丁学会"
_PUBLISHING = importlib.import_module("etl.warehouse.publish")  # the package has a function of that name
Content = dict[str, list[tuple[Any, ...]]]


_ANSWERS = """
select society_id, period, criterion_id, judged_submission_id, reviewed_at
from criterion_result
order by all
"""


_CHECKS = "select society_id, period, kind, subject, judged from asked_check where outcome = 'open' order by all"


_KINDS = {
    "load": 6, "review": 3, "note": 1, "clearance": 2, "withdrawal": 1, "assignment": 1, "handling": 1, "undo": 1,
    "registry": 1, "rubric": 1, "killed": 2,
}  # fmt: skip
"""What may happen, and how often: a method each."""


class Killed(Exception):
    """Stands for the end of the program at that moment."""


def write_workbooks(folder: Path) -> list[Path]:
    """Files as societies send them: several versions, years and societies, some that must go back."""
    return [
        society.write(folder / "甲.xlsx", form={"学会名称": A}),
        society.write(folder / "甲改.xlsx", form={"学会名称": A}, answers={"T01-1": "未完成", "T02-1": "不详"}),
        society.write(folder / "甲补.xlsx", form={"学会名称": A, "会员代表人数": None}, tables=["form", "members"]),
        society.write(
            folder / "甲旧.xlsx", form={"学会名称": A, "填报年度": 2017}, members={2016: (390, 9), 2017: (400, 9)}
        ),
        society.write(folder / "甲册.xlsx", form={"学会名称": A}, tables=["roster"], roster=society.council(40, 20)),
        society.write(folder / "乙.xlsx", form={"学会名称": B, "是否设常务理事会": "否"}, chosen=[11, 12]),
        society.write(
            folder / "乙改.xlsx", form={"学会名称": B}, counts={"T12-1": "约3", "T18-1": 0}, chosen={11: None}
        ),
        society.write(folder / "丁.xlsx", form={"学会名称": NEW_NAME}, members={2016: (300, 1), 2018: (320, 1)}),
        _written(
            folder / "汇总.csv",
            f"学会名称,填报年度,会员代表人数\n{A},2018,300\n{B},2018,120\n{C},2017,90\n无此学会,2018,9\n",
        ),
        _written(folder / "不是.xlsx", "这不是工作簿"),
    ]


def _written(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def _give_points(rubric: Path) -> None:
    """Let the rubric give points by an answer, by a number and over the roster, and grades."""
    text = rubric.read_text("utf-8") + '[[grade]]\nname = "合格"\nat_least = 5\n[[grade]]\nname = "不合格"\n'
    points = {
        "T01-1": "done = 5, partial = 2.5, not_done = 0",
        "T09-b": 'measure = "frontline", bands = [{ at_least = 30, points = 3 }]',
        "T12-1": 'measure = "academic_events", each = 2, cap = 6',
    }
    for criterion_id, given in points.items():
        line = f'id = "{criterion_id}"\n'
        assert line in text
        text = text.replace(line, f"{line}points = {{ {given} }}\n")
    rubric.write_text(text, "utf-8")


class Happenings:
    """A data folder to which one thing after another happens, each drawn at random."""

    def __init__(self, root: Path, workbooks: list[Path], reader: Reader, seed: int) -> None:
        self.folder, self.workbooks, self.reader = DataFolder(root / "data"), workbooks, reader
        self.chance = random.Random(seed)
        self.rubrics = root / "rubrics"
        shutil.copytree(RUBRICS, self.rubrics)
        _give_points(self.rubrics / "2017.toml")
        self._registry()
        self.told: list[str] = []

    def step(self, kind: str | None = None) -> None:
        """Let one thing happen, of that kind or any."""
        one = kind or self.chance.choices(list(_KINDS), list(_KINDS.values()))[0]
        with mock.patch.object(pipeline, "RUBRICS", self.rubrics):
            getattr(self, f"_{one}")()

    def load(self, some: list[Path]) -> None:
        """Let files come in."""
        self.told.append(f"load {' '.join(path.name for path in some)}")
        pipeline.load(self.folder, [(path, path.name) for path in some], "command", _silent, self.reader)

    def _load(self) -> None:
        self.load(self.chance.sample(self.workbooks, self.chance.choice([1, 1, 1, 2, 3])))

    def _review(self) -> None:
        answers = self._ask(_ANSWERS)
        if not answers:
            return
        society_id, period, criterion_id, submission_id, seen = self.chance.choice(answers)
        decision = self.chance.choice(["approved", "rejected", "more_material", "withdrawn"])
        self.told.append(f"{decision} {society_id} {period} {criterion_id}")
        one = Review(society_id, period, criterion_id, submission_id, decision, "", "示例审核员", seen)
        try:
            record_review(self.folder, one, _silent, self.reader)
        except Outdated:
            self.told.append("outdated")

    def _note(self) -> None:
        self.told.append("note")
        record_note(self.folder, Note(2018, f"备注{len(self.told)}", "示例甲", society_id="S1"), _silent, self.reader)

    def _clearance(self) -> None:
        checks = self._ask(_CHECKS)
        if checks:
            some = tuple(Check(*one) for one in self.chance.sample(checks, min(len(checks), 2)))
            self._decide(record_clearance, Clearance(some, "已电话核实"))

    def _withdrawal(self) -> None:
        submissions = self._ask("select submission_id from submission order by all")
        if submissions:
            self._decide(record_withdrawal, Withdrawal(self.chance.choice(submissions)[0], "报错了"))

    def _assignment(self) -> None:
        society_id = self.chance.choice(["S1", "S3"])
        self._decide(record_assignment, Assignment("丁.xlsx", society_id, 2018, "来电说明"))

    def _handling(self) -> None:
        self._decide(record_handling, Handling("不是.xlsx", "不是填报表"))

    def _undo(self) -> None:
        decisions = [entry for entry in Archive(self.folder.archive).entries() if entry.what in DECISIONS]
        if decisions:
            self._decide(record_undo, Undo(self.chance.choice(decisions).number, "不作数"))

    def _decide(self, record: Callable[..., None], decision: object) -> None:
        self.told.append(str(decision))
        try:
            record(self.folder, decision, _silent, self.reader)
        except DecisionRefused as refusal:
            self.told.append(str(refusal))

    def _registry(self) -> None:
        """Another registry: a renewal that is due or not, a base figure, a society closed or under a new name."""
        base, third = self.chance.choice([None, 390, 400]), self.chance.choice([C, NEW_NAME])
        lines: list[dict[str, Any]] = [
            {"编号": "S1", "学会名称": A, "2016年底个人会员数（核定）": base},
            {"编号": "S2", "学会名称": B, "应换届年份": self.chance.choice([2018, 2021, None])},
            {"编号": "S3", "学会名称": third, "状态": self.chance.choice(["正常", "正常", "注销"])},
        ]
        society.write_registry(self.folder.registry, lines, periods=(2017, 2018))

    def _rubric(self) -> None:
        path = self.rubrics / "2017.toml"
        [now] = re.findall("(?m)^optional_minimum = ([0-9]+)", path.read_text("utf-8"))
        minimum = self.chance.choice([one for one in (3, 5, 6) if one != int(now)])
        self.told.append(f"rubric {minimum}")
        text = re.sub("(?m)^optional_minimum = [0-9]+", f"optional_minimum = {minimum}", path.read_text("utf-8"))
        path.write_text(text, "utf-8")

    def _killed(self) -> None:
        """The program ends while it loads: all is received and nothing built, half is built, all but the pointer."""
        where, name = self.chance.choice([(pipeline, "_publish"), (filling, "change"), (_PUBLISHING, "_point")])
        self.told.append(f"killed in {name}")
        with mock.patch.object(where, name, side_effect=Killed):
            try:
                self._load()
            except Killed:
                self.told.append("killed")

    def _ask(self, sql: str) -> list[tuple[Any, ...]]:
        build = current_build(self.folder)
        if build is None:
            return []
        with duckdb.connect(str(build), read_only=True) as connection:
            connection.execute("set search_path = 'main,internal'")
            return connection.execute(sql).fetchall()

    def catch_up(self) -> None:
        """Publish whatever is not counted yet."""
        with mock.patch.object(pipeline, "RUBRICS", self.rubrics):
            pipeline.load(self.folder, [], "command", _silent, self.reader)

    def differences(self) -> list[str]:
        """The tables and views in which the published build is not what it is when made from nothing."""
        build = current_build(self.folder)
        assert build is not None
        with duckdb.connect() as connection:
            connection.execute("attach ? as published (read_only)", [str(build)])
            published = content(connection, "published")
        with duckdb.connect() as connection, archived(self.folder, Moments()) as material:
            filling.fill(connection, material, Memory(), _silent, self.reader)
            anew = content(connection, "memory")
        assert published.keys() == anew.keys()
        return [name for name, rows in published.items() if rows != anew[name]]


def content(connection: duckdb.DuckDBPyConnection, database: str) -> Content:
    """The ordered rows of every table and view."""
    connection.execute(f"set search_path = '{database}.internal,{database}.main'")
    named = "select table_schema, table_name from information_schema.tables where table_catalog = ? order by all"
    names = connection.execute(named, [database]).fetchall()
    return {
        name: connection.execute(f"from {database}.{schema}.{name} order by all").fetchall() for schema, name in names
    }


def _silent(*_: object) -> None:
    """Progress nobody watches."""


def main() -> None:
    """Go on for so many seconds; stop at the first difference and say what led to it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    end, seed = time.monotonic() + options.seconds, options.seed
    with tempfile.TemporaryDirectory() as scratch, Reader() as reader:
        workbooks = write_workbooks(Path(scratch) / "sent")
        while time.monotonic() < end:
            root = Path(scratch) / str(seed)
            happenings = Happenings(root, workbooks, reader, seed)
            for _ in range(12):
                happenings.step()
                happenings.catch_up()
                if found := happenings.differences():
                    raise SystemExit(f"seed {seed}: {found}\n" + "\n".join(happenings.told))
            shutil.rmtree(root)
            seed += 1
    print(f"{seed - options.seed} sequences of 12 steps: every build is what it is when made from nothing")


if __name__ == "__main__":
    main()
