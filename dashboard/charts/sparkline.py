"""The course of a figure as a line as small as a word, which stands below the figure on its card."""

from base64 import b64encode
from collections.abc import Sequence

from dashboard.charts import style
from dashboard.wording.labels import Course

WIDTH, HEIGHT = 240, 36  # pixels where there is room; a narrow card shrinks it
EDGE = 6  # room for the last point


def sparkline(
    figures: Sequence[tuple[float, float]], level: float, bounds: tuple[float, float], alt: str, *, steps: bool
) -> Course:
    """Return the figures (place, value) between `bounds`, the last one marked, and a dotted line at `level`.

    With `steps` a value holds until the next one.
    """
    low, high = bounds
    begin = figures[0][0]
    span = figures[-1][0] - begin

    def across(place: float) -> float:
        return EDGE + (WIDTH - 2 * EDGE) * ((place - begin) / span if span else 1)

    def down(value: float) -> float:
        return HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * (value - low) / (high - low)

    points = [(across(place), down(value)) for place, value in figures]
    if steps:
        held = [(x, y) for (x, _), (_, y) in zip(points[1:], points, strict=False)]
        points = [points[0], *(point for pair in zip(held, points[1:], strict=True) for point in pair)]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    (x, y), at = points[-1], down(level)
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<g fill="none">'
        f'<path d="M{EDGE},{at:.1f}H{WIDTH - EDGE}" stroke="{style.MUTED}" stroke-dasharray="2 4" {_EVEN}/>'
        f'<polyline points="{line}" stroke="{style.INK}" stroke-width="1.5" {_EVEN}/></g>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{style.INK}"/></svg>'
    )
    return Course(f"data:image/svg+xml;base64,{b64encode(drawn.encode()).decode()}", alt)


_EVEN = 'vector-effect="non-scaling-stroke"'  # as thick on a narrow card as on a wide one
