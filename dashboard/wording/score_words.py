"""Points in words: 72.5, 72–78, 72–78/100 (docs/judging.md, Points)."""

HUNDREDTHS = 100


def points(hundredths: int) -> str:
    """Return hundredths of a point as people write them: 7250 → 72.5."""
    whole, part = divmod(abs(int(hundredths)), HUNDREDTHS)
    return f"{'−' if hundredths < 0 else ''}{whole:,}" + (f".{part:02d}".rstrip("0") if part else "")


def span(low: int, high: int) -> str:
    """Return what may be given, from the least to the most: 72–78, −3 至 2."""
    if low == high:
        return points(low)
    return f"{points(low)}{' 至 ' if low < 0 else '–'}{points(high)}"


def fraction(low: int, high: int, maximum: int) -> str:
    """Return the same out of the full marks; without any (a bonus, a deduction) alone."""
    return f"{span(low, high)}/{points(maximum)}" if maximum else span(low, high)
