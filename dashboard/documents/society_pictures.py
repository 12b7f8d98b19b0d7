"""The pictures of the printed sheet as SVG: the strip of verdicts, the council's bullets, members by year."""

from collections.abc import Iterable

import pandas as pd
from markupsafe import Markup

from dashboard import standing
from dashboard.charts import bullets, placing, style
from dashboard.charts.placing import Words
from dashboard.charts.society import is_under_level
from dashboard.queries.society import SocietyRecord
from dashboard.wording import labels

CELL, CELL_HEIGHT, HEAD = 33.0, 34, 16  # of the strip
GAP = 0.5  # between two groups of the strip, in widths of a cell
ROW, LEFT, TRACK = 20, 118, 110  # of the bullets
MEMBERS_WIDTH, MEMBERS_HEIGHT, LABEL = 330, 140, 18
AROUND = 32  # above and below the line of the members
SIZE = 10  # of the letters


def strip(record: SocietyRecord) -> Markup:
    """The twenty verdicts, a cell each, their groups named above and the tasks below."""
    tasks = record.tasks
    lefts = [place * CELL for place in _cell_places(tasks)]
    starts = dict(zip(reversed(tasks["task_group"].tolist()), reversed(lefts), strict=True))
    parts = [_text(Words(title, starts[group], 11), weight="bold") for group, title in standing.groups(record).items()]
    for left, task in zip(lefts, tasks.itertuples(), strict=True):
        middle = left + (CELL - 1.5) / 2
        ink = style.ON_VERDICT[task.verdict]
        parts += [
            _box(left, HEAD, CELL - 1.5, CELL_HEIGHT, style.VERDICT_COLOURS[task.verdict]),
            _text(_words(task.number, middle, HEAD + 14), ink, "bold"),
            _text(_words(standing.task_word(task), middle, HEAD + 28, 9), ink),
        ]
        for line, words in enumerate(standing.in_two_lines(task.short_title)):
            parts.append(_text(_words(words, middle, HEAD + CELL_HEIGHT + 11 + 10 * line, 7), style.MUTED))
    return _svg(lefts[-1] + CELL, HEAD + CELL_HEIGHT + 26, standing.overall(record), parts)


def _cell_places(tasks: pd.DataFrame) -> list[float]:
    """Where the cells of the strip stand, in widths of a cell, with a gap between the groups."""
    order = list(labels.GROUPS)
    return [place + GAP * order.index(group) for place, group in enumerate(tasks["task_group"])]


def ratios(record: SocietyRecord) -> Markup:
    """The council's ratios as bars against their limits, with verdict and numbers."""
    parts = []
    for number, ratio in enumerate(record.ratios.itertuples()):
        top = number * ROW
        share = 0 if pd.isna(ratio.share) else min(ratio.share, 1)
        parts += [
            _text(Words(ratio.ratio, LEFT - 6, top + 14, "end")),
            _box(LEFT, top + 4, TRACK, 12, bullets.TRACK),
            _box(LEFT, top + 6.5, TRACK * share, 7, bullets.colour(ratio)),
        ]
        if isinstance(ratio.side, str):
            parts.append(_box(LEFT + TRACK * ratio.limit_part / ratio.limit_whole - 0.75, top + 2, 1.5, 16, style.INK))
        colour = style.VERDICT_TEXT.get(standing.ratio_kind(ratio), style.MUTED)
        parts += [
            _text(Words(standing.ratio_word(ratio), LEFT + TRACK + 6, top + 14), colour, "bold"),
            _text(Words(standing.ratio_numbers(ratio), LEFT + TRACK + 44, top + 14)),
        ]
    return _svg(LEFT + TRACK + 150, ROW * len(record.ratios) + 2, standing.council(record), parts)


def members(record: SocietyRecord) -> Markup:
    """Individual members by year, and the numbers that are demanded; the words of a demand where nothing else is."""
    years = record.members[record.members["individual"].notna()]
    limits = standing.demanded(record)
    levels = [value for value, _ in limits]
    if years.empty:
        return Markup("")
    values = [*years["individual"], *levels]
    low, high = min(values), max(values)
    near = LABEL * max(high - low, 1) / (MEMBERS_HEIGHT - 2 * AROUND)
    first, last = int(years["year"].min()), int(years["year"].max())

    def down(value: int) -> float:
        return float(MEMBERS_HEIGHT - AROUND - (value - low) / max(high - low, 1) * (MEMBERS_HEIGHT - 2 * AROUND))

    def across(year: int) -> float:
        return 26 + (year - first) / max(last - first, 1) * (MEMBERS_WIDTH - 60)

    points = [(across(row.year), down(row.individual)) for row in years.itertuples()]
    figures = [
        _words(f"{row.individual:,}", x, y + 15 if is_under_level(row.individual, levels, near) else y - 7)
        for (x, y), row in zip(points, years.itertuples(), strict=True)
    ]
    ends = [_words(f"{row.year} 年底", across(row.year), MEMBERS_HEIGHT - 4) for row in years.itertuples()]
    taken = [words.box for words in (*figures, *ends)]
    parts = []
    for value, text in limits:
        y = down(value)
        others = [(0, at - 1, MEMBERS_WIDTH, at + 1) for at in map(down, levels) if at != y]
        words = placing.beside(Words(text, 0, y, size=SIZE), MEMBERS_WIDTH, taken, [*placing.along(points), *others])
        taken.append(words.box)
        parts += [_dashes(y), _text(words)]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    parts.append(Markup("<polyline points='{}' fill='none' stroke='{}' stroke-width='2'/>").format(line, style.BRAND))
    parts += [Markup("<circle cx='{:.1f}' cy='{:.1f}' r='3' fill='{}'/>").format(x, y, style.BRAND) for x, y in points]
    parts += [*(_text(one, weight="bold") for one in figures), *(_text(one, style.MUTED) for one in ends)]
    return _svg(MEMBERS_WIDTH, MEMBERS_HEIGHT, standing.growth(record), parts)


def _words(text: object, x: float, y: float, size: float = SIZE) -> Words:
    return Words(str(text), x, y, "middle", size)


def _svg(width: float, height: float, name: str, parts: Iterable[Markup]) -> Markup:
    head = Markup("<svg viewBox='0 0 {:.0f} {:.0f}' role='img' aria-label='{}'>").format(width, height, name)
    return head + Markup("").join(parts) + Markup("</svg>")


def _box(x: float, y: float, width: float, height: float, colour: str) -> Markup:
    return Markup("<rect x='{:.1f}' y='{:.1f}' width='{:.1f}' height='{:.1f}' fill='{}'/>").format(
        x, y, width, height, colour
    )


def _text(words: Words, colour: str = style.INK, weight: str = "normal") -> Markup:
    place = Markup("<text x='{:.1f}' y='{:.1f}' text-anchor='{}' ").format(words.x, words.y, words.anchor)
    look = Markup("fill='{}' font-size='{}' font-weight='{}'>{}</text>").format(colour, words.size, weight, words.text)
    return place + look


def _dashes(y: float) -> Markup:
    return Markup("<line x1='0' x2='{}' y1='{:.1f}' y2='{:.1f}' stroke='{}' stroke-dasharray='4 3'/>").format(
        MEMBERS_WIDTH, y, y, style.INK
    )
