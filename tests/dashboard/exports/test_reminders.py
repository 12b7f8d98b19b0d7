"""催报: whom to remind, with whom to call, and the text that goes to each, which says from which day it counts."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from dashboard import exports
from dashboard.queries import Filters, basis, submissions
from etl.loading.pipeline import load
from etl.paths import DataFolder
from tests import association
from tests.dashboard.conftest import Visit

TO_REMIND = pd.DataFrame(
    {
        "name": ["滨海市示例数学学会", "滨海市示例物理学会", "滨海市示例化学学会"],
        "state": ["not_reported", "to_correct", "returned"],
        "error_count": [None, 3.0, None],
        "message": [None, None, "文件设有打开密码，无法读取。"],
        "contact": ["示例001", "示例001", ""],
        "phone": ["0000-0001", "0000-0001", None],
    }
)


def test_reminder_groups_by_contact() -> None:
    text = exports.reminder_text(TO_REMIND, 2018, dt.date(2018, 12, 31), dt.date(2018, 12, 20))
    due = "报送截止日期为2018年12月31日，自2018年12月20日起还有 11 天"
    ask = f"您好！2018 年度学会改革任务填报表，{due}。以下学会需要办理："
    assert text.split("\n") == [
        "【示例001 0000-0001】",
        ask,
        "1. 滨海市示例数学学会：未报送，请填好后报送",
        "2. 滨海市示例物理学会：须更正 3 处，请按退回的清单改好后整份重新报送",
        "",
        "【名录中没有联系人】",
        ask,
        "1. 滨海市示例化学学会：已退回（文件设有打开密码，无法读取。）请改好后重新报送",
    ]


@pytest.mark.parametrize(
    ("deadline", "said"),
    [
        (dt.date(2018, 12, 21), "报送截止日期为2018年12月21日，自2018年12月20日起还有 1 天"),
        (dt.date(2018, 12, 20), "报送截止日期为2018年12月20日，今天截止"),
        (dt.date(2018, 12, 19), "报送截止日期为2018年12月19日，至2018年12月20日已逾期 1 天，请尽快报送"),
        (None, "请尽快报送"),
    ],
)
def test_days_left(deadline: dt.date | None, said: str) -> None:
    assert exports.due(deadline, dt.date(2018, 12, 20)) == said


def test_reminders_name_the_contact_of_each_society(build: str) -> None:
    found = submissions.to_remind(build, Filters(2018))
    columns = ["society_id", "state", "error_count", "contact", "phone"]
    assert found[columns].fillna({"error_count": 0}).values.tolist() == [
        ["S04", "not_reported", 0, "示例004", "0000-0004"],
        ["S05", "to_correct", 1, "示例005", "0000-0005"],
    ]


def test_contacts_are_shown_where_reminders_are_made_and_nowhere_else(visit: Visit, warehouse: Path) -> None:
    found = {}
    for part in ("报送进度", "催报名单", "待处理的问题", "读取情况", "收取填报表"):
        app = visit(warehouse, "submissions", part=part)
        texts = [*(one.value for one in app.code), *(frame.value.to_csv() for frame in app.dataframe)]
        found[part] = any("0000-0004" in text for text in texts)
    assert found == {"报送进度": False, "催报名单": True, "待处理的问题": False, "读取情况": False, "收取填报表": False}


def test_reminders_count_from_the_day_they_go_out_and_name_it(visit: Visit, tmp_path: Path) -> None:
    today, deadline = dt.date.today(), association.DEADLINES[2018]
    data = association.build(tmp_path, association.REGISTRY[:2], association.SENT[:1])
    invented = visit(data, "submissions", part="催报名单", period="2018")
    association.write_registry(data / "registry.xlsx", association.REGISTRY[:2], is_demo=False)
    load(DataFolder(data), [(path, path.name) for path in (data / "inbox").iterdir()], "command", lambda *_: None)
    real = visit(data, "submissions", part="催报名单", period="2018")
    day = f"{today.year}年{today.month}月{today.day}日"
    told = f"报送截止日期为2018年12月31日，至{day}已逾期 {(today - deadline).days} 天"
    assert [app.code[0].value.count(told) for app in (invented, real)] == [2, 2]
    assert [app.markdown[-1].value.partition("。")[2] for app in (invented, real)] == [
        f"演示数据，天数从数据截至日（{today}）算起。",
        f"天数从今天（{today}）算起。",
    ]


def test_invented_reminders_count_from_the_day_of_the_data(build: str) -> None:
    real, as_of = dt.date(2026, 11, 24), dt.datetime(2018, 12, 20, 9, 30)
    found = replace(basis.basis(build, Filters(2018)), as_of=as_of)
    days = [replace(found, is_demo=is_demo).day_of_sending(real) for is_demo in (False, True)]
    assert days == [real, as_of.date()]
