"""Dots of a row: apart, in the row, and always in the same places."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from pytest import approx

from dashboard.charts.beeswarm import offsets

ROWS = st.lists(st.floats(0, 480), max_size=60)


@given(ROWS)
def test_dots_do_not_cover_each_other(positions: list[float]) -> None:
    moved = offsets(positions, 10, 10_000)
    dots = list(zip(positions, moved, strict=True))
    assert all((x - u) ** 2 + (y - v) ** 2 >= 99.9 for (x, y), (u, v) in combinations(dots, 2))


@given(ROWS)
def test_no_dot_leaves_its_row(positions: list[float]) -> None:
    assert all(abs(one) <= 30 + 1e-9 for one in offsets(positions, 10, 30))


def test_dots_at_one_place_stand_above_and_below_in_turn() -> None:
    assert offsets([100.0] * 5, 10, 100) == [0, 10, -10, 20, -20]


def test_dots_apart_stay_in_the_middle() -> None:
    assert offsets([0.0, 10.0, 20.0], 10, 100) == [0, 0, 0]


def test_a_city_of_thousands_is_piled_up_in_its_row() -> None:
    moved = offsets([100.0] * 3000 + [203.0, 207.0, 213.0], 10, 150)
    assert moved[:3] + moved[2998:] == approx([0, 0.1, -0.1, -149.9, 150, 0, 0.1, 0])
