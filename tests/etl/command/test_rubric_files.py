"""`rubric try` on the command line."""

from pathlib import Path

import pytest

from etl.__main__ import main
from etl.paths import RUBRICS
from tests.etl import society
from tests.etl.conftest import Desk


def test_a_rubric_is_tried(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    society.write_registry(desk.folder.registry, [{"编号": "S1", "学会名称": "滨海市示例甲学会"}])
    desk.load(society.write(tmp_path / "a.xlsx"))
    tried = tmp_path / "2018.toml"
    tried.write_text(
        (RUBRICS / "2017.toml").read_text("utf-8").replace("small_base = 300", "small_base = 500"), "utf-8"
    )
    assert main(["rubric", "try", str(tried), "--data", str(desk.folder.root)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "试算细则“学会改革任务分解表”（2018.toml）：没有改动任何数据。",
        "总体：达标 → 未达标 1 家次",
        "  2018 年度  滨海市示例甲学会（S1）  达标 → 未达标",
        "任务 7 发展个人会员：达标 → 未达标 1 家次",
        "  2018 年度  滨海市示例甲学会（S1）  达标 → 未达标（100 × 420 = 42,000 < 115 × 400 = 46,000）",
        "换届任务：达标 → 未达标 1 家次",
        "  2018 年度  滨海市示例甲学会（S1）  达标 → 未达标",
    ]
    tried.write_text(tried.read_text("utf-8").replace("now > base", "now >> base"), "utf-8")
    assert main(["rubric", "try", str(tried), "--data", str(desk.folder.root)]) == 2
    assert "2018.toml：任务 7 判定项 T07-3：rules" in capsys.readouterr().err
