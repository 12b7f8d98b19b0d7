"""Workbooks to fill in, for the societies of a year: as `etl template` writes them."""

from collections.abc import Collection

from etl import registry as registries
from etl.archive.staging import scratch
from etl.desk.refusal import Refused, refusals
from etl.knowledge import layout as layouts
from etl.knowledge import rubric as rubrics
from etl.loading.material import Progress
from etl.paths import DataFolder
from etl.template import TemplateOrder, write
from etl.template.last_year import last_stated
from etl.text import file_name

Written = tuple[str, bytes]
"""The name of a file and what is in it."""


def expected(folder: DataFolder, period: int) -> list[str]:
    """The ids of the societies that are to report for the year, by the registry as it is now. Raises Refused."""
    with refusals():
        registry = registries.read(folder.registry, layouts.read())
    return [one.society_id for one in registry.societies if one.is_expected_in(period)]


def templates(folder: DataFolder, period: int, society_ids: Collection[str], progress: Progress) -> list[Written]:
    """A workbook of the period for each of the societies, with what it stated before; about a quarter second each.

    Raises Refused where the registry has not that year, or is wrong.
    """
    with refusals(), scratch(folder.staging) as own:
        layout = layouts.read()
        registry = registries.read(folder.registry, layout)
        periods = {one.period: one for one in registry.periods}
        if period not in periods:
            raise Refused(f"名录中没有 {period} 年度。请先建立这个年度。")
        rubric = rubrics.in_force(rubrics.read_all(), period)
        files: list[Written] = []
        for society_id in society_ids:
            progress("生成填报表", len(files), len(society_ids))
            society = registry.by_id[society_id]
            last = last_stated(folder, society_id, period)
            path = own / f"{len(files)}.xlsx"
            write(path, TemplateOrder(rubric, layout, periods[period], society, last, is_demo=registry.is_demo))
            files.append((file_name(f"{society_id}-{society.name}-{period}填报表.xlsx"), path.read_bytes()))
            path.unlink()
    return files
