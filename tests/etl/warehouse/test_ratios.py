"""The warehouse's ratios: limits come from the rubric's rules, and one person more or less decides."""

import duckdb
import pytest

from etl.knowledge import rubric as rubrics
from etl.paths import RUBRICS, SQL
from etl.warehouse.ratios import Ratio, ratios

VIEW = (SQL / "ratio_result.sql").read_text("utf-8")


def test_every_fraction_of_the_rubric_is_a_ratio_with_its_limit() -> None:
    assert ratios(rubrics.read(RUBRICS / "2017.toml")) == [
        Ratio(2017, "T08-a", "councillors", "delegates", "at_most", 1, 3),
        Ratio(2017, "T08-b", "standing", "councillors", "at_most", 1, 3),
        Ratio(2017, "T09-a", "leaders_party", "leaders", None, None, None),
        Ratio(2017, "T09-b", "frontline", "councillors", "at_least", 3, 4),
        Ratio(2017, "T09-c", "frontline_standing", "standing", "at_least", 2, 3),
        Ratio(2017, "T09-d", "young", "councillors", None, None, None),
    ]


@pytest.mark.parametrize(
    ("side", "limit", "whole", "bound"),
    [
        ("at_most", (1, 3), 93, 31),
        ("at_most", (1, 3), 95, 31),
        ("at_most", (1, 3), 96, 32),
        ("at_least", (3, 4), 60, 45),
        ("at_least", (3, 4), 61, 46),
        ("at_least", (2, 3), 31, 21),
        ("at_least", (2, 3), None, None),
    ],
)
def test_bound_is_the_last_whole_number_that_passes(
    side: str, limit: tuple[int, int], whole: int | None, bound: int | None
) -> None:
    with duckdb.connect() as connection:
        case = VIEW[VIEW.index("    case ratio.side") : VIEW.index(" as bound")]
        given = "(select $side as side, $part::integer as limit_part, $all::integer as limit_whole) as ratio"
        found = connection.execute(
            f"select {case} from {given}, (select $whole::bigint as value) as whole",
            {"side": side, "part": limit[0], "all": limit[1], "whole": whole},
        ).fetchone()
    assert found == (bound,)
