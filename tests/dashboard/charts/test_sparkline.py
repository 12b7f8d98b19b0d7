"""A sparkline holds what it is told: every value at its place, the level, and words for those who do not see it."""

import re
from base64 import b64decode

from lxml import etree

from dashboard.charts.sparkline import EDGE, HEIGHT, WIDTH, sparkline
from dashboard.wording.labels import Course


def _drawn(course: Course) -> tuple[list[tuple[float, float]], float]:
    """The points of the line, and the height of the level."""
    head, _, body = course.address.partition(",")
    assert head == "data:image/svg+xml;base64"
    image = etree.fromstring(b64decode(body))
    line = image.find(".//{*}polyline").get("points")
    level = re.fullmatch(r"M\d+,([\d.]+)H\d+", image.find(".//{*}path").get("d"))
    assert level
    points = (one.split(",") for one in line.split())
    return [(float(x), float(y)) for x, y in points], float(level[1])


def test_values_stand_at_their_places_between_the_bounds() -> None:
    points, level = _drawn(sparkline([(2016, 100), (2017, 105), (2018, 90)], 100, (80, 120), "会员", steps=False))
    middle = HEIGHT / 2
    inside = HEIGHT - 2 * EDGE
    assert points == [(EDGE, middle), (WIDTH / 2, middle - inside / 8), (WIDTH - EDGE, middle + inside / 4)]
    assert level == middle


def test_steps_hold_until_the_next_value() -> None:
    points, level = _drawn(sparkline([(0, 1), (1, 2), (4, 4)], 4, (0, 4), "报送", steps=True))
    heights = [HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * count / 4 for count in (1, 1, 2, 2, 4)]
    assert [y for _, y in points] == heights
    assert [x for x, _ in points] == [EDGE, 63, 63, WIDTH - EDGE, WIDTH - EDGE]
    assert level == EDGE


def test_one_value_is_a_point_at_the_end() -> None:
    points, _ = _drawn(sparkline([(7, 3)], 6, (0, 6), "报送", steps=True))
    assert points == [(WIDTH - EDGE, HEIGHT / 2)]
