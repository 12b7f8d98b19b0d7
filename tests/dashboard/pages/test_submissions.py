"""报送: its figures are the warehouse's, its charts say what they show, and files handed in arrive."""

import datetime as dt
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import database
from dashboard.charts import submissions as charts
from dashboard.queries import Filters, submissions
from dashboard.queries.submissions import ReportingCounts, ReportingProgress
from tests import association
from tests.association import HOSTILE, Filled
from tests.dashboard.conftest import cards

PARTS = ["报送进度", "催报名单", "待处理的问题", "读取情况", "收取填报表", "批量下载", "撤回与记录"]
FILTERS = [
    (Filters(2018), "true"),
    (Filters(2017, categories=("理科", "医科")), "category in ('理科', '医科')"),
    (Filters(2018, units=("滨海示例研究院",), renewal="not_due"), "society_id in ('S05', 'S07')"),
]


@pytest.fixture
def build(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the build of the small association."""
    monkeypatch.setenv("REFORM_DATA", str(warehouse))
    found = database.current()
    assert found
    return found


@pytest.fixture
def open_page(root: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Return `open_page(data, part, **query)`: the page over a data folder, run once."""

    def run(data: Path, part: str = PARTS[0], **query: str) -> AppTest:
        monkeypatch.setenv("REFORM_DATA", str(data))
        app = AppTest.from_file(str(root / "dashboard" / "app.py"), default_timeout=60)
        app.query_params.update({"part": part, **query})
        return app.run().switch_page(str(root / "pages" / "submissions.py")).run()

    return run


def _figures(app: AppTest) -> dict[str, str]:
    return {card.label: card.value for card in cards(app)}


@pytest.mark.parametrize(("filters", "where"), FILTERS)
def test_counts_equal_the_warehouse(build: str, filters: Filters, where: str) -> None:
    states = database.ask(
        build,
        f"select state, count(*) as count from society_result join society using (society_id) "
        f"where period = {filters.period} and {where} group by state",
    )
    by_state = dict(zip(states["state"], states["count"], strict=True))
    total = sum(by_state.values())
    assert submissions.counts(build, filters) == ReportingCounts(
        expected=total,
        received=total - by_state.get("not_reported", 0),
        **{state: by_state.get(state, 0) for state in ("accepted", "to_correct", "returned", "not_reported")},
    )


@pytest.mark.parametrize(("filters", "where"), FILTERS)
def test_kinds_equal_the_findings_in_force(build: str, filters: Filters, where: str) -> None:
    found = submissions.kinds(build, filters)
    direct = database.ask(
        build,
        f"select kind, count(*) as count from finding join submission using (submission_id) "
        f"join society using (society_id) where is_current and period = {filters.period} and {where} group by kind",
    )
    assert dict(zip(found["kind"], found["finding_count"], strict=True)) == dict(
        zip(direct["kind"], direct["count"], strict=True)
    )
    assert [len(submissions.of_kind(build, filters, kind)) for kind in found["kind"]] == list(found["finding_count"])


def test_last_day_counts_everybody_who_reported(build: str) -> None:
    for filters, _ in FILTERS:
        counts, found = submissions.counts(build, filters), submissions.progress(build, filters)
        assert found.by_day["reported_count"].iloc[-1] == counts.accepted + counts.to_correct
        assert found.by_day["society_count"].sum() == counts.accepted + counts.to_correct
        day = found.by_day["date"].iloc[0].date()
        assert len(submissions.on_day(build, filters, day)) == found.by_day["society_count"].iloc[0]


def _progress(days: dict[str, int], as_of: str, deadline: str | None = "2018-12-31") -> ReportingProgress:
    frame = pd.DataFrame({"date": pd.to_datetime(list(days)), "society_count": list(days.values())})
    frame["reported_count"] = frame["society_count"].cumsum()
    due = dt.date.fromisoformat(deadline) if deadline else None
    return ReportingProgress(frame, 10, due, dt.datetime.fromisoformat(as_of))


@pytest.mark.parametrize(
    ("found", "title", "x", "y"),
    [
        (
            _progress({"2018-12-01": 2, "2018-12-05": 3}, "2018-12-20T09:30"),
            "截至 12-20 已报送 5/10 家，距截止还有 11 天",
            ["2018-12-01", "2018-12-05", "2018-12-20"],
            [2, 5, 5],
        ),
        (
            _progress({"2018-12-01": 6, "2019-01-02": 1}, "2019-01-20T00:00"),
            "截止（2018-12-31）时已报送 6/10 家，其后补报 1 家",
            ["2018-12-01", "2019-01-02"],
            [6, 7],
        ),
        (
            _progress({"2018-12-31": 6}, "2019-12-20T00:00"),
            "截止（2018-12-31）时已报送 6/10 家",
            ["2018-12-31"],
            [6],
        ),
        (
            _progress({"2018-12-01": 4}, "2018-12-31T08:00"),
            "截至 12-31 已报送 4/10 家，当天截止",
            ["2018-12-01", "2018-12-31"],
            [4, 4],
        ),
        (
            _progress({"2018-12-01": 1}, "2018-12-02T00:00", None),
            "已报送 1/10 家，未设截止日期",
            ["2018-12-01", "2018-12-02"],
            [1, 1],
        ),
    ],
)
def test_progress_towards_the_deadline(found: ReportingProgress, title: str, x: list[str], y: list[int]) -> None:
    shown = charts.progress(found)
    line = shown.figure.data[0]
    assert (shown.title, [str(day) for day in line.x], list(line.y)) == (title, x, y)
    assert title in shown.alt
    assert shown.figure.layout.yaxis.range[0] == 0


def test_deadline_is_drawn_only_where_it_does_not_squeeze_the_line() -> None:
    near, far = (charts.progress(_progress({day: 1}, f"{day}T00:00")) for day in ("2018-12-01", "2026-11-24"))
    texts = [[note.text for note in shown.figure.layout.annotations] for shown in (near, far)]
    assert [("截止 12-31" in of_chart) for of_chart in texts] == [True, False]


def test_kinds_are_bars_with_their_counts() -> None:
    frame = pd.DataFrame(
        {
            "kind": ["roster_gap", "base_changed"],
            "severity": ["error", "warning"],
            "title": ["名册缺项", "<b>基数</b>"],
            "finding_count": [6, 47],
            "society_count": [2, 27],
        }
    )
    shown = charts.kinds(frame)
    bars = shown.figure.data[0]
    words = [one.text for one in shown.figure.layout.annotations]
    assert (list(bars.x), words, list(bars.customdata)) == (
        [6, 47],
        ["须更正 · 名册缺项", "6 处 · 2 家", "请核对 · &lt;b&gt;基数&lt;/b&gt;", "47 处 · 27 家"],
        ["roster_gap", "base_changed"],
    )
    assert shown.title == "须更正 6 处，请核对 47 处"


@pytest.mark.parametrize("part", PARTS)
def test_every_part_opens(open_page: Callable[..., AppTest], warehouse: Path, part: str) -> None:
    app = open_page(warehouse, part)
    assert list(app.exception) == []
    assert _figures(app) == {
        "应报送": "7 家",
        "已收到": "6/7 家",
        "已受理": "5/7 家",
        "须更正": "1/7 家",
        "已退回": "0/7 家",
        "未报送": "1/7 家",
    }


def test_filters_are_honoured(open_page: Callable[..., AppTest], warehouse: Path) -> None:
    app = open_page(warehouse, PARTS[1], period="2018", category="工科")
    assert _figures(app)["应报送"] == "1 家"
    assert [title.value for title in app.subheader] == ["需要催报 1 家：须更正 1"]


def test_findings_show_the_cells_around_them(open_page: Callable[..., AppTest], warehouse: Path) -> None:
    app = open_page(warehouse, PARTS[2])
    assert [title.value for title in app.subheader][1] == "不是整数：1 处，1 家学会"
    excerpt, whole, _ = (frame.value for frame in app.dataframe)  # cells beside the bars, all of the kind, the kinds
    assert excerpt.loc[32, "F"] == "约120"
    assert list(excerpt.loc[1])[-2:] == ["完成情况", "数量"]
    assert whole[["出处", "原值"]].to_numpy().tolist() == [["任务完成情况!F32", "约120"]]
    assert "全部 1 处：" in [one.value for one in app.markdown]


def test_nothing_reported_yet_says_so(open_page: Callable[..., AppTest], warehouse: Path) -> None:
    app = open_page(warehouse, state="未报送")
    assert [info.value for info in app.info] == ["**这些学会还没有报送。** 收到填报表后，请在“收取填报表”上传。"]


def test_nothing_to_correct_says_so(open_page: Callable[..., AppTest], warehouse: Path) -> None:
    for chosen, sentence in (
        ({"state": "未报送"}, "这些学会还没有报送"),
        ({"unit": "滨海示例大学"}, "没有待处理的问题"),
    ):
        app = open_page(warehouse, PARTS[2], **chosen)
        assert app.info[0].value.startswith(f"**{sentence}。**")


def test_name_full_of_markup_stays_text(open_page: Callable[..., AppTest], warehouse: Path) -> None:
    for part in PARTS:
        app = open_page(warehouse, part, category="未填")
        said = [one.value for kind in (app.markdown, app.subheader, app.info) for one in kind]
        assert not [text for text in said if "![" in text or "<b>" in text]
    frame = open_page(warehouse, category="未填").dataframe[0].value
    assert list(frame["学会"]) == [HOSTILE]


def _upload(app: AppTest, files: dict[str, bytes]) -> AppTest:
    app.file_uploader[0].set_value([(name, content, "application/octet-stream") for name, content in files.items()])
    return app.run()


def _received(app: AppTest) -> AppTest:
    """Press 受理 and wait until the load has ended."""
    app.button(key="receive").click().run()
    deadline = time.monotonic() + 60
    while "upload_ended" not in app.session_state and time.monotonic() < deadline:
        time.sleep(0.2)
        app.run()
    return app


@pytest.fixture
def handed_in(tmp_path: Path) -> dict[str, bytes]:
    """Return three files: a good workbook, one to correct and one that is none."""
    association.write_submission(tmp_path / "good.xlsx", Filled("S04"))
    association.write_submission(tmp_path / "bad.xlsx", Filled("S07", quantities={"T12-1": "约3"}))
    return {
        "护理.xlsx": (tmp_path / "good.xlsx").read_bytes(),
        "农学.xlsx": (tmp_path / "bad.xlsx").read_bytes(),
        "![x](javascript:alert)<b>=1.xlsx": "这不是工作簿".encode(),
    }


def test_files_are_checked_then_received(
    open_page: Callable[..., AppTest], warehouse: Path, tmp_path: Path, handed_in: dict[str, bytes]
) -> None:
    data = Path(shutil.copytree(warehouse, tmp_path / "data"))
    app = _upload(open_page(data, PARTS[4]), handed_in)
    assert app.dataframe[0].value[["文件", "结果", "学会", "须更正", "请核对"]].values.tolist() == [
        ["护理.xlsx", "可以受理", "滨海市示例护理学会", 0, 0],
        ["农学.xlsx", "可以受理、须更正", "滨海市示例农学学会", 1, 1],
        ["![x](javascript:alert)<b>=1.xlsx", "要退回", "", 1, 0],
    ]
    assert not [label for label in (one.label for one in app.expander) if "![" in label]
    assert _figures(app)["已受理"] == "5/7 家"
    app = _received(app)
    assert next(card.note for card in cards(app) if card.label == "已收到") == "另有 1 份无法归入"
    assert [one.value for one in app.success] == ["收取完毕，看板已经更新。收到 3 份：受理 1，须更正 1，退回 1"]
    assert _figures(app) == {
        "应报送": "7 家",
        "已收到": "7/7 家",
        "已受理": "5/7 家",
        "须更正": "2/7 家",
        "已退回": "0/7 家",
        "未报送": "0/7 家",
    }
    assert list(app.exception) == []


def test_first_files_arrive_where_there_is_no_warehouse_yet(
    open_page: Callable[..., AppTest], tmp_path: Path, handed_in: dict[str, bytes]
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    app = _upload(open_page(data), handed_in)
    assert [one.value[:5] for one in app.error] == ["没有名录："]
    association.write_registry(data / "registry.xlsx", association.REGISTRY[3:4])
    app = _received(_upload(open_page(data), {"护理.xlsx": handed_in["护理.xlsx"]}))
    assert _figures(app)["已受理"] == "1/1 家"
