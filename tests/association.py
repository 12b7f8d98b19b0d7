"""A small invented association whose every outcome is known: its registry, and the workbooks its societies sent."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from etl.knowledge import rubric as rubrics
from etl.loading.pipeline import load
from etl.paths import RUBRICS, DataFolder

# A name that does harm wherever it is taken for more than a name.
HOSTILE = "滨海市示例![x](http://example.invalid/x.png)<b>科普</b>=1+1学会"
REGISTRY = (
    # 编号, 学会名称, 学科类别, 挂靠单位, 应换届年份, 状态
    ("S01", "滨海市示例数学学会", "理科", "滨海示例大学", "2018", "正常"),
    ("S02", "滨海市示例物理学会", "理科", "滨海示例大学", "2018", ""),
    ("S03", "滨海市示例内科学会", "医科", "滨海示例医院", "2021", "正常"),
    ("S04", "滨海市示例护理学会", "医科", "滨海示例医院", "2018", "正常"),
    ("S05", "滨海市示例水利水电工程与海岸带防护技术创新发展促进学会", "工科", "滨海示例研究院", "2021", "正常"),
    ("S06", HOSTILE, "", "", "", "正常"),
    ("S07", "滨海市示例农学学会", "农科", "滨海示例研究院", "2021", "正常"),
    ("S08", "滨海市示例停办学会", "农科", "滨海示例研究院", "2018", "暂停"),
)
DEADLINES = {2017: dt.date(2017, 12, 31), 2018: dt.date(2018, 12, 31)}
SENDING = {2018: ("滨海市科学技术协会", "各市级学会、各区科协：")}
# What a submission says unless it is told otherwise: everything done, in a well composed society.
FORM: Mapping[str, object] = {
    "会员代表人数": 60,
    "专职工作人员数": 2,
    "兼职工作人员数": 3,
    "换届前专兼职工作人员数": 4,
}
QUANTITIES = {"T12-1": 2, "T13-4": 1, "T13-6": 2, "T16-3": 1, "T17-1": 1, "T18-1": 1, "T18-2": 1, "T06-1": 2}
MEMBERS: Mapping[int, tuple[int, int]] = {2016: (200, 10), 2017: (220, 10), 2018: (240, 12)}


@dataclass(frozen=True, slots=True)
class Filled:
    """What one society fills in: what differs from the ordinary case, `None` for a blank.

    `answers` by criterion id (完成情况), `quantities` likewise; `chosen` are numbers of optional tasks;
    `members` are individual and unit members by year; the council has `councillors` rows, the first `standing` of them
    the standing council, the first `frontline` of the front line.
    """

    society: str
    period: int = 2018
    answers: Mapping[str, str | None] = field(default_factory=dict)
    quantities: Mapping[str, object] = field(default_factory=dict)
    chosen: Sequence[int] = (11, 12, 15, 17, 18)
    form: Mapping[str, object] = field(default_factory=dict)
    members: Mapping[int, tuple[int, int]] = field(default_factory=lambda: MEMBERS)
    councillors: int = 12
    standing: int = 0
    frontline: int = 10


# In the order of their receipt; S04 sends nothing for 2018, S03 sends twice.
SENT = (
    Filled("S01", 2017, members={2016: (200, 10), 2017: (220, 10)}),
    Filled("S03", 2017, members={2016: (500, 20), 2017: (520, 20)}, answers={"T01-1": "未完成"}),
    Filled(
        "S01", chosen=(11, 12, 15, 17, 18, 19), councillors=54, standing=16, frontline=45, form={"会员代表人数": 180}
    ),
    Filled("S02", councillors=21, frontline=20, members={2016: (300, 5), 2017: (305, 5), 2018: (320, 6)}),
    Filled("S03", answers={"T02-1": "未完成", "T02-2": "未完成"}, members={2016: (500, 20), 2017: (520, 20)}),
    Filled(
        "S03",
        answers={"T02-1": "未完成", "T18-1": "部分完成"},
        members={2016: (500, 20), 2017: (520, 20), 2018: (510, 20)},
    ),
    Filled("S05", answers={"T06-2": None, "T12-2": None}, quantities={"T12-1": "约120"}, chosen=(12, 18, 20)),
    Filled("S06", chosen=(11, 12, 13, 15, 18), members={2017: (80, 0), 2018: (90, 0)}),
    Filled("S07", answers={"T03-1": "未完成"}, chosen=(12, 15, 17, 18, 20)),
)


def build(root: Path, societies: Sequence[Sequence[str]] = REGISTRY, sent: Sequence[Filled] = SENT) -> Path:
    """Write registry and workbooks into a data folder at `root`, load them, and return the folder."""
    folder = DataFolder(root)
    inbox = root / "inbox"
    inbox.mkdir(parents=True)
    write_registry(folder.registry, societies)
    files = []
    for number, filled in enumerate(sent, 1):
        path = inbox / f"{number:02d}-{filled.society}-{filled.period}.xlsx"
        write_submission(path, filled)
        files.append((path, path.name))
    load(folder, files, "command", lambda *_: None)
    return root


def write_registry(path: Path, societies: Sequence[Sequence[str]] = REGISTRY, is_demo: bool = True) -> None:
    """Write 名录 and 报告期; the marker sheet says that all of it is invented."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "名录"
    sheet.append(["编号", "学会名称", "学科类别", "挂靠单位", "应换届年份", "状态", "联系人", "联系电话"])
    for number, society in enumerate(societies, 1):
        sheet.append([*society, f"示例{number:03d}", f"0000-{number:04d}"])
        sheet.cell(sheet.max_row, 2).data_type = "s"
    periods = workbook.create_sheet("报告期")
    periods.append(["年度", "报送截止日期", "发文机关", "主送"])
    for line in DEADLINES.items():
        periods.append([*line, *SENDING.get(line[0], ())])
    if is_demo:
        workbook.create_sheet("演示数据")
    workbook.save(path)


def write_submission(path: Path, filled: Filled) -> None:
    """Write the workbook of one society and period."""
    workbook = Workbook()
    _write_form(workbook.active, filled)
    _write_answers(workbook.create_sheet("任务完成情况"), filled)
    members = workbook.create_sheet("会员情况")
    members.append(["年份", "个人会员数", "单位会员数", "会员总数"])
    for year, (individual, unit) in filled.members.items():
        members.append([year, individual, unit, individual + unit])
    _write_council(workbook.create_sheet("理事会名册"), filled)
    workbook.save(path)


def _write_form(sheet: Worksheet, filled: Filled) -> None:
    sheet.title = "基本情况"
    name = next(society[1] for society in REGISTRY if society[0] == filled.society)
    council = {
        "理事人数": filled.councillors,
        "常务理事人数": filled.standing or None,
        "是否设常务理事会": "是" if filled.standing else "否",
    }
    for label, value in {"学会名称": name, "填报年度": filled.period, **FORM, **council, **filled.form}.items():
        sheet.append([label, value])
        if isinstance(value, str):
            sheet.cell(sheet.max_row, 2).data_type = "s"


def _write_answers(sheet: Worksheet, filled: Filled) -> None:
    sheet.append(["序号", "任务名称", "工作标准", "是否选做", "完成情况", "数量"])
    for task in rubrics.in_force(rubrics.read_all(RUBRICS), filled.period).tasks:
        is_open = task.group != "optional" or task.number in filled.chosen
        is_chosen = ("是" if is_open else "否") if task.group == "optional" else None
        for criterion in task.standards:
            answer = filled.answers.get(criterion.criterion_id, "已完成") if is_open else None
            counted = {**QUANTITIES, **filled.quantities}.get(criterion.criterion_id) if is_open else None
            sheet.append([task.number, task.title, criterion.text, is_chosen, answer, counted])


def _write_council(sheet: Worksheet, filled: Filled) -> None:
    sheet.append(["序号", "姓名", "性别", "出生年月", "政治面貌", "职称", "工作单位及职务", "会内职务", "是否基层一线"])
    leaders = ["理事长", "副理事长", "秘书长"]
    for number in range(1, filled.councillors + 1):
        post = leaders[number - 1] if number <= len(leaders) else "常务理事" if number <= filled.standing else "理事"
        frontline = "是" if number <= filled.frontline else "否"
        birth = f"{1955 + number % 40}-03"
        party = "中共党员" if number % 2 else "群众"
        sheet.append([number, f"示例{number:03d}", "女", birth, party, "研究员", "滨海示例单位", post, frontline])
