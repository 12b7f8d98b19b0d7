"""收取填报表: what the dry run says of the versions that were there before, and what its button will do."""

import shutil
import time
from pathlib import Path

from streamlit.testing.v1 import AppTest

from etl import desk
from etl.paths import DataFolder
from tests import association
from tests.association import Filled
from tests.dashboard.conftest import Visit
from tests.dashboard.deciding import WAIT_SECONDS


def _opened(visit: Visit, data: Path) -> AppTest:
    return visit(data, "submissions", part="收取填报表", period="2018")


def _upload(app: AppTest, files: dict[str, bytes]) -> AppTest:
    app.file_uploader[0].set_value([(name, content, "application/octet-stream") for name, content in files.items()])
    return app.run()


def _received(app: AppTest) -> AppTest:
    """Press the button and run the page until the load has ended."""
    app.button(key="receive").click().run()
    deadline = time.monotonic() + WAIT_SECONDS
    while "upload_ended" not in app.session_state and time.monotonic() < deadline:
        time.sleep(0.1)
        app.run()
    return app


def test_dry_run_says_what_is_replaced_and_what_the_button_does(visit: Visit, warehouse: Path, tmp_path: Path) -> None:
    data = Path(shutil.copytree(warehouse, tmp_path / "data"))
    association.write_submission(tmp_path / "new.xlsx", Filled("S01", answers={"T01-1": "未完成"}))
    files = {
        "更正.xlsx": (tmp_path / "new.xlsx").read_bytes(),
        "旧.xlsx": (warehouse / "inbox" / "03-S01-2018.xlsx").read_bytes(),
        "空.xlsx": b"",
    }
    app = _upload(_opened(visit, data), files)
    assert app.button(key="receive").label == "受理 1 份，退回 1 份，1 份没有变化"
    assert "受理后，2018 年度的结论会变：任务不再达标 2 项；总体不再达标 1 家" in [one.value for one in app.markdown]
    [moved] = [one.value for one in app.dataframe if "原来" in one.value]
    assert "总体 达标 未达标" in [" ".join(row[1:]).replace("✓ ", "").replace("× ", "") for row in moved.to_numpy()]
    compared = [["更正.xlsx", "代替 03-S01-2018.xlsx"], ["旧.xlsx", "与在用版本相同"], ["空.xlsx", ""]]
    assert app.dataframe[0].value[["文件", "与先前的报送"]].values.tolist() == compared
    app = _upload(_received(app), {"空.xlsx": b"", "更正.xlsx": files["更正.xlsx"]})
    assert app.dataframe[0].value["与先前的报送"].tolist() == ["内容与另一份退回的相同", "与在用版本相同"]


def test_file_that_was_withdrawn_is_told_when_it_comes_again(visit: Visit, warehouse: Path, tmp_path: Path) -> None:
    data = Path(shutil.copytree(warehouse, tmp_path / "data"))
    desk.record(DataFolder(data), desk.Withdrawal("000008", "报错了", "示例甲"), lambda *_: None)
    app = _upload(_opened(visit, data), {"再来.xlsx": (warehouse / "inbox" / "06-S03-2018.xlsx").read_bytes()})
    assert (list(app.exception), app.button(key="receive").label) == ([], "1 份先前已撤回")
    assert app.dataframe[0].value["结果"].tolist() == ["已撤回"]
