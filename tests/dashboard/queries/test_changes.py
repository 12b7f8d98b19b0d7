"""Cell by cell, what the later of two files says otherwise; and the numbers that a ratio is made of."""

import pandas as pd
import pytest

from dashboard.queries import society, versions
from tests.dashboard.queries.conftest import Edited

# 000007 and 000008 are the two files of S03 for 2018; 000005 is of another society.
FORM = """
update form_value set value = 1 where submission_id = '000008' and field = 'has_standing_declared';
update form_value set value = null, is_unreadable = true where submission_id = '000008' and field = 'delegates';
update form_value set value = 7 where submission_id = '000008' and field = 'staff_parttime';
update form_value set value = 9 where submission_id = '000005';
update answer set quantity = null, is_quantity_unreadable = true, chosen = false
where submission_id = '000008' and criterion_id = 'T12-1';
update council_member set is_party = not is_party where submission_id = '000008' and position in (1, 2, 4)
"""


def rows(frame: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    return list(frame[list(columns)].fillna("").itertuples(index=False, name=None))


def test_every_kind_of_value_is_compared_in_its_own_words(edited: Edited) -> None:
    changed = versions.changes(edited(FORM), "000007", "000008")
    assert rows(changed, "table_name", "label", "part", "before", "after") == [
        ("form", "会员代表人数", "", "60", "（看不懂）"),
        ("form", "是否设常务理事会", "", "否", "是"),
        ("form", "兼职工作人员数", "", "3", "7"),
        ("answers", "2.有会议制度；", "status", "未完成", "已完成"),
        ("answers", "1.制定年度学术交流活动计划，每年主承办学术交流活动不少于2次；", "chosen", "是", "否"),
        ("answers", "1.制定年度学术交流活动计划，每年主承办学术交流活动不少于2次；", "quantity", "2", "（看不懂）"),
        ("answers", "1.结合科技周、科普日等市科协重点科普工作，至少举办1次科普活动；", "status", "已完成", "部分完成"),
        ("membership", "2018", "individual", "", "510"),
        ("membership", "2018", "total", "", "530"),
        ("membership", "2018", "unit", "", "20"),
        ("council", "changed_row_count", "", "", "3"),
        ("council", "party", "", "6", "7"),
    ]
    assert rows(changed[changed["label"] == "是否设常务理事会"], "before_place", "after_place") == [
        ("基本情况!B9", "基本情况!B9")
    ]


@pytest.mark.parametrize(
    ("criterion_id", "numbers"),
    [
        ("T08-a", [("理事人数", 54, "理事会名册", "H2:H55"), ("会员代表人数", 180, "基本情况", "B3")]),
        (
            "T09-b",
            [
                ("基层一线理事人数", 45, "理事会名册", "I2:I55"),
                ("理事人数", 54, "理事会名册", "H2:H55"),
                ("是否基层一线未填的理事人数", 0, "理事会名册", "I2:I55"),
            ],
        ),
        ("T09-a", [("负责人中党员人数", 2, "理事会名册", "H2:H55"), ("负责人人数", 3, "理事会名册", "H2:H55")]),
        ("T01-1", []),
    ],
)
def test_a_ratio_shows_its_parts_first_and_then_what_else_its_rule_asks(
    build: str, criterion_id: str, numbers: list[tuple[object, ...]]
) -> None:
    found = society.numbers(build, 2018, "S01", criterion_id)
    assert rows(found, "item", "count", "sheet", "cell") == numbers
    assert set(found["file_name"]) <= {"03-S01-2018.xlsx"} and set(found["version"]) <= {1}
