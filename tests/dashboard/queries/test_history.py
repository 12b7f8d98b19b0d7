"""What the list of decisions says of each line of the journal: what was decided, about what, why, whether it stands."""

from dataclasses import asdict
from typing import Any

import pytest

from dashboard.queries import history
from etl import desk
from etl.archive.files import Archive
from etl.paths import data_folder
from tests.dashboard.queries.conftest import Edited

SEEN = {"society_id": "S01", "period": 2018, "criterion_id": "T01-1", "submission_id": "000005"}
REVIEW = {**SEEN, "decision": "rejected", "opinion": "没有记录", "reviewer": "示例甲"}
CHECK = asdict(desk.Check("S03", 2018, "membership_fall", "2018 individual", "句子"))
OF_CHECK = "滨海市示例内科学会 2018 年度 会员减少"


def note(text: str, **about: Any) -> dict[str, Any]:
    return asdict(desk.Note(2018, text, "示例乙", **about))


LINES: list[tuple[str, dict[str, Any], tuple[str, str, str]]] = [
    ("review", REVIEW, ("审核", "滨海市示例数学学会 2018 年度 T01-1", "不认可：没有记录")),
    (
        "review",
        {**REVIEW, "decision": "approved", "opinion": ""},
        ("审核", "滨海市示例数学学会 2018 年度 T01-1", "认可"),
    ),
    (
        "review",
        {**REVIEW, "decision": "withdrawn", "opinion": ""},
        ("审核", "滨海市示例数学学会 2018 年度 T01-1", "撤销审核"),
    ),
    ("note", note("已经去电", society_id="S02"), ("备注", "滨海市示例物理学会 2018 年度", "已经去电")),
    ("note", note("全市偏低", task_id="T07"), ("备注", "2018 年度 T07", "全市偏低")),
    ("note", note("含两家补报", figure="reported"), ("备注", "2018 年度 已报送", "含两家补报")),
    ("note", note("", note_id="1"), ("备注", "2018 年度", "撤回备注")),
    ("clearance", {"checks": [CHECK], "why": "已核实", "author": "示例丁"}, ("核实无误", OF_CHECK, "已核实")),
    (
        "clearance",
        {"checks": [CHECK, {**CHECK, "society_id": "S99"}], "why": "已核实", "author": ""},
        ("核实无误", f"{OF_CHECK} 等 2 处", "已核实"),
    ),
    (
        "withdrawal",
        {
            "submission_id": "000008",
            "society_id": "S03",
            "period": 2018,
            "sha256": "1" * 64,
            "file_name": "三.xlsx",
            "why": "报错了",
        },
        ("撤回报送", "滨海市示例内科学会 2018 年度 三.xlsx", "报错了"),
    ),
    (
        "loss",
        {"of": "file", "sha256": "0" * 64, "file_name": "坏.xlsx", "why": "没有备份"},
        ("接受损失", "坏.xlsx", "没有备份"),
    ),
]


@pytest.fixture
def build(edited: Edited) -> str:
    name = edited("select 1")
    archive = Archive(data_folder().archive)
    with archive.locked():
        first, *_ = [archive.append(what, detail) for what, detail, _ in LINES]
        archive.append("undo", {"undoes": first.number, "why": "看错了", "author": "示例丙"})
    return name


def test_every_decision_says_what_it_is_about_and_on_what_grounds(build: str) -> None:
    made = history.decisions(build)
    newest, *others = made[["decision", "about", "grounds"]].itertuples(index=False, name=None)
    assert newest == ("撤销", "审核：滨海市示例数学学会 2018 年度 T01-1", "看错了")
    assert others[: len(LINES)] == [said for _, _, said in reversed(LINES)]
    assert [one for one, *_ in others[len(LINES) :]] == ["评价细则新版本", "名录新版本"]


def test_it_says_what_stands_and_what_can_be_undone(build: str) -> None:
    made = history.decisions(build)
    standing = dict(zip(made["number"].astype(int), made["standing"], strict=True))
    by_what = made.set_index("number")["what"]
    undone = [number for number, one in standing.items() if one == history.UNDONE]
    assert [by_what[str(number)] for number in undone] == ["review"]
    assert made.loc[made["what"].isin(["undo", "registry", "rubric"]), "standing"].tolist() == [""] * 3
    assert made.loc[made["what"] == "withdrawal", "standing"].tolist() == [history.CAN_BE_UNDONE]
    assert made["number"].astype(int).is_monotonic_decreasing
    assert made.loc[made["what"] == "review", "author"].tolist() == ["示例甲"] * 3
    assert made.loc[made["what"] == "note", "author"].tolist() == ["示例乙"] * 4
