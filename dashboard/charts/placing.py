"""Where words have their place beside a line: coordinates are pixels, downwards from the top left."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from etl.text import display_width

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, right, bottom
STEPS = 40  # boxes along a piece of a line
DOT = 4  # pixels around a point
NARROW = 0.6  # a Latin letter, of the width of a Chinese one


@dataclass(frozen=True, slots=True)
class Words:
    """Words in letters of `size` with their baseline at `y`, anchored at `x`: `start`, `middle` or `end` of them."""

    text: str
    x: float
    y: float
    anchor: str = "start"
    size: float = 10

    @property
    def box(self) -> Box:
        """The room they take up."""
        wide = display_width(self.text) - len(self.text)  # so many characters are Chinese
        width = self.size * (NARROW * len(self.text) + (1 - NARROW) * wide)
        left = self.x - {"start": 0, "middle": width / 2, "end": width}[self.anchor]
        return left, self.y - 0.8 * self.size, left + width, self.y + 0.2 * self.size


def beside(level: Words, width: float, words: Iterable[Box], strokes: Iterable[Box]) -> Words:
    """Return the words that stand on a level of that width above or below it, at an end or in the middle, where most
    room is.

    They cover other words only where they must, and strokes rather than those.
    """
    others, lines = list(words), list(strokes)
    anchors = ((0.0, "start"), (width, "end"), (width / 2, "middle"))
    heights = (level.y - 3, level.y + level.size + 1)
    places = [replace(level, x=x, y=y, anchor=anchor) for y in heights for x, anchor in anchors]
    return min(places, key=lambda one: (_covered(one.box, others), _covered(one.box, lines)))


def along(points: Sequence[Point]) -> Iterator[Box]:
    """Yield the room that a line through the points takes up, in small boxes, and that of its points."""
    yield from ((x - DOT, y - DOT, x + DOT, y + DOT) for x, y in points)
    for (x0, y0), (x1, y1) in pairwise(points):
        for step in range(STEPS):
            x, y = x0 + (x1 - x0) * step / STEPS, y0 + (y1 - y0) * step / STEPS
            yield x - 1, y - 1, x + 1, y + 1


def _covered(box: Box, others: Iterable[Box]) -> int:
    return sum(box[0] < one[2] and one[0] < box[2] and box[1] < one[3] and one[1] < box[3] for one in others)
