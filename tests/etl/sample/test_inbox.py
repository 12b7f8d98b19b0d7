"""The files of the invented city: one data folder made and loaded, and every fault found for what it is."""

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from etl import registry as registries
from etl.__main__ import main
from etl.command import collecting
from etl.knowledge import layout as layouts
from etl.loading import pipeline
from etl.paths import DataFolder
from etl.registry import Period, RegistryError
from etl.sample import arrivals, city, damage, generate, habits, inbox
from etl.sample.inbox import GOOD, Fault, Parcel

YEARS = (2017, 2018)
PERIODS = [Period(year, dt.date(year, 12, 31), "滨海市科学技术协会", "各市级学会") for year in YEARS]
COUNT = 6


def silent(*_: object) -> None:
    """Progress nobody watches."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "data"
    generate(folder, COUNT, seed=1)
    return folder


def contents(folder: Path) -> dict[str, list[list[object]]]:
    """Every file with the values of all its cells, row by row."""
    return {
        path.relative_to(folder).as_posix(): [
            [sheet.title, *row] for sheet in openpyxl.load_workbook(path) for row in sheet.values
        ]
        for path in sorted(folder.rglob("*.xlsx"))
    }


def test_the_same_seed_gives_the_same_content(sample: Path, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    count = generate(tmp_path / "again", COUNT, seed=1, progress=lambda *state: told.append(state))
    assert contents(tmp_path / "again") == contents(sample)
    assert (tmp_path / "again" / "received.csv").read_text() == (sample / "received.csv").read_text()
    assert told == [("生成演示数据", done, count) for done in range(1, count + 1)]


def test_every_file_says_that_it_is_invented(sample: Path) -> None:
    registry = registries.read(sample / "registry.xlsx", layouts.read())
    assert registry.is_demo
    assert (len(registry.societies), list(registry.periods)) == (COUNT, PERIODS)
    files = sorted((sample / "inbox").rglob("*.xlsx"))
    assert files
    for path in files:
        book = openpyxl.load_workbook(path)
        assert all("演示数据" in sheet["A1"].value for sheet in book)


def test_files_arrive_one_after_the_other_before_the_deadline(sample: Path) -> None:
    arrived = arrivals(sample)
    assert [path for path, _ in arrived] == [path for path, _ in collecting.collect([sample / "inbox"])]
    for period in PERIODS:
        moments = [moment for path, moment in arrived if str(period.period) in path.parent.name]
        assert moments == sorted(set(moments))
        assert period.deadline is not None
        assert dt.date(period.period, 11, 1) <= moments[0].date() <= moments[-1].date() <= period.deadline
        assert all(8 <= moment.hour < 18 for moment in moments)


def test_it_loads_and_one_in_five_of_so_small_a_city_has_something_to_correct(sample: Path) -> None:
    report = pipeline.load(DataFolder(sample), collecting.collect([sample / "inbox"]), "command", silent)
    summary = report.summary
    assert (summary.received, summary.accepted, summary.to_correct) == (len(arrivals(sample)), 11, 1)


@pytest.mark.parametrize(
    ("there", "named"),
    [
        ("registry.xlsx", "名录 registry.xlsx"),
        ("archive/journal.jsonl", "档案 archive"),
        ("inbox/2018/填报表.xlsx", "收件 inbox"),
        ("warehouse/CURRENT", "数据 warehouse"),
    ],
)
def test_it_is_made_only_where_there_are_no_data(
    there: str, named: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / there).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / there).write_text("?")
    before = sorted(tmp_path.rglob("*"))
    assert main(["sample", "--societies", "1", "--out", str(tmp_path)]) == 2
    told = capsys.readouterr()
    assert f"里已有{named}，演示数据不写进去，什么也没有改动。请用 --out 指定另一个文件夹" in told.err
    assert (told.out, sorted(tmp_path.rglob("*")), (tmp_path / there).read_text()) == ("", before, "?")


def test_made_twice_in_one_place_it_is_refused_and_holds_no_second_version(tmp_path: Path) -> None:
    command = ["sample", "--societies", "1", "--out", str(tmp_path / "made")]
    assert main(command) == 0
    journal = (tmp_path / "made" / "archive" / "journal.jsonl").read_bytes()
    assert main(command) == 2
    assert (tmp_path / "made" / "archive" / "journal.jsonl").read_bytes() == journal


def test_without_a_place_it_is_made_beside_the_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "registry.xlsx").write_text("?")
    monkeypatch.setenv("REFORM_DATA", str(tmp_path / "mine"))
    assert main(["sample", "--societies", "1"]) == 0
    assert f"演示数据：{tmp_path / 'mine' / 'sample'}" in capsys.readouterr().out
    assert (tmp_path / "mine" / "sample" / "registry.xlsx").exists()
    assert main(["sample", "--societies", "1", "--data", str(tmp_path / "other")]) == 0
    assert (tmp_path / "other" / "sample" / "registry.xlsx").exists()


def test_too_large_a_city_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match="学会数应在"):
        generate(tmp_path, 10**6)
    assert list(tmp_path.iterdir()) == []


DAMAGE = {
    damage.about: {"count_unreadable"},
    damage.numbers_as_text: set(),
    damage.own_words: {"status_unreadable", "mostly_done"},  # docs/workbook.md: 基本完成 is 部分完成 with a warning
    damage.loose_words: set(),
    damage.renamed_sheets: set(),
    damage.deleted_rows: {"values_kept"},
    damage.title_rows: set(),
    damage.no_roster: set(),
    damage.formulas: {"cell_uncalculated"},
    damage.gaps: {"roster_gap"},
    # docs/workbook.md: an adviser is nobody of the council, so the number of councillors declared is one too many
    damage.own_posts: {"not_of_council", "party_unreadable", "birth_unreadable", "councillors_against_roster"},
    damage.in_both_rosters: {"in_both_rosters", "name_repeated"},
    damage.two_years: {"period_conflict"},
    damage.roster_alone: {"values_kept"},
    damage.one_row_alone: {"values_kept"},  # docs/judging.md, What is in force: a blank never erases
    habits.remarks: set(),
    habits.boxes: set(),
    habits.own_heading: set(),
    habits.ticked_columns: set(),
    habits.posts_in_brackets: set(),
    habits.posts_as_headings: set(),
    habits.statistics_below: set(),
    habits.delegates_beside: {"sheet_not_read"},
    habits.expenses_beside: {"sheet_not_read"},
    habits.hidden_last_year: {"table_set_aside"},
    habits.members_on_form: {"values_kept"},  # those of units
    habits.running_numbers: set(),
    habits.choice_line: set(),
}
FAULTS = {
    **{careless.__name__: Fault(careless) for careless in DAMAGE},
    **{save.__name__: Fault(save=save) for save in (damage.empty, damage.pdf, damage.cut_short)},
    "as_csv": Fault(save=damage.as_csv, suffix=".csv"),
    "misnamed": Fault(is_misnamed=True),
    "untouched": Fault(is_untouched=True),
}
FOUND = {
    **{careless.__name__: kinds for careless, kinds in DAMAGE.items()},
    "as_csv": {"filled_down"},
    "empty": {"file_empty"},
    "pdf": {"file_pdf"},
    "cut_short": {"file_damaged"},
    "misnamed": {"society_unknown"},
    "untouched": {"nothing_filled"},
}


def test_every_fault_is_found_for_what_it_is(tmp_path: Path) -> None:
    """Each fault in the second file of a society whose first file is good."""
    generate(tmp_path / "city", 48, seed=1, periods=YEARS[-1:])
    members = [one for one in city.build(48, 1, YEARS[-1:]) if not one.absent and not one.denies]
    members.sort(key=lambda member: -len(member.society.name))  # a short name that is wrong is like many others
    for member, (name, fault) in zip(members[: len(FAULTS)], FAULTS.items(), strict=True):
        for folder, state, suffix in (("1", GOOD, ".xlsx"), ("2", fault, fault.suffix)):
            path = tmp_path / folder / f"{name}{suffix}"
            inbox.write(Parcel(member, PERIODS[-1], YEARS[-1:], 1, state, path))
    report = pipeline.check(DataFolder(tmp_path / "city"), collecting.collect([tmp_path / "1", tmp_path / "2"]), silent)
    usual, damaged = [
        {Path(file.name).stem: {found.kind for part in file.submissions for found in part.findings} for file in files}
        for files in (report.files[: len(FAULTS)], report.files[len(FAULTS) :])
    ]
    assert {name: kinds - usual[name] for name, kinds in damaged.items()} == FOUND


def test_every_fault_happens_in_a_full_city_and_some_is_made_good(tmp_path: Path) -> None:
    parcels = inbox.plan(city.build(168, 2018, YEARS), PERIODS, 2018, tmp_path)
    last = [one for one in parcels if one.period.period == 2018]
    happened = {(one.fault.careless or one.fault.save).__name__ for one in last}
    assert happened | {"misnamed", "untouched"} == FOUND.keys() | {"saved"}
    assert sum(one.fault.is_misnamed for one in last) == sum(one.fault.is_untouched for one in last) == 1
    assert len({one.path for one in parcels}) == len(parcels)
    again = {one.member.number for one in last if one.path.parent.name == "2018更正"}
    first = {one.member.number for one in last if one.path.parent.name == "2018"}
    assert len(again) == 10 and again < first
    assert len(first) == 164
    assert {one.fault for one in parcels if one.period.period == 2017} == {GOOD}
