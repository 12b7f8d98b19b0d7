"""A small invented association under a rubric with points, whose every score is known."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

from openpyxl import Workbook

from etl.command import collecting
from etl.knowledge import rubric as rubrics
from etl.loading import pipeline
from etl.paths import RUBRICS, DataFolder
from tests.etl import society

TABLES = Path(__file__).parent / "cases" / "rubrics"
NAMES = [f"滨海市示例{letter}学会" for letter in "甲乙丙丁"]
REGISTRY = [
    {"编号": f"S{number}", "学会名称": name, "学科类别": category, "挂靠单位": "滨海示例大学"}
    for number, (name, category) in enumerate(zip(NAMES, ("理科", "理科", "医科", "工科"), strict=True), start=1)
]


@dataclass(frozen=True, slots=True)
class Sheets:
    """What one society fills in: answers and quantities by criterion, the form, year-ends."""

    name: str
    answers: Mapping[str, str | None] = field(default_factory=dict)
    quantities: Mapping[str, object] = field(default_factory=dict)
    staff: Sequence[object] = (3, 2)
    members: Sequence[object] = (620, 22)


# 甲 has everything, 乙 leaves blanks, 丙 fails in much, 丁 sends nothing.
SENT = (
    Sheets(NAMES[0], quantities={"T03-1": 5, "T04-1": 6, "T05-1": 1, "T06-1": 0}),
    Sheets(
        NAMES[1],
        answers={"T02-1": "部分完成", "T03-2": None},
        quantities={"T03-1": 4, "T04-1": 3, "T05-1": 0, "T06-1": "两三件"},
        members=(230, 6),
    ),
    Sheets(
        NAMES[2],
        answers={"T02-1": "未完成", "T06-2": "未完成"},
        quantities={"T03-1": 1, "T04-1": 0, "T05-1": 0, "T06-1": 9},
        staff=(1, None),
        members=(40, 2),
    ),
)


def write(path: Path, rubric: rubrics.Rubric, sent: Sheets) -> Path:
    """Write what a society sends under any rubric; what `sent` does not name is 已完成."""
    book = Workbook()
    form, answers, members, roster = (
        book.create_sheet(title) for title in ("基本情况", "任务完成情况", "会员情况", "理事会名册")
    )
    book.remove(book.worksheets[0])
    said = {"学会名称": sent.name, "填报年度": 2018, "专职工作人员数": sent.staff[0], "兼职工作人员数": sent.staff[1]}
    for row in said.items():
        form.append(row)
    answers.append(["序号", "任务名称", "工作标准", "是否选做", "完成情况", "数量"])
    for task in rubric.tasks:
        for standard in task.standards:
            name = standard.criterion_id
            quantity = sent.quantities.get(name) if standard.count else None
            chosen = "是" if task.group == "optional" else None
            answer = sent.answers.get(name, "已完成")
            answers.append([task.number, task.title, standard.text, chosen, answer, quantity])
    members.append(["年份", "个人会员数", "单位会员数"])
    members.append([2018, *sent.members])
    roster.append(society.ROSTER_HEADINGS)
    for person in society.council(9, 0):
        roster.append(person)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def rubrics_folder(folder: Path, name: str = "ability") -> Path:
    """The folder of rubrics: that of 2017, and one of the three with points from 2018 on."""
    folder.mkdir()
    shutil.copy(RUBRICS / "2017.toml", folder)
    shutil.copy(TABLES / f"{name}.toml", folder / "2018.toml")
    return folder


def build(root: Path, changes: Sequence[tuple[str, str]] = ()) -> DataFolder:
    """A data folder into which all have sent; 2017 has no points. The rubric is in `rubrics/2018.toml` beside it, with
    these words changed.
    """
    held, data = rubrics_folder(root / "rubrics"), DataFolder(root / "data")
    text = (held / "2018.toml").read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (held / "2018.toml").write_text(text, "utf-8")
    society.write_registry(data.registry, REGISTRY, periods=(2017, 2018))
    rubric = rubrics.read(held / "2018.toml")
    files = [write(root / "sent" / f"{one.name}.xlsx", rubric, one) for one in SENT]
    with mock.patch.object(pipeline, "RUBRICS", held):
        pipeline.load(data, collecting.collect(files), "command", lambda *_: None)
    return data
