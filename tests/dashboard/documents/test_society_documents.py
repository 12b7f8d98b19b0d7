"""One page for each society: what is on it is what the warehouse says; what does not fit runs on to the next page."""

import io
import zipfile
from pathlib import Path

import pytest

from dashboard.database import ask, current
from dashboard.documents.society_word import society_documents_zip
from dashboard.queries import Filters
from dashboard.wording.labels import plain
from etl.knowledge import rubric as rubrics
from etl.loading.pipeline import load
from etl.paths import RUBRICS, DataFolder
from tests.association import HOSTILE, REGISTRY, Filled, write_registry, write_submission
from tests.dashboard.reporting import IMPRINT, foreign, opened, pages, tables, texts, with_office

NAMES = {society[0]: society[1] for society in REGISTRY}


def documents(build: str, filters: Filters) -> dict[str, bytes]:
    """Return the documents by the id of their society."""
    archive = zipfile.ZipFile(io.BytesIO(society_documents_zip(build, filters, IMPRINT)))
    return {name.split("_")[0]: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def failing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return a build in which one society with a very long name has done nothing of all 56 standards."""
    folder = DataFolder(tmp_path)
    name = "滨海市示例" + "海岸带生态环境监测与防灾减灾工程技术创新发展促进" * 2 + "学会"
    write_registry(folder.registry, [("S01", name, "工科", "滨海示例大学" * 6, "2018", "正常")])
    tasks = rubrics.in_force(rubrics.read_all(RUBRICS), 2018).tasks
    undone = {criterion.criterion_id: "未完成" for task in tasks for criterion in task.standards}
    path = tmp_path / "sent.xlsx"
    monkeypatch.setitem(NAMES, "S01", name)
    monkeypatch.setattr("tests.association.REGISTRY", [("S01", name)])
    write_submission(
        path, Filled("S01", answers=undone, chosen=range(11, 21), councillors=60, standing=30, frontline=5)
    )
    load(folder, [(path, path.name)], "command", lambda *_: None)
    monkeypatch.setenv("REFORM_DATA", str(tmp_path))
    return str(current())


def test_every_society_that_passes_the_filters_has_its_document(build: str) -> None:
    found = documents(build, Filters(2018))
    assert {one: texts(opened(content))[0] for one, content in found.items()} == {
        one: plain(name) for one, name in NAMES.items() if one != "S08"
    }
    assert documents(build, Filters(2018, categories=("医科",))).keys() == {"S03", "S04"}


def test_names_of_files_are_safe_and_tell_whose_they_are(build: str) -> None:
    archive = zipfile.ZipFile(io.BytesIO(society_documents_zip(build, Filters(2018), IMPRINT)))
    names = [name.removesuffix(".docx") for name in archive.namelist()]
    assert "S01_滨海市示例数学学会_2018_20181225" in names
    assert not [name for name in archive.namelist() if set('/\\:*?"<>|') & set(name)]


def test_page_holds_verdicts_ratios_and_what_is_open(build: str) -> None:
    document = opened(documents(build, Filters(2018))["S02"])
    first, second, steps, members, ratios = tables(document).values()
    assert (first[0][0], first[0][-1]) == ("1党建双覆盖", "10办事机构规范化")
    tasks = {"met": "达标", "unmet": "未达标", "unknown": "待定", "not_applicable": "未选"}
    verdicts = ask(build, "select verdict from task_result where society_id = 'S02' and period = 2018 order by number")
    assert [*first[1], *second[1]] == [tasks[verdict] for verdict in verdicts["verdict"]]
    assert members == [
        ("年份", "个人会员", "单位会员", "出处"), ("2016 年底", "300", "5", "会员情况!B2"),
        ("2017 年底", "305", "5", "会员情况!B3"), ("2018 年底", "320", "6", "会员情况!B4"),
    ]  # fmt: skip
    assert ratios[1][:4] == ("理事 ÷ 会员代表", "21/60，上限 20", "未达标", "3 × 21 = 63 > 60")
    assert [(row[0], row[-2]) for row in steps] == [
        ("项", "还差什么"),
        ("7-3", "待认定：还差 25 人（需 345，现 320）"),
        ("8-a", "理事须减少 1 人或会员代表增加 3 人"),
    ]
    said = texts(document)
    assert "还差什么：做到下面 2 条，就总体达标" in said


def test_what_is_no_step_stands_apart(build: str) -> None:
    said = {one: texts(opened(content)) for one, content in documents(build, Filters(2018)).items()}
    titles = {one: [title for title in words if "未达标和待定的判定项" in title] for one, words in said.items()}
    assert (titles["S01"], titles["S02"]) == (["未达标和待定的判定项（0 项）"], [])
    assert "还差什么：已总体达标，没有要补的" in said["S01"]
    assert "还差什么：未报送，先要有可用的填报" in said["S04"]


def test_names_and_stamp_are_text(build: str) -> None:
    content = documents(build, Filters(2018))["S06"]
    assert foreign(content) == []
    said = texts(opened(content))
    assert (said[0], said[-1]) == (plain(HOSTILE), IMPRINT.stamp)


@with_office
def test_documents_are_one_page_each(build: str, tmp_path: Path) -> None:
    found = documents(build, Filters(2018)) | {
        f"before {one}": it for one, it in documents(build, Filters(2017)).items()
    }
    assert pages(found, "docx", tmp_path) == dict.fromkeys(found, 1)


@with_office
def test_more_than_a_page_holds_runs_on_under_the_same_headings(failing: str, tmp_path: Path) -> None:
    found = documents(failing, Filters(2018))
    assert pages(found, "docx", tmp_path)["S01"] > 1
    document = opened(found["S01"])
    is_open = ask(failing, "select verdict in ('unmet', 'unknown') as is_open from criterion_result")["is_open"]
    assert any(title.startswith("其他未达标和待定的判定项，不影响总体达标（") for title in texts(document))
    steps, others = (rows for rows in tables(document).values() if rows[0][0] == "项")
    assert len(steps) - 1 + len(others) - 1 == is_open.sum() > 50
    repeated = [bool(table._tbl.tr_lst[0].xpath("w:trPr/w:tblHeader")) for table in document.tables]
    assert repeated == [True] * len(repeated)
