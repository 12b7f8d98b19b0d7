"""Members of all societies: whose number counts, and who has lost some."""

from dataclasses import asdict

from dashboard.queries import Filters
from dashboard.queries.membership import membership
from tests.dashboard.queries.conftest import Edited

FILTERS = Filters(2018)
# S01 has lost members, S02 has as many as at the base, S03 had none; S05 says nothing of now, S07 nothing of the base.
GROWTH = """
update membership_growth set base = 200, now = 190, applicability = 'due', verdict = 'unmet'
where society_id = 'S01' and period = 2018;
update membership_growth set base = 300, now = 300, applicability = 'due', verdict = 'unknown'
where society_id = 'S02' and period = 2018;
update membership_growth set base = 0, now = 40, applicability = 'not_due', verdict = 'unmet'
where society_id = 'S03' and period = 2018;
update membership_growth set base = 80, now = null, applicability = 'due', verdict = 'met'
where society_id = 'S05' and period = 2018;
update membership_growth set base = null, now = 70, applicability = 'unknown', verdict = 'unknown'
where society_id = 'S07' and period = 2018;
update membership_growth set base = 100, now = 150, applicability = 'not_due', verdict = 'met'
where society_id = 'S06' and period = 2018;
update membership_growth set base = null, now = null, applicability = 'due', verdict = 'unknown'
where society_id = 'S04' and period = 2018
"""


def test_only_societies_with_both_numbers_are_compared_and_fewer_is_a_loss(edited: Edited) -> None:
    found = membership(edited(GROWTH), FILTERS)
    assert asdict(found.figures) == {
        "expected": 7,
        "compared_count": 3,
        "base": 600,
        "now": 640,
        "due_count": 4,
        "met_count": 1,
        "unmet_count": 1,
        "unknown_count": 2,
        "fallen_count": 1,
        "asked_count": 7,
        "base_year": 2016,
        "small_base": 300,
        "growth_pct": 15,
    }
    assert found.figures.growth == 640 / 600 - 1
    assert found.fallen["society_id"].tolist() == ["S01"]
    assert {one: set(found.judged(one)["society_id"]) for one in ("met", "unmet", "unknown")} == {
        "met": {"S05"},
        "unmet": {"S01"},
        "unknown": {"S02", "S04"},
    }


def test_a_year_end_that_one_society_states_is_shown(edited: Edited) -> None:
    name = edited("delete from membership where year = 2017 and society_id <> 'S01'")
    assert membership(name, FILTERS).years["year"].tolist() == [2016, 2017, 2018]


def test_a_base_of_the_registry_counts_without_a_year_end_of_the_society(edited: Edited) -> None:
    found = membership(edited("delete from membership where society_id = 'S01' and year = 2016"), FILTERS)
    of_base = found.societies.dropna(subset=["base"])
    assert "S01" in set(of_base["society_id"])
    assert found.years.set_index("year").loc[2016, "society_count"] == len(of_base)
