"""The invented city: nothing real, spread like a real one, and every boundary case in it."""

import re
import statistics

import pytest

from etl.knowledge import rubric as rubrics
from etl.knowledge.rubric import Rubric
from etl.sample import boundary, city, credit_code, names
from etl.sample.city import Member
from etl.sample.figures import WorkbookValues, invent
from etl.template import places

SEED = 2018
STANDING = ("理事长", "副理事长", "秘书长", "常务理事")


@pytest.fixture(scope="module")
def members() -> list[Member]:
    return city.build(168, SEED, (2017, 2018))


@pytest.fixture(scope="module")
def rubric() -> Rubric:
    return rubrics.in_force(rubrics.read_all(), 2018)


@pytest.fixture(scope="module")
def reports(members: list[Member], rubric: Rubric) -> list[WorkbookValues]:
    """What each society reports for 2018, in the order of `members`."""
    return [invent(member, 2018, 2018, rubric, SEED) for member in members]


def test_168_societies_all_of_them_invented(members: list[Member]) -> None:
    societies = [member.society for member in members]
    assert [one.society_id for one in societies] == [f"S{number:03d}" for number in range(1, 169)]
    assert len({one.name for one in societies}) == len({one.credit_code for one in societies}) == 168
    assert all(re.fullmatch("滨海市示例.+学会", one.name) and 6 <= len(one.name) <= 24 for one in societies)
    assert all(re.fullmatch(r"示例联系人\d{3}", one.contact) and one.phone.startswith("000-") for one in societies)
    assert {one.category for one in societies} == {"理科", "工科", "农科", "医科", "交叉学科"}
    units = {one.supporting_unit for one in societies}
    assert len(units) == 12 and all(unit.startswith("滨海示例") for unit in units)
    assert 5 <= sum(bool(one.former_names) for one in societies) <= 25


def test_the_city_has_the_shape_of_a_real_one(members: list[Member]) -> None:
    assert sum(2018 in member.renewals for member in members) == 67
    assert sum(2018 in member.renewals and not member.society.renewal_years for member in members) == 3
    assert sum(2017 in member.renewals for member in members) == 28
    assert [sum(period in member.absent for member in members) for period in (2017, 2018)] == [16, 4]
    sizes = [member.base for member in members]
    assert 1400 <= statistics.mean(sizes) <= 1800
    assert 0.28 <= sum(size < 300 for size in sizes) / 168 <= 0.36
    councils = [member.councillors for member in members]
    assert (min(councils), max(councils)) == (33, 134)


def test_a_city_is_the_same_for_the_same_seed_only(members: list[Member], rubric: Rubric) -> None:
    again = city.build(168, SEED, (2017, 2018))
    assert again == members
    assert invent(again[5], 2018, 2018, rubric, SEED) == invent(members[5], 2018, 2018, rubric, SEED)
    assert city.build(168, SEED + 1, (2017, 2018)) != members
    assert invent(again[5], 2018, 2018, rubric, SEED + 1) != invent(members[5], 2018, 2018, rubric, SEED)


def test_rosters_hold_invented_people_and_fit_into_the_template(reports: list[WorkbookValues]) -> None:
    for report in reports:
        everybody = [*report.council, *report.supervisors]
        assert all(re.fullmatch(r"示例\d{3}", person.name) for person in everybody)
        assert len({person.name for person in everybody}) == len(everybody)
        assert len(report.council) <= len(places.roster_rows("council"))
        assert len(report.supervisors) <= len(places.roster_rows("supervisors"))


def test_every_boundary_case_is_reported_to_the_person(members: list[Member], reports: list[WorkbookValues]) -> None:
    found = {}
    for member, report in zip(members, reports, strict=True):
        council = [person for person in report.council if person.post != "秘书长（聘任）"]
        standing = [person for person in council if person.post in STANDING]
        wanted = {key: getattr(member.boundary, key) for key in member.boundary.__slots__}
        counted = {
            "councillors": len(council),
            "delegates": report.form["delegates"],
            "standing": len(standing),
            "frontline": sum(person.frontline == "是" for person in council),
            "frontline_standing": sum(person.frontline == "是" for person in standing),
            "base": report.membership[2016][0],
            "now": report.membership[2018][0],
            "chosen": sum(word == "是" for word in report.chosen.values()),
            "staff": int(str(report.form["staff_fulltime"])) + int(str(report.form["staff_parttime"])),
            "staff_before": report.form.get("staff_before"),
        }
        if not member.boundary.is_empty:
            found[member.boundary] = {key: counted[key] for key, value in wanted.items() if value is not None}
    assert found == {
        case: {key: getattr(case, key) for key in case.__slots__ if getattr(case, key) is not None}
        for case in boundary.CASES
    }


def test_a_society_stays_itself_from_year_to_year(members: list[Member], rubric: Rubric) -> None:
    for member in members:
        before, after = (invent(member, period, 2018, rubric, SEED) for period in (2017, 2018))
        assert before.form["founded_date"] == after.form["founded_date"]
        assert {year: after.membership[year] for year in (2016, 2017)} == before.membership
        is_renewed = 2018 in member.renewals
        assert (before.council == after.council) == (not is_renewed)
        terms = [int(str(report.form["term"])) for report in (before, after)]
        assert terms[1] - terms[0] == is_renewed


def test_three_basic_tasks_in_four_are_done(reports: list[WorkbookValues], rubric: Rubric) -> None:
    done = [
        all(report.answers[one.criterion_id].status in ("已完成", "不适用") for one in task.standards)
        for report in reports
        for task in rubric.tasks
        if task.group == "basic"
    ]
    assert 0.7 <= sum(done) / len(done) <= 0.82


@pytest.mark.parametrize("count", [1, 2, 5, 12, 40, 500])
def test_a_city_of_any_size_reports(count: int, rubric: Rubric) -> None:
    members = city.build(count, SEED, (2016, 2017, 2018))
    assert len({member.society.name for member in members}) == count
    for member in members[:40]:
        for period in (2017, 2018):
            assert len(invent(member, period, 2018, rubric, SEED).council) >= 33


def test_there_is_an_end_to_the_names() -> None:
    limit = names.read().limit
    with pytest.raises(ValueError, match=f"1 到 {limit} "):
        city.build(limit + 1, SEED, (2018,))


def test_check_characters_follow_the_standard() -> None:
    # The example printed in GB 32100-2015.
    assert credit_code.check_character("91350100M000100Y4") == "3"
    code = credit_code.invented(7)
    assert len(code) == 18 and code[-1] == credit_code.check_character(code[:-1])
    assert code.startswith("51990000MJ000007")
