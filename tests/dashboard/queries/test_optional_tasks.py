"""Optional tasks: who chose enough, who is unsure, by the society and by the task."""

from dashboard.queries import Filters, optional_tasks, tasks
from tests.dashboard.queries.conftest import Edited

FILTERS = Filters(2018)
# S04 has not reported; of the others S02 chose too few, of S03 one choice and of S05 three cannot be read.
CHOICES = """
update society_result set chosen_count = 5, choice_unknown_count = 0, optional = 'unknown' where period = 2018;
update society_result set chosen_count = 4, optional = 'unmet' where society_id = 'S02' and period = 2018;
update society_result set choice_unknown_count = 1, optional = 'met' where society_id = 'S03' and period = 2018;
update society_result set choice_unknown_count = 3, chosen_count = 8 where society_id = 'S05' and period = 2018;
update society_result set choice_unknown_count = 2 where society_id = 'S04' and period = 2018
"""


def test_who_chose_enough_is_met_or_unsure_is_counted_among_those_that_reported(edited: Edited) -> None:
    name = edited(CHOICES)
    assert optional_tasks.choice(name, FILTERS) == optional_tasks.Choice(7, 6, 5, 5, 1, 2, 5.0)
    counts = optional_tasks.counts(name, FILTERS).by_number.set_index("chosen_count")
    assert counts.index.tolist() == list(range(11))
    shown = counts[["met_count", "unmet_count", "unknown_count", "society_count"]]
    assert shown.loc[[4, 5, 8]].to_numpy().tolist() == [[0, 1, 0, 1], [1, 0, 3, 4], [0, 0, 1, 1]]
    assert shown.drop([4, 5, 8]).to_numpy().sum() == 0


def test_a_standard_counts_its_verdicts_and_those_to_whom_it_does_not_apply(edited: Edited) -> None:
    name = edited(
        """
        update criterion_result set verdict = 'not_applicable'
        where criterion_id = 'T04-1' and period = 2018 and society_id in ('S01', 'S02');
        update criterion_result set verdict = 'unknown'
        where criterion_id = 'T04-1' and period = 2018 and society_id = 'S03'
        """
    )
    columns = ["met_count", "unmet_count", "unknown_count", "due_count", "not_applicable_count"]
    counted = tasks.criteria(name, FILTERS, "T04").set_index("criterion_id")[columns]
    assert counted.loc["T04-1"].tolist() == [3, 0, 1, 4, 2]
    assert counted.loc["T04-2"].tolist() == [6, 0, 0, 6, 0]
