"""What a new version has set right: told of its own society and year, whatever others have open."""

from dashboard.queries import corrections
from tests.dashboard.queries.conftest import Edited

# S03 sent 000007 and 000008 for 2018, and 000002 for 2017; S01 has the same open, in 000005, as S03 once had.
FOUND = """
insert into finding (submission_id, kind, severity, sheet, cell, message, value) values
    ('000007', 'file_pdf', 'warning', '表', 'B2', '一', 'x'),
    ('000007', 'file_empty', 'fatal', '表', 'B3', '二', 'y'),
    ('000007', 'count_unreadable', 'error', '表', 'B4', '三', 'z'),
    ('000007', 'count_unreadable', 'error', '表', 'B9', '四', 'w'),
    ('000008', 'count_unreadable', 'error', '表', 'B4', '另', 'q'),
    ('000008', 'count_unreadable', 'error', '表', 'C9', '四', 'w'),
    ('000005', 'file_pdf', 'warning', '表', 'B2', '一', 'x'),
    ('000002', 'file_empty', 'fatal', '表', 'B3', '二', 'y')
"""


def test_what_is_open_in_its_cell_or_says_the_same_is_not_set_right(edited: Edited) -> None:
    found = corrections.resolved(edited(FOUND), 2018, "S03")
    made = found[found["message"].isin(["一", "二", "三", "四"])]
    assert list(made[["severity", "cell", "message", "version"]].itertuples(index=False, name=None)) == [
        ("fatal", "B3", "二", 1),
        ("warning", "B2", "一", 1),
    ]
