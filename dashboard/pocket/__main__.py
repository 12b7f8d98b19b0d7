"""`python -m dashboard.pocket [YEAR]`: the pocket file of all societies on its output, for `python -m etl pocket`."""

import sys
from collections.abc import Sequence

from dashboard import database
from dashboard.pocket import pocket_html
from dashboard.queries import Filters, basis

DONE, NOTHING_DONE = 0, 2


def main(arguments: Sequence[str]) -> int:
    """Write the file of a year, or of the latest with data; returns the exit code of `python -m etl`."""
    build = database.current()
    periods = basis.choices(build).periods if build else ()
    wanted = [int(one) for one in arguments] or [
        one for one in periods if basis.basis(str(build), Filters(one)).reported
    ]
    period = next(iter([*wanted, *periods]), None)
    if build is None or period not in periods:
        print(f"名录中没有 {period} 年度；有的是 {'、'.join(map(str, periods))}。", file=sys.stderr)
        return NOTHING_DONE
    sys.stdout.buffer.write(pocket_html(build, Filters(period)).encode())
    return DONE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
