"""Labels of the form are found however they are numbered, grouped and spelled; what is nearly one is told."""

from pathlib import Path
from typing import Any

import pytest

from tests.etl.submission import files
from tests.etl.submission.files import NAME, WHO

Rows = list[list[Any]]


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("5.代表人数", "delegates"),
        ("③会员代表人数", "delegates"),
        ("（三）代表人数", "delegates"),
        ("十二、理事会人数", "councillors_declared"),
        ("2.1 理事数", "councillors_declared"),
        ("4）专职人员", "staff_fulltime"),
        ("⒍兼职人员数", "staff_parttime"),
    ],
)
def test_numbers_before_labels_and_other_names(tmp_path: Path, label: str, field: str) -> None:
    assert files.form(files.part(tmp_path, {"基本情况": [*WHO, [label, 12]]})) == {field: 12}


@pytest.mark.parametrize("label", ["是否为换届年", "是否换届年", "本年度是否换届", "7.是否换届（请填是或否）"])
def test_the_question_for_the_renewal_in_other_words(tmp_path: Path, label: str) -> None:
    assert files.form(files.part(tmp_path, {"基本情况": [*WHO, [label, "是"]]})) == {"is_renewal": 1}


def test_row_numbers_before_labels_are_no_values(tmp_path: Path) -> None:
    rows: Rows = [[1, "学会名称", NAME, 3, "代表人数", 120], [2, "填报年度", 2018, 4, "届次", None]]
    part = files.part(tmp_path, {"基本情况": rows})
    assert files.form(part) == {"delegates": 120, "term": None}
    assert part.identity.years == ((2018, "基本情况!C2"),)


@pytest.mark.parametrize(
    ("rows", "merges"),
    [
        ([["工作人员数", "专职", 3, "兼职", 2]], []),
        ([["工作人员数", "专职", 3], [None, "兼职", 2]], ["A3:A4"]),
        ([["工作人员数", "专职", 3], [None, "兼职", 2]], []),
        ([["工作人员数（人）", None], ["专职", "兼职"], [3, 2]], ["A3:B3"]),
    ],
)
def test_labels_under_the_heading_of_their_group(tmp_path: Path, rows: list[Any], merges: list[str]) -> None:
    part = files.part(tmp_path, {"基本情况": [*WHO, *rows]}, {"基本情况": merges})
    assert files.form(part) == {"staff_fulltime": 3, "staff_parttime": 2}
    assert files.told(part) == []


@pytest.mark.parametrize("labels_below", [True, False])
def test_the_name_of_a_part_beside_the_form_is_no_heading_of_a_table(tmp_path: Path, labels_below: bool) -> None:
    rows: Rows = [["一、基本信息", "会员代表人数", "监事人数", "专职工作人员数"], [None, 60, 3, 2]]
    more: Rows = [[None, "党员人数", "届次", "兼职工作人员数"], [None, 40, "第八届", 1]] if labels_below else []
    part = files.part(tmp_path, {"基本情况": [*WHO, [], *rows, *more]}, {"基本情况": ["A4:A7" if more else "A4:A5"]})
    expected: dict[str, Any] = {"delegates": 60, "supervisors": 3, "staff_fulltime": 2}
    assert files.form(part) == expected | ({"party_members": 40, "term": "第八届", "staff_parttime": 1} if more else {})
    assert files.told(part) == []


def test_the_form_as_a_table_may_have_a_column_that_is_not_ours(tmp_path: Path) -> None:
    rows: Rows = [["学会名称", "填报年度", "学会网址", "理事人数", "监事人数"], [NAME, 2018, "网址", 30, 3]]
    part = files.part(tmp_path, {"表": rows})
    assert files.form(part) == {"councillors_declared": 30, "supervisors": 3}
    assert [name for name, _ in part.identity.names] == [NAME]


@pytest.mark.parametrize("below", ["一、本表由学会秘书处填写。", "二、组织情况"])
def test_a_line_for_the_name_that_nobody_filled_in_is_blank(tmp_path: Path, below: str) -> None:
    rows: Rows = [["填报单位（盖章）："], [below], ["学会名称", "填报年度", "会员代表人数"], [NAME, 2018, 60]]
    part = files.part(tmp_path, {"基本情况": rows})
    assert [name for name, _ in part.identity.names] == [NAME]


def test_a_label_under_before_the_renewal_is_not_this_years(tmp_path: Path) -> None:
    rows: Rows = [
        ["换届前", "专职工作人员数", 1],
        [None, "兼职工作人员数", 1],
        ["换届后", "专职工作人员数", 3],
    ]
    part = files.part(tmp_path, {"基本情况": [*WHO, *rows]}, {"基本情况": ["A3:A4"]})
    assert files.form(part) == {"staff_fulltime": 3, "staff_before": 2}


GIVEN_APART: dict[str, Rows] = {
    "rows of times": [["工作人员数", None, "专职", "兼职"], [None, "换届前", 2, 1], [None, "换届后", 3, 2]],
    "columns of times": [["项目", "换届前", "换届后"], ["专职工作人员数", 2, 3], ["兼职工作人员数", 1, 2]],
    "labels": [
        ["换届前专职工作人员数", 2], ["换届前兼职工作人员数", "1人"], ["专职工作人员数", 3], ["兼职工作人员数", 2]
    ],
}  # fmt: skip


@pytest.mark.parametrize("rows", GIVEN_APART.values(), ids=GIVEN_APART)
def test_staff_before_the_renewal_that_is_given_apart_is_the_sum(rows: Rows, tmp_path: Path) -> None:
    part = files.part(tmp_path, {"基本情况": [*WHO, [], *rows]})
    assert files.form(part) == {"staff_fulltime": 3, "staff_parttime": 2, "staff_before": 3}
    assert files.told(part) == []


@pytest.mark.parametrize(("parts", "sum_"), [((2, None), None), ((2, "若干"), None), ((None, None), None)])
def test_a_part_that_is_blank_or_not_understood_makes_no_sum(
    parts: tuple[Any, Any], sum_: None, tmp_path: Path
) -> None:
    rows: Rows = [["换届前专职工作人员数", parts[0]], ["换届前兼职工作人员数", parts[1]]]
    part = files.part(tmp_path, {"基本情况": [*WHO, *rows]})
    assert files.form(part).get("staff_before") is sum_
    assert [kind for kind, _, _ in files.told(part)] == (["count_unreadable"] if parts[1] else [])


def test_lines_to_fill_in_are_no_part_of_a_value(tmp_path: Path) -> None:
    rows: Rows = [[f"学会名称：____{NAME}____", "填报年度：＿2018＿"], ["理事人数：_57_", "监事人数：________"]]
    part = files.part(tmp_path, {"基本情况": [*rows, ["会员代表人数", "120（人）"]]})
    assert ([name for name, _ in part.identity.names], files.told(part)) == ([NAME], [])
    assert files.form(part) == {"councillors_declared": 57, "delegates": 120}


@pytest.mark.parametrize("headings", [["指标", "上年", "本年"], ["指标", "2017年", "2018年"], ["指标", 2017, 2018]])
def test_of_columns_of_two_years_this_years_counts(tmp_path: Path, headings: list[Any]) -> None:
    rows: Rows = [headings, ["会员代表人数", 110, 120], ["理事人数", 50, 57]]
    part = files.part(tmp_path, {"封面": WHO, "基本情况": rows})
    assert files.form(part) == {"delegates": 120, "councillors_declared": 57}


@pytest.mark.parametrize(
    "foreign",
    [
        [["年度", "2016年", "2017年", "2018年"], ["收入（元）", 1, 2, 3]],
        [["年度", "收入", "支出"], [2016, 1, 2], [2017, 3, 4]],
        [["填报单位：" + NAME], ["年度", "2016年", "2017年"], ["收入", 5, 6]],
        [["年度", 2016], ["年度", 2017]],
    ],
)
def test_a_table_of_years_says_nothing_of_the_reports_year(tmp_path: Path, foreign: list[Any]) -> None:
    part = files.part(tmp_path, {"基本情况": [*WHO, ["理事人数", 57]], "财务": foreign})
    assert [year for year, _ in part.identity.years] == [2018]


def test_year_alone_is_the_reports_year_among_other_labels(tmp_path: Path) -> None:
    part = files.part(tmp_path, {"基本情况": [["学会名称", NAME, "年度", "2018年"], ["理事人数", 57]]})
    assert [year for year, _ in part.identity.years] == [2018]


def test_a_heading_is_never_a_value(tmp_path: Path) -> None:
    foreign: Rows = [
        ["学会名称", "是否建立理事会党组织", "党员人数", "书记"],
        [NAME, "是", 12, "某"],
        ["滨海市示例乙学会", "否", 5, "某"],
    ]
    part = files.part(tmp_path, {"基本情况": [*WHO, ["理事人数", 57]], "双覆盖": foreign})
    assert files.form(part) == {"councillors_declared": 57}
    assert part.identity.names == ((NAME, "基本情况!B1"),)


def test_a_line_of_labels_and_values_is_a_form_though_some_labels_are_not_ours(tmp_path: Path) -> None:
    rows: Rows = [
        ["学会名称", NAME, "学科类别", "理科"],
        ["注册地址", "某街", "邮编", "300000"],
        ["填报年度", "2018年", "办公电话", "0222"],
        ["会员代表人数", "120人", "理事人数", "57人"],
    ]
    part = files.part(tmp_path, {"基本情况": rows})
    assert files.form(part) == {"category": "理科", "delegates": 120, "councillors_declared": 57}


@pytest.mark.parametrize(
    ("row", "nearest", "fields"),
    [
        (["会员代表人员", 120], "会员代表人数", ["delegates"]),
        (["参会会员代表人数", 120], "会员代表人数", ["delegates"]),
        (["工作人员数", 5], "专职工作人员数、兼职工作人员数", []),
        (["是否换届选举", "是"], "本年度是否换届", ["is_renewal"]),
        (["是否需要换届", "是"], "本年度是否换届", ["is_renewal"]),
        (["参会会员代表人数：120"], "会员代表人数", ["delegates"]),
    ],
)
def test_a_label_that_is_nearly_ours_is_told_and_not_guessed(
    tmp_path: Path, row: list[Any], nearest: str, fields: list[str]
) -> None:
    part = files.part(tmp_path, {"基本情况": [*WHO, ["党员人数", 9], row]})
    assert files.form(part) == {"party_members": 9} | dict.fromkeys(fields)
    assert [value.field for value in part.form if value.is_unreadable] == fields
    assert files.told(part) == [("label_unknown", "基本情况", "A4")]
    assert nearest in part.findings[0].message


def test_two_characters_are_near_a_number_of_ours_and_no_text_of_ours(tmp_path: Path) -> None:
    """单位：元 is not 挂靠单位, 代表 may be 会员代表人数."""
    part = files.part(tmp_path, {"基本情况": [*WHO, ["党员人数", 9], ["单位", "元"]]})
    assert files.told(part) == []
    part = files.part(tmp_path, {"基本情况": [*WHO, ["党员人数", 9], ["代表", 120]]})
    assert files.told(part) == [("label_unknown", "基本情况", "A4")]


def test_a_label_near_a_field_that_is_there_is_nothing(tmp_path: Path) -> None:
    rows: Rows = [
        *WHO,
        ["理事人数", 57],
        ["女理事人数", 7],
        ["联系人", "某"],
        ["联系人邮箱", "a@example.org"],
    ]
    assert files.told(files.part(tmp_path, {"基本情况": rows})) == []


def test_a_label_nearly_ours_without_a_value_is_nothing(tmp_path: Path) -> None:
    assert files.told(files.part(tmp_path, {"基本情况": [*WHO, ["理事人数", 57], ["会员代表人员"]]})) == []


@pytest.mark.parametrize(
    ("rows", "answer"),
    [
        ([["是否换届", "是", "否"], [None, None, "√"]], 0),
        ([["是否换届", "是", "否"], [None, "√", None]], 1),
        ([["是否换届", "□是", "☑否"]], 0),
        ([["是否换届", "是", "√", "否"]], 1),
        ([["是否换届", "是", None, "否", "√"]], 0),
        ([["是否换届", "是", "否"]], None),
        ([["是否换届", "☑是", "☑否"]], None),
        ([["项目", "填报内容", None, None, "登记或上期填报"], ["是否换届", "是", None, None, "否"]], 1),
        ([["项目", "本年", "上年"], ["是否换届", "是", "否"]], 1),
        ([["项目", "填报内容", "登记或上期填报"], ["是否换届", "是", "否"]], 1),
    ],
)
def test_yes_and_no_in_cells_of_their_own(tmp_path: Path, rows: list[Any], answer: int | None) -> None:
    part = files.part(tmp_path, {"基本情况": [*WHO, ["理事人数", 57], *rows]})
    assert files.form(part) == {"councillors_declared": 57, "is_renewal": answer}


def test_answers_under_two_questions_are_no_choices_of_one(tmp_path: Path) -> None:
    headings = ["学会名称", "填报年度", "本年度是否换届", "成立时间", "会员代表人数", "是否设常务理事会"]
    rows: list[list[Any]] = [
        headings,
        [NAME, 2018, "否", "1990-01-01", 120, "是"],
        ["示例乙学会", 2018, "是", "1991-01-01", 130, "否"],
    ]
    parts = files.read(tmp_path, {"基本情况汇总": rows}).parts
    renewals = [files.form(part)["is_renewal"] for part in parts]
    assert renewals == [0, 1]


@pytest.mark.parametrize("year", ["二〇一八年", "二○一八年度", "二零一八", "二O一八年"])
def test_the_year_in_chinese_numerals(tmp_path: Path, year: str) -> None:
    part = files.part(tmp_path, {"基本情况": [["学会名称", NAME], ["填报年度", year], ["理事人数", 57]]})
    assert [one for one, _ in part.identity.years] == [2018]


@pytest.mark.parametrize("written", ["1985年13月", "1985年5月32日", "约1985年"])
def test_a_date_is_never_cut_to_its_year(tmp_path: Path, written: str) -> None:
    part = files.part(tmp_path, {"基本情况": [*WHO, ["成立时间", written]]})
    assert files.form(part) == {"founded_date": None}
    assert files.told(part) == [("date_unreadable", "基本情况", "B3")]


@pytest.mark.parametrize("rows", [[["会员代表人数（百人）", 3]], [["会员代表人数（百人）：3"]]])
def test_a_number_of_hundreds_is_told_and_not_understood(tmp_path: Path, rows: Rows) -> None:
    part = files.part(tmp_path, {"基本情况": [*WHO, *rows, ["理事人数：31  联系人：万人杰"]]})
    assert [(one.field, one.value) for one in part.form if one.is_unreadable] == [("delegates", None)]
    assert [one.kind for one in part.findings] == ["count_scaled"]
    assert files.form(part)["councillors_declared"] == 31


def test_the_row_right_below_a_label_holds_its_value_and_no_further_row(tmp_path: Path) -> None:
    below: list[list[Any]] = [["项目", "理事人数", "说明文字"], ["本届", None, None], [5, 6, 7]]
    only = files.part(tmp_path, {"表": [*WHO, [], *below]})
    assert [(one.field, one.value, one.cell) for one in only.form] == [("councillors_declared", None, "B5")]


@pytest.mark.parametrize(
    ("rows", "said", "kinds"),
    [
        ([["会员代表人数", 120], ["会员代表人数", 130]], ("delegates", None, True), ["label_contradicted"]),
        ([["会员代表人数", 120], ["会员代表人数", "约百人"]], ("delegates", None, True), ["label_contradicted"]),
        ([["会员代表人数", 120], ["会员代表人数", "120人"]], ("delegates", 120, False), []),
        ([["届次", "第八届"], ["届次", "第九届"]], ("term", None, False), ["label_repeated"]),
    ],
)
def test_a_number_that_stands_twice_and_differs_is_unreadable(
    tmp_path: Path, rows: Rows, said: tuple[str, int | None, bool], kinds: list[str]
) -> None:
    part = files.part(tmp_path, {"基本情况": [*WHO, *rows]})
    assert [(one.field, one.value, one.is_unreadable) for one in part.form] == [said]
    assert [one.kind for one in part.findings if one.kind.startswith("label_")] == kinds
