"""The commands that write workbooks: init, template, return, sample."""

import argparse
import sys

from etl import registry as registries
from etl.command import console
from etl.command.exit_code import NEEDS_SOMEBODY, NOTHING_DONE, OK
from etl.disk import make_folder, trouble
from etl.knowledge import layout as layouts
from etl.knowledge import rubric as rubrics
from etl.loading import pipeline
from etl.paths import COMMAND, DataFolder
from etl.registry import RegistryError
from etl.text import file_name, shown
from etl.workbook.pool import Pool


def init(_: argparse.Namespace, folder: DataFolder) -> int:
    from etl.template import write_registry

    if folder.registry.exists():
        print(f"名录已经存在，没有改动：{folder.registry}")
        return NOTHING_DONE
    make_folder(folder.inbox)
    base_years = sorted({rubric.parameters["base_year"] for rubric in rubrics.read_all()})
    write_registry(folder.registry, layouts.read(), base_years, is_demo=False)
    print(f"已新建空白名录：{folder.registry}\n请填写“名录”和“报告期”，再运行 {COMMAND} template --society all")
    return OK


def template(options: argparse.Namespace, folder: DataFolder) -> int:
    from etl.template import TemplateOrder, write
    from etl.template.last_year import last_stated

    layout = layouts.read()
    registry = registries.read(folder.registry, layout)
    periods = {one.period: one for one in registry.periods}
    period = options.period or max(periods)
    if period not in periods:
        raise RegistryError(f"名录的“{layout.period_sheet}”中没有 {period} 年度。")
    wanted = [one for one in registry.societies if one.is_expected_in(period)]
    if options.society != "all":
        wanted = [one for one in registry.societies if one.society_id == options.society]
    if not wanted:
        raise RegistryError(
            f"名录中没有编号为 {options.society} 的学会。" if options.society != "all" else "名录中没有学会。"
        )
    rubric = rubrics.in_force(rubrics.read_all(), period)
    make_folder(options.out)  # rosters of last year are in what is written
    with console.progress() as progress, Pool(module="etl.submission") as pool:
        for done, society in enumerate(wanted, 1):
            path = options.out / file_name(f"{society.society_id}-{society.name}-{period}填报表.xlsx")
            last = last_stated(folder, society.society_id, period, pool)
            write(path, TemplateOrder(rubric, layout, periods[period], society, last, is_demo=registry.is_demo))
            progress("生成填报表", done, len(wanted))
    print(f"已生成 {len(wanted)} 份填报表：{options.out}")
    return OK


def give_back(options: argparse.Namespace, folder: DataFolder) -> int:
    from etl.returns.outgoing import corrections

    society_id = None if options.society == "all" else options.society
    layout = layouts.read()
    registry = registries.read(folder.registry, layout)
    if society_id is not None and society_id not in {one.society_id for one in registry.societies}:
        raise RegistryError(f"名录中没有编号为 {society_id} 的学会。")
    if options.period is not None and options.period not in {one.period for one in registry.periods}:
        raise RegistryError(f"名录的“{layout.period_sheet}”中没有 {options.period} 年度。")
    out = options.out or folder.returned
    make_folder(out)  # rosters are in what goes back
    written, is_incomplete = 0, False
    lists: list[str] = []
    for correction in corrections(folder, options.period, society_id):
        whose = correction.society_ids or ("未识别",)
        owner = whose[0] if len(whose) == 1 else "多家学会"
        name = f"{owner}-{correction.submission_ids[0]}-{correction.file_name}"
        try:
            (out / file_name(name)).write_bytes(correction.content)
        except PermissionError as error:  # somebody has the last one open
            print(shown(f"有一份没有写出。{trouble(error)}"), file=sys.stderr)
            is_incomplete = True
            continue
        written += 1
        if correction.reason:
            lists.append(f"  {shown(correction.file_name)}：{correction.reason}")
    if not written and not is_incomplete:
        print("没有需要退回修改的填报表。")
        return OK
    print(f"已写出 {written} 份：{out}")
    if lists:
        print("\n".join([f"其中 {len(lists)} 份只有更正清单，没有在原表上标注：", *lists]))
    return NEEDS_SOMEBODY if is_incomplete else OK


def sample(options: argparse.Namespace, folder: DataFolder) -> int:
    from etl.sample import arrivals, generate

    out = options.out or folder.root / "sample"
    with console.progress() as progress:
        generate(out, societies=options.societies, seed=options.seed, progress=progress)
    pipeline.receive_at(DataFolder(out), arrivals(out))
    print(f"已生成 {options.societies} 家虚构学会的演示数据：{out}")
    return OK
