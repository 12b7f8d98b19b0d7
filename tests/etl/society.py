"""A society's workbook for tests: everything done and every rule met, unless told otherwise."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from etl.knowledge import rubric as rubrics

ROSTER_HEADINGS = "序号 姓名 性别 出生年月 民族 政治面貌 学历 职称 工作单位及职务 会内职务 是否基层一线 备注".split()
FORM = {
    "学会名称": "滨海市示例甲学会",
    "填报年度": 2018,
    "本年度是否换届": "是",
    "会员代表人数": 279,
    "是否设常务理事会": "是",
    "专职工作人员数": 3,
    "兼职工作人员数": 2,
    "换届前专兼职工作人员数": 4,
}
MEMBERS = {2016: (400, 10), 2017: (410, 10), 2018: (420, 11)}
COUNTS = {"T06-1": 1, "T12-1": 2, "T13-4": 1, "T13-6": 2, "T16-3": 1, "T17-1": 1, "T18-1": 1, "T18-2": 1}
OPTIONAL = range(11, 21)


def person(number: int, post: str | None = "理事", frontline: str | None = "是", **other: Any) -> list[Any]:
    """One row of the council roster."""
    cells = {
        "序号": number,
        "姓名": f"示例{number:03d}",
        "性别": "男",
        "出生年月": "1975.03",
        "民族": "汉",
        "政治面貌": "中共党员",
        "学历": "博士",
        "职称": "教授",
        "工作单位及职务": "示例大学 教师",
        "会内职务": post,
        "是否基层一线": frontline,
    } | other
    return [cells.get(heading) for heading in ROSTER_HEADINGS]


def council(
    councillors: int, standing: int, frontline: int | None = None, frontline_standing: int | None = None
) -> list[list[Any]]:
    """A roster of councillors, the first `standing` of whom form the standing council; the first so many are
    on the front line.
    """
    frontline = councillors if frontline is None else frontline
    frontline_standing = min(standing, frontline) if frontline_standing is None else frontline_standing
    posts = ["理事长", "副理事长", "秘书长"]
    rows = []
    left = frontline - frontline_standing
    for number in range(1, councillors + 1):
        if number <= standing:
            post = posts[number - 1] if number <= 3 else "常务理事"
            is_frontline = number <= frontline_standing
        else:
            post = "理事"
            is_frontline = left > 0
            left -= 1
        rows.append(person(number, post, "是" if is_frontline else "否"))
    return rows


def write(
    path: Path,
    *,
    form: Mapping[str, Any] | None = None,
    answers: Mapping[str, Any] | None = None,
    counts: Mapping[str, Any] | None = None,
    chosen: Iterable[int] | Mapping[int, Any] = OPTIONAL,
    members: Mapping[Any, Sequence[Any]] | None = None,
    roster: Sequence[Sequence[Any]] | None = None,
    tables: Iterable[str] = ("form", "answers", "members", "roster"),
) -> Path:
    """Write the workbook; `form`, `answers` (criterion → text), `counts` and `members` change single values."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    tables = tuple(tables)
    if "form" in tables:
        sheet = workbook.create_sheet("基本情况")
        for row in (FORM | dict(form or {})).items():
            sheet.append(row)
    else:
        cover = workbook.create_sheet("封面")
        both = FORM | dict(form or {})
        cover.append(["学会名称", both["学会名称"]])
        cover.append(["填报年度", both["填报年度"]])
    if "answers" in tables:
        _answers(workbook.create_sheet("任务完成情况"), dict(answers or {}), COUNTS | dict(counts or {}), chosen)
    if "members" in tables:
        sheet = workbook.create_sheet("会员情况")
        sheet.append(["年份", "个人会员数", "单位会员数", "会员总数"])
        for year, figures in (MEMBERS if members is None else members).items():
            total = sum(figures) if all(isinstance(figure, int) for figure in figures) else None
            sheet.append([year, *figures, total])
    if "roster" in tables:
        sheet = workbook.create_sheet("理事会名册")
        sheet.append(ROSTER_HEADINGS)
        for person_row in council(93, 31) if roster is None else roster:
            sheet.append(person_row)
    path.parent.mkdir(parents=True, exist_ok=True)
    workbook.save(path)
    return path


def _answers(
    sheet: Worksheet, answers: Mapping[str, Any], counts: Mapping[str, Any], chosen: Iterable[int] | Mapping[int, Any]
) -> None:
    if isinstance(chosen, Mapping):
        choices = dict.fromkeys(OPTIONAL, "是") | dict(chosen)
    else:
        choices = {number: "是" if number in set(chosen) else "否" for number in OPTIONAL}
    sheet.append(["序号", "任务名称", "工作标准", "是否选做", "完成情况", "数量"])
    for task in rubrics.read_all()[0].tasks:
        choice = choices.get(task.number)
        is_open = task.group != "optional" or choice in ("是", None)
        for criterion in task.standards:
            default = "已完成" if is_open else None
            sheet.append(
                [
                    task.number,
                    task.title,
                    criterion.text,
                    choice,
                    answers.get(criterion.criterion_id, default),
                    counts.get(criterion.criterion_id) if is_open else None,
                ]
            )


def write_registry(path: Path, lines: Iterable[Mapping[str, Any]], periods: Iterable[int] = (2018,)) -> Path:
    """Write a registry; a line needs 编号 and 学会名称, renewal falls in 2018 unless it says otherwise."""
    headings = (
        "编号 学会名称 曾用名 统一社会信用代码 学科类别 挂靠单位 应换届年份 "
        "2016年底个人会员数（核定） 联系人 联系电话 状态"
    ).split()
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "名录"
    sheet.append(headings)
    for line in lines:
        full = {"学科类别": "理科", "挂靠单位": "示例大学", "应换届年份": 2018, "状态": "正常"} | dict(line)
        sheet.append([full.get(heading) for heading in headings])
    listed = workbook.create_sheet("报告期")
    listed.append(["年度", "报送截止日期"])
    for period in periods:
        listed.append([period, f"{period}-12-31"])
    path.parent.mkdir(parents=True, exist_ok=True)
    workbook.save(path)
    return path
