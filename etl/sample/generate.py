"""Writing the demonstration's data folder: registry, inbox and when each file arrived."""

import csv
import datetime as dt
import multiprocessing
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from etl.knowledge import layout as layouts
from etl.knowledge.layout import Layout
from etl.paths import DataFolder
from etl.registry import Period, RegistryError
from etl.sample import city, inbox
from etl.sample.city import Member
from etl.sample.inbox import Parcel
from etl.template import build_registry
from etl.template.look import put
from etl.workbook.saving import save

SEED = 2018
RECEIVED = "received.csv"
_IN_PROCESS = 40  # so few files are written before a worker process has started
_DAYS, _DAYS_FOR_CORRECTIONS = 60, 3
_OPENS, _OPEN_MINUTES = 8 * 60 + 30, 9 * 60
_ISSUER, _ADDRESSEE = "滨海市科学技术协会", "各市级学会"


Progress = Callable[[str, int, int], None]


def generate(
    folder: Path,
    societies: int = 168,
    seed: int = SEED,
    periods: Sequence[int] = (2017, 2018),
    progress: Progress | None = None,
) -> int:
    """Make the demonstration in a data folder and return how many files its inbox holds.

    The same arguments give the same content. `progress` is told the stage, files written and files in all. Raises
    RegistryError rather than write where there are data already, and where so many societies cannot be named.
    """
    data, layout = DataFolder(folder), layouts.read()
    _refuse_if_furnished(data)
    deadlines = [Period(year, _deadline(year), _ISSUER, _ADDRESSEE) for year in sorted(periods)]
    try:
        members = city.build(societies, seed, [period.period for period in deadlines])
    except ValueError as error:
        raise RegistryError(str(error)) from error
    folder.mkdir(parents=True, exist_ok=True)
    parcels = inbox.plan(members, deadlines, seed, data.inbox)
    _write_all(parcels, progress)
    _write_receipts(folder, parcels)
    _write_registry(data.registry, layout, members, deadlines)
    return len(parcels)


def arrivals(folder: Path) -> list[tuple[Path, dt.datetime]]:
    """The files of a demonstration with the moment each arrived, in that order."""
    with (folder / RECEIVED).open(encoding="utf-8", newline="") as stream:
        lines = list(csv.DictReader(stream))
    return [(folder / line["file"], dt.datetime.fromisoformat(line["received_at"])) for line in lines]


def _deadline(period: int) -> dt.date:
    return dt.date(period, 12, 31)


def _refuse_if_furnished(data: DataFolder) -> None:
    there = {
        "名录 registry.xlsx": data.registry.exists(),
        "档案 archive": data.archive.exists(),
        "收件 inbox": data.inbox.exists() and any(data.inbox.iterdir()),
        "数据 warehouse": data.current.exists(),
    }
    if any(there.values()):
        furnished = "、".join(name for name, is_there in there.items() if is_there)
        raise RegistryError(
            f"{data.root} 里已有{furnished}，演示数据不写进去，什么也没有改动。请用 --out 指定另一个文件夹；"
            "里面如果只是以前的演示数据，也可以先把整个文件夹删掉。"
        )


def _write_all(parcels: Sequence[Parcel], progress: Progress | None) -> None:
    def report(done: Iterable[object]) -> None:
        for count, _ in enumerate(done, start=1):
            if progress:
                progress("生成演示数据", count, len(parcels))

    if len(parcels) <= _IN_PROCESS:
        report(map(inbox.write, parcels))
        return
    with ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn")) as pool:
        report(written.result() for written in as_completed(pool.submit(inbox.write, parcel) for parcel in parcels))


def _write_receipts(folder: Path, parcels: Sequence[Parcel]) -> None:
    """`received.csv`: file (relative to the folder) and received_at, growing towards each deadline."""
    with (folder / RECEIVED).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["file", "received_at"])
        for period in dict.fromkeys(parcel.period for parcel in parcels):
            mine = [parcel for parcel in parcels if parcel.period == period]
            corrected = [parcel for parcel in mine if parcel.path.parent.name.endswith(inbox.CORRECTED)]
            first = [parcel for parcel in mine if parcel not in corrected]
            start = dt.datetime.combine(_deadline(period.period), dt.time()) - dt.timedelta(days=_DAYS)
            usual = _DAYS - _DAYS_FOR_CORRECTIONS
            for group, begin, days in ((first, 0, usual), (corrected, usual, _DAYS_FOR_CORRECTIONS)):
                for position, parcel in enumerate(group):
                    # Most come late: half of them in the last third of the time.
                    day, of_day = divmod(begin + days * ((position + 0.5) / len(group)) ** 0.6, 1)
                    at = start + dt.timedelta(days=day, minutes=_OPENS + int(of_day * _OPEN_MINUTES))
                    writer.writerow([parcel.path.relative_to(folder).as_posix(), at.isoformat()])


def _write_registry(path: Path, layout: Layout, members: Sequence[Member], periods: Sequence[Period]) -> None:
    base_years = sorted({base.year for member in members for base in member.society.bases})
    book = build_registry(layout, base_years, is_demo=True)
    sheet = book[layout.registry_sheet]
    for row, member in enumerate(members, start=2):
        society = member.society
        values = (
            society.society_id,
            society.name,
            "、".join(society.former_names),
            society.credit_code,
            society.category,
            society.supporting_unit,
            "、".join(map(str, society.renewal_years)),
            *map(society.base, base_years),
            society.contact,
            society.phone,
            society.status,
        )
        for column, value in enumerate(values, start=1):
            put(sheet.cell(row, column), value or None)
    for row, period in enumerate(periods, start=2):
        line = (period.period, period.deadline, period.issuer, period.addressee)
        for column, entry in enumerate(line, start=1):
            book[layout.period_sheet].cell(row, column, entry)
    save(book, path)
