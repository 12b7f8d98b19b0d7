"""Tables side by side on a sheet, persons side by side in a row (docs/workbook.md, What people really send back)."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl.utils import get_column_letter

from etl.knowledge import rubric as rubrics
from tests.etl.submission import files
from tests.etl.submission.council import COUNT, HEADINGS, POSTS, ROSTER, WITHOUT_POST, people, posts, read
from tests.etl.submission.files import WHO, part, told


@pytest.mark.parametrize("gap", [0, 1, 2])
@pytest.mark.parametrize("title", [[], [["示例甲学会理事会成员名册"]]])
def test_two_persons_in_a_row_are_each_read(gap: int, title: list[list[Any]], tmp_path: Path) -> None:
    persons = people()
    rows: list[list[Any]] = [left + [None] * gap + right for left, right in zip(persons[:3], persons[3:], strict=True)]
    read_part = read(tmp_path, *title, HEADINGS + [None] * gap + HEADINGS, *rows)
    assert (posts(read_part), told(read_part)) == (COUNT, [])


def test_a_roster_right_of_the_form_is_read_by_its_own_headings(tmp_path: Path) -> None:
    form: list[list[Any]] = [*WHO, ["会员代表人数", 30], ["是否设常务理事会", "是"], ["本年度是否换届", "是"]]
    roster = [HEADINGS, *people()]
    rows: list[list[Any]] = [
        (form[row] if row < len(form) else [None, None]) + [None] + (roster[row] if row < len(roster) else [])
        for row in range(8)
    ]
    read_part = part(tmp_path, {"填报表": rows})
    assert (posts(read_part), told(read_part)) == (COUNT, [])
    assert {one.field: one.value for one in read_part.form}["delegates"] == 30


def test_the_supervisors_beside_the_council_on_one_sheet_are_not_of_it(tmp_path: Path) -> None:
    short = ["姓名", "性别", "出生年月", "政治面貌", "工作单位及职务", "会内职务"]
    council, supervisors = [short, *people(headings=short)], [short, *people(["监事长", "监事"], short, 30)]
    rows: list[list[Any]] = [
        row + [None] + (supervisors[place] if place < len(supervisors) else []) for place, row in enumerate(council)
    ]
    read_part = read(tmp_path, ["理事会名册", *[None] * 6, "监事名册"], *rows)
    assert len(read_part.council) == len(POSTS)
    assert {one.table_name: one.row_count for one in read_part.held}["supervisors"] == 2


def beside(*blocks: list[list[Any]]) -> list[list[Any]]:
    """The blocks side by side, no column between them."""
    widths = [max(map(len, block)) for block in blocks]
    return [
        [
            value
            for block, width in zip(blocks, widths, strict=True)
            for value in [*(block[row] if row < len(block) else []), *[None] * width][:width]
        ]
        for row in range(max(map(len, blocks)))
    ]


MEMBERS: list[list[Any]] = [["年份", "个人会员数"], [2016, 200], [2017, 210], [2018, 230]]
LABELS: list[list[Any]] = [["会员代表人数", 30], ["是否设常务理事会", "是"], ["本年度是否换届", "是"]]


def test_tables_without_a_column_between_are_each_read(tmp_path: Path) -> None:
    read_part = part(tmp_path, {"封面": WHO, "表": beside(MEMBERS, [HEADINGS, *people()])})
    assert (posts(read_part), told(read_part)) == (COUNT, [])
    assert [one.value for one in read_part.members] == [200, 210, 230]


def test_the_form_without_a_column_between_is_read(tmp_path: Path) -> None:
    read_part = part(tmp_path, {"封面": WHO, "表": beside(LABELS, [HEADINGS, *people()])})
    assert (posts(read_part), told(read_part)) == (COUNT, [])
    assert [one.value for one in read_part.form] == [30, 1, 1]


def test_three_persons_in_a_row_are_each_read(tmp_path: Path) -> None:
    persons = people()
    read_part = read(tmp_path, HEADINGS * 3, *(persons[row] + persons[row + 2] + persons[row + 4] for row in (0, 1)))
    assert (posts(read_part), told(read_part)) == (COUNT, [])


@pytest.mark.parametrize("gap", [0, 1])
def test_a_heading_merged_across_two_persons_stands_above_both(gap: int, tmp_path: Path) -> None:
    persons, between, width = people([None] * 5, WITHOUT_POST), [None] * gap, len(WITHOUT_POST)
    rows: list[list[Any]] = [
        WITHOUT_POST + between + WITHOUT_POST,
        ["常务理事"],
        persons[0] + between + persons[1],
        ["理事"],
        persons[2] + between + persons[3],
        persons[4],
    ]
    last = get_column_letter(2 * width + gap)
    read_part = part(tmp_path, {"封面": WHO, ROSTER: rows}, {ROSTER: [f"A2:{last}2", f"A4:{last}4"]})
    assert (posts(read_part), told(read_part)) == ({"standing": 2, "member": 3}, [])


def test_a_form_above_two_rosters_is_read_whole(tmp_path: Path) -> None:
    form = [[*WHO[0], *WHO[1]], [*LABELS[0], *LABELS[1]], []]
    persons = people()
    rows: list[list[Any]] = [*form, HEADINGS * 2, *(persons[row] + persons[row + 3] for row in range(3))]
    read_part = part(tmp_path, {"表": rows})
    assert (posts(read_part), [one.value for one in read_part.form]) == (COUNT, [30, 1])


def test_a_table_of_societies_with_a_year_for_each_is_one_table(tmp_path: Path) -> None:
    heads = ["学会名称", "年度", *HEADINGS]
    understood = files.read(tmp_path, {"名册": [heads, *([WHO[0][1], 2018, *row] for row in people())]})
    assert [posts(one) for one in understood.parts] == [COUNT]


def test_headings_of_a_table_of_societies_that_stand_twice_are_no_form(tmp_path: Path) -> None:
    heads, row = ["学会名称", "序号", "任务名称", "工作标准", "完成情况"], [1, "党组织建设", "1.示例", "已完成"]
    rows: list[list[Any]] = [heads, ["滨海市示例甲学会", *row], heads, ["滨海市示例乙学会", *row]]
    understood = files.read(tmp_path, {"封面": WHO[1:], "汇总": rows})
    names = [[name for name, _ in one.identity.names] for one in understood.parts]
    assert names == [["滨海市示例甲学会"], ["滨海市示例乙学会"]]


def test_columns_of_the_council_left_of_the_names_are_of_its_roster(tmp_path: Path) -> None:
    """Below stands the form, written as a table under the same columns."""
    short = ["技术职称", "是否基层一线", "姓名", "性别", "出生年月", "党派", "工作单位及职务", "会内职务"]
    labels: list[list[Any]] = [["学科类别", "届次", "代表人数"], ["理科", "第八届", 30]]
    order = ["职称", "是否基层一线", "姓名", "性别", "出生年月", "政治面貌", "工作单位及职务", "会内职务"]
    rows = [short, *([one[HEADINGS.index(name)] for name in order] for one in people())]
    read_part = part(tmp_path, {"填报表": [*WHO, [], *rows, [], *labels]})
    assert (posts(read_part), told(read_part)) == (COUNT, [])


def test_the_form_below_a_roster_does_not_part_it_at_a_column_that_is_not_ours(tmp_path: Path) -> None:
    rows = [["责任人", *HEADINGS], *(["某处", *one] for one in people())]
    read_part = part(tmp_path, {"填报表": [*rows, [], *WHO, ["届次", "第八届"], ["学科类别", "理科"]]})
    assert (posts(read_part), told(read_part)) == (COUNT, [])


def test_a_blank_column_within_the_answers_parts_nothing_though_a_form_stands_above(tmp_path: Path) -> None:
    heads = ["任务名称", "序号", "是否选做", None, "工作标准", "完成情况"]
    task = next(task for task in rubrics.read_all()[0].tasks if task.number == 12)
    first, *others = task.standards
    rows: list[list[Any]] = [[task.title, 12, "是", None, first.text, "已完成"]]
    rows += [[None, None, None, None, one.text, "未完成"] for one in others]
    read_part = part(tmp_path, {"填报表": [*WHO, [], heads, *rows]})
    assert [(one.criterion_id, one.declared) for one in read_part.answers] == [
        ("T12-1", "done"), *((one.criterion_id, "not_done") for one in others)
    ]  # fmt: skip
    assert (read_part.answers[0].chosen, [kind for kind, _, _ in told(read_part)]) == (True, ["column_missing"])
