"""核实无误 on the pages: checks are ticked, cleared with a reason, listed as answered, and undone in the history."""

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import database, tables
from dashboard.queries import Filters, asked_checks, corrections
from dashboard.sections import clearances
from etl import desk
from etl.paths import DataFolder
from tests.dashboard.conftest import Visit
from tests.dashboard.deciding import press, settled, widget


@pytest.fixture
def data(warehouse: Path, tmp_path: Path) -> Path:
    """Return a copy of the small association's data folder, to change."""
    return Path(shutil.copytree(warehouse, tmp_path / "data"))


def _ticked(monkeypatch: pytest.MonkeyPatch, *rows: int) -> None:
    """Have these rows of the table of checks ticked: a table of tests takes no clicks."""
    monkeypatch.setattr(tables, "several", lambda frame, *_: frame.iloc[list(rows)])


def _opened(visit: Visit, data: Path, kind: str) -> AppTest:
    return visit(data, "submissions", chosen={"kinds": [kind]}, part="待处理的问题", period="2018")


def _build() -> str:
    return str(database.current())


def test_a_check_is_cleared_and_asked_again_when_that_is_undone(
    visit: Visit, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _opened(visit, data, "declared_against_rule")
    before = asked_checks.open_of_kind(_build(), Filters(2018), "declared_against_rule")
    assert len(before) and any("勾选左边" in one.value for one in page.markdown)
    _ticked(monkeypatch, 0)
    page = _opened(visit, data, "declared_against_rule")
    widget(page, "text_area", "理由").set_value("已到现场看过")
    widget(page, "text_input", "您的姓名").set_value("示例甲")
    page = settled(press(page, "核实无误：选中的 1 处"))
    assert list(page.exception) == [] and [one.value for one in page.success] == ["已记作核实无误 1 处。"]
    after = asked_checks.open_of_kind(_build(), Filters(2018), "declared_against_rule")
    assert len(after) == len(before) - 1
    answered = clearances.worded(asked_checks.answered(_build(), Filters(2018)))
    assert answered[["answered", "grounds", "author"]].to_numpy().tolist() == [["核实无误", "已到现场看过", "示例甲"]]
    [worth] = asked_checks.worth(_build(), Filters(2018)).query("kind == 'declared_against_rule'").itertuples()
    assert (worth.found_count, worth.cleared_count, worth.open_count) == (len(before), 1, len(after))
    [*_, made] = desk.decisions_made(DataFolder(data))
    page = visit(data, "submissions", part="撤回与记录", period="2018")
    first = next(one.value for one in page.dataframe if "现状" in one.value).iloc[0]
    assert (first["决定"], first["内容与理由"], first["现状"]) == ("核实无误", "已到现场看过", "可以撤销")
    assert first["关于"].endswith("自评与数据不符")
    desk.record(DataFolder(data), desk.Undo(made.entry.number, "看错了", "示例乙"), lambda *_: None)
    assert len(asked_checks.open_of_kind(_build(), Filters(2018), "declared_against_rule")) == len(before)


def test_checks_of_a_society_are_cleared_together_and_it_is_sent_nothing(
    visit: Visit, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _ticked(monkeypatch, 0, 1)
    page = visit(data, "society", society="S03", period="2018")
    assert list(page.exception) == []
    assert "S03" not in corrections.to_return(_build(), Filters(2018))["society_id"].tolist()
    assert [one.proto.label for one in page.get("download_button") if "原表" in one.proto.label] == []
    widget(page, "text_area", "理由").set_value("已电话核实")
    widget(page, "text_input", "您的姓名").set_value("示例甲")
    page = settled(press(page, "核实无误：选中的 2 处"))
    assert list(page.exception) == []
    assert [one.label for one in page.expander if "已经答复的核对" in one.label] == [
        "已经答复的核对 2 处：核实无误 2 处，学会在备注中说明 0 处"
    ]
