"""A city of random societies: its registry, the files they send in order of receipt, and every verdict to expect."""

import datetime as dt
import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl

from tests.independent.judge import judge
from tests.independent.mess.files import Format, write
from tests.independent.mess.grid import Sheet
from tests.independent.mess.pen import Pen
from tests.independent.mess.summaries import KINDS, summary
from tests.independent.mess.workbooks import workbook
from tests.independent.product import Verdicts
from tests.independent.societies import lines_of, report_of
from tests.independent.truth import Case, Line, Report

PERIODS = (2017, 2018)
TABLES = ("form", "answers", "members", "roster")
OF_ONE_TABLE = (Format.CSV_UTF8, Format.CSV_BOM, Format.CSV_GBK, Format.CSV_GB18030)
OF_MANY = (
    *(Format.XLSX, Format.XLSX, Format.XLSX, Format.CALCULATED, Format.CALCULATED, Format.INLINE),
    *(Format.XLS, Format.ET, Format.ODS, Format.ODS_WITHOUT_SPANS),
)
IN_A_SUMMARY = 12
REGISTRY = (
    "编号 学会名称 曾用名 统一社会信用代码 学科类别 挂靠单位 应换届年份 2016年底个人会员数（核定） 联系人 联系电话 状态"
)

Files = list[tuple[Path, str]]


@dataclass(slots=True)
class City:
    """Societies and what was sent; `rounds` holds the files in order of receipt."""

    folder: Path
    rng: random.Random
    lines: list[Line]
    rounds: list[Files] = field(default_factory=list)
    accepted: dict[tuple[Line, int], list[Report]] = field(default_factory=dict)

    @property
    def files(self) -> Files:
        return [file for files in self.rounds for file in files]

    @property
    def expected(self) -> Verdicts:
        """Every verdict of every society and period."""
        return {
            (line.society_id, period, what): verdict
            for (line, period), case in self.cases.items()
            for what, verdict in judge(case).items()
        }

    @property
    def cases(self) -> Mapping[tuple[Line, int], Case]:
        return {
            (line, period): Case(line, period, tuple(self.accepted.get((line, period), ())))
            for line in self.lines
            if line.is_expected
            for period in PERIODS
        }


def city(folder: Path, seed: int, societies: int) -> City:
    """Write registry and files of a city into the folder."""
    rng = random.Random(seed)
    made = City(folder, rng, lines_of(rng, societies))
    (folder / "files").mkdir()
    write_registry(folder / "registry.xlsx", made.lines, PERIODS)
    made.rounds = [[] for _ in range(4)]
    in_summary = made.lines[: min(IN_A_SUMMARY, societies // 3)]
    _send_summary(made, in_summary)
    for line in made.lines:
        for period in PERIODS if rng.random() < 0.15 else PERIODS[1:]:
            if line not in in_summary:
                MANNERS[rng.choice(list(MANNERS))](made, line, period)
    return made


def write_registry(path: Path, lines_: Iterable[Line], years: Iterable[int]) -> None:
    """The association's list of societies, who report for these years."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "名录"
    page.append(REGISTRY.split())
    for one in lines_:
        due = one.due_years[0] if len(one.due_years) == 1 else "、".join(map(str, one.due_years))
        row = [one.society_id, one.name, one.former, one.code, "理科", "滨海大学", due, one.base]
        page.append([*row, "王某", "022-00000000", one.status])
    periods = book.create_sheet("报告期")
    periods.append(["年度", "报送截止日期"])
    for period in years:
        periods.append([period, dt.datetime(period, 12, 31)])
    book.save(path)


def _write(made: City, line: Line, period: int, report: Report, turn: int, form: Format | None = None) -> Report:
    """Send a report as one file in a turn; return what can be understood of it."""
    form = form or made.rng.choice(OF_MANY)
    pen = Pen(made.rng, form, neat=made.rng.random() < 0.15)
    sheets, understood = workbook(pen, line, period, report)
    _keep(made, sheets, form, f"{line.society_id}-{period}-{turn}{len(made.rounds[turn]):04d}", turn)
    return understood


def _keep(made: City, sheets: list[Sheet], form: Format, name: str, turn: int) -> None:
    file = made.folder / "files" / f"{name}{form.suffix}"
    write(file, sheets, form)
    made.rounds[turn].append((file, file.name))


def _accept(made: City, line: Line, period: int, *reports: Report) -> None:
    made.accepted.setdefault((line, period), []).extend(reports)


def _send_once(made: City, line: Line, period: int) -> None:
    _accept(made, line, period, _write(made, line, period, report_of(made.rng, line, period), 0))


def _send_twice(made: City, line: Line, period: int) -> None:
    for turn in (0, 1):
        _accept(made, line, period, _write(made, line, period, report_of(made.rng, line, period), turn))


def _send_corrections(made: City, line: Line, period: int) -> None:
    """All of it, then one or two tables anew."""
    _send_once(made, line, period)
    report = report_of(made.rng, line, period)
    present = [table for table in TABLES if getattr(report, table) is not None]
    for turn in (1, 2)[: made.rng.choice([1, 1, 2])]:
        part = report.only(made.rng.sample(present, made.rng.choice([1, 1, 2])))
        _accept(made, line, period, _write(made, line, period, part, turn))
        report = report_of(made.rng, line, period).only(present)
        present = [table for table in present if getattr(report, table) is not None]


def _send_in_parts(made: City, line: Line, period: int) -> None:
    """Every table in a file of its own, some as CSV."""
    report = report_of(made.rng, line, period)
    for table in TABLES:
        if getattr(report, table) is not None:
            form = made.rng.choice([*OF_ONE_TABLE, None])
            _accept(made, line, period, _write(made, line, period, report.only([table]), 0, form))


def _send_again(made: City, line: Line, period: int) -> None:
    """A, then B, then A once more, byte for byte."""
    first, second = (_write(made, line, period, report_of(made.rng, line, period), turn) for turn in (0, 1))
    made.rounds[2].append(made.rounds[0][-1])
    _accept(made, line, period, first, second, first)


def _send_what_is_returned(made: City, line: Line, period: int) -> None:
    """A good file or none, then one that cannot be given to this society and period."""
    if made.rng.random() < 0.6:
        _send_once(made, line, period)
    elsewhere = Line("S000", f"滨海市示例{line.society_id}研究中心")
    report = report_of(made.rng, line, period)
    made.rng.choice([_send_for_another_year, lambda *all_: _write(all_[0], elsewhere, period, report, 1)])(
        made, line, report
    )


def _send_for_another_year(made: City, line: Line, report: Report) -> Report:
    return _write(made, line, PERIODS[-1] + 5, report, 1)


def _send_nothing(made: City, line: Line, period: int) -> None:
    """Not everybody reports."""


MANNERS: Mapping[int, Callable[[City, Line, int], None]] = dict(
    enumerate(
        [
            *[_send_once] * 10,
            *[_send_corrections] * 4,
            *[_send_twice, _send_in_parts, _send_again, _send_what_is_returned, _send_nothing],
        ]
    )
)


def _send_summary(made: City, lines_: list[Line]) -> None:
    """Every table of some societies in files that hold all of them."""
    if not lines_:
        return
    period = PERIODS[-1]
    reports = {line: _whole(made, line, period) for line in lines_}
    unknown = Line("S000", "滨海市示例未登记学会")
    everybody = {**reports, unknown: _whole(made, unknown, period)}
    books = made.rng.choice([KINDS, [*zip(KINDS, strict=True)], [KINDS[:2], KINDS[2:]]])
    for number, kinds in enumerate([KINDS] if books is KINDS else books):
        forms = [Format.XLSX, Format.CALCULATED, Format.ODS, Format.XLS, *(OF_ONE_TABLE if len(kinds) == 1 else ())]
        form = made.rng.choice(forms)
        sheets = summary(Pen(made.rng, form), period, everybody, kinds)
        _keep(made, sheets, form, f"汇总-{number}", 0)
    for line, report in reports.items():
        _accept(made, line, period, *(report.only([table]) for table in KINDS))


def _whole(made: City, line: Line, period: int) -> Report:
    """A report with every table in it."""
    while True:
        report = report_of(made.rng, line, period)
        if report.roster is not None:
            return report
