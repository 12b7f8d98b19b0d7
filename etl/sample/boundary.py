"""Cases on the line between met and unmet, made on purpose so that every demonstration shows them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Boundary:
    """Figures that replace the invented ones; None leaves the invented one."""

    councillors: int | None = None
    delegates: int | None = None
    standing: int | None = None
    frontline: int | None = None
    frontline_standing: int | None = None
    base: int | None = None
    now: int | None = None
    chosen: int | None = None
    staff: int | None = None
    staff_before: int | None = None

    @property
    def is_empty(self) -> bool:
        return self == NONE


NONE = Boundary()
CASES = (
    Boundary(councillors=33, delegates=99),  # exactly 1/3
    Boundary(councillors=34, delegates=101),
    Boundary(councillors=60, standing=20),  # exactly 1/3
    Boundary(councillors=60, standing=21),
    Boundary(councillors=60, frontline=45),  # exactly 3/4
    Boundary(councillors=60, frontline=44),
    Boundary(councillors=72, standing=24, frontline_standing=16),  # exactly 2/3
    Boundary(councillors=72, standing=24, frontline_standing=15),
    Boundary(councillors=50, standing=16),
    Boundary(councillors=49, standing=16),  # too few councillors for a standing council
    Boundary(base=200, now=230),  # exactly 115 %
    Boundary(base=200, now=229),
    Boundary(base=299, now=344),
    Boundary(base=299, now=343),
    Boundary(base=300, now=345),  # the two readings of 300 agree, differ, agree
    Boundary(base=300, now=320),
    Boundary(base=300, now=300),
    Boundary(base=301, now=302),
    Boundary(chosen=4),
    Boundary(chosen=5),
    Boundary(staff=5, staff_before=5),
)
