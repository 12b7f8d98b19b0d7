"""The command line: python -m etl init, load, check, build, template, return, compare, sample, path."""

import argparse
import datetime as dt
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
from rich.console import Console
from rich.markup import escape

from etl import VERSION
from etl import registry as registries
from etl.archive.files import ArchiveError
from etl.command import collecting, console
from etl.command.usage import speak_chinese
from etl.disk import trouble
from etl.knowledge import layout as layouts
from etl.knowledge import rubric as rubrics
from etl.knowledge.rubric import RubricError
from etl.loading import pipeline
from etl.loading.backlog import is_behind, is_of_the_past, waiting
from etl.loading.outcome import Report
from etl.paths import COMMAND, DataFolder, data_folder
from etl.registry import RegistryError
from etl.text import file_name, shown
from etl.warehouse import current_build
from etl.words import CAUSES, GROUPS, OVERALL, VERDICTS

OK, NEEDS_SOMEBODY, NOTHING_DONE = 0, 1, 2
# How DuckDB says that the disk or the memory is full.
_STORAGE_ERRORS = (duckdb.IOException, duckdb.TransactionException, duckdb.OutOfMemoryException, duckdb.FatalException)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 all accepted, 1 something needs somebody, 2 nothing could be done."""
    speak_chinese()
    options = _parser().parse_args(arguments)
    errors = Console(stderr=True, highlight=False, soft_wrap=True)
    try:
        return int(options.run(options, data_folder(getattr(options, "data", None))))
    except (RegistryError, RubricError, ArchiveError) as error:
        errors.print(escape(str(error)))
    except (OSError, *_STORAGE_ERRORS) as error:
        kept = "没有发布新的数据，看板仍显示原来的。" if options.run in (_load, _build) else ""
        errors.print(escape(shown(trouble(error) + kept)))
    except KeyboardInterrupt:
        errors.print("已中断。收到的文件已留存，再运行一次 load 即可接着完成。")
    return NOTHING_DONE


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--data", metavar="DIR", default=argparse.SUPPRESS, help="数据文件夹（默认 $REFORM_DATA 或 data/）"
    )
    parser = argparse.ArgumentParser(COMMAND, description="学会改革任务：填报表的收取、判定与汇总", parents=[common])
    version = f"society-reform-dashboard {VERSION}"
    parser.add_argument("--version", action="version", version=version, help="显示程序的版本")
    commands = parser.add_subparsers(title="命令", required=True, metavar="命令")

    def add(name: str, run: Any, text: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text, description=text, parents=[common])
        command.set_defaults(run=run)
        return command

    add("init", _init, "新建空白名录")
    load = add("load", _load, "收取填报表，更新数据")
    load.add_argument("paths", metavar="PATH", nargs="+", type=Path, help="文件或文件夹")
    check = add("check", _check, "只检查，不改动任何数据")
    check.add_argument("paths", metavar="PATH", nargs="+", type=Path, help="文件或文件夹")
    check.add_argument("--json", action="store_true", help="以 JSON 输出")
    build = add("build", _build, "由档案重新生成数据")
    wanted = build.add_mutually_exclusive_group()
    wanted.add_argument("--as-of", metavar="TIME", type=_moment, help="某一时刻的状态，例如 2018-12-20T09:30")
    wanted.add_argument("--if-needed", action="store_true", help="只在有已收存而没有汇总的文件，或程序更新过时生成")
    template = add("template", _template, "生成填报表")
    template.add_argument("--period", metavar="Y", type=int, help="年度（默认名录中最晚的）")
    template.add_argument("--society", metavar="ID", default="all", help="学会编号，或 all")
    template.add_argument("--out", metavar="DIR", type=Path, default=Path("填报表"), help="放在哪里")
    returned = add("return", _return, "退回修改：在各学会报来的原件上标出问题")
    returned.add_argument("--period", metavar="Y", type=int, help="年度（默认全部）")
    returned.add_argument("--society", metavar="ID", default="all", help="学会编号，或 all")
    returned.add_argument("--out", metavar="DIR", type=Path, default=Path("退回修改"), help="放在哪里")
    compare = add("compare", _compare, "比较两个时刻：哪些结果变了，因何而变")
    compare.add_argument("before", metavar="TIME", type=_moment, help="例如 2018-12-01")
    compare.add_argument("after", metavar="TIME", type=_moment, help="例如 2018-12-20T09:30")
    sample = add("sample", _sample, "生成演示数据（虚构）")
    sample.add_argument("--societies", metavar="N", type=int, default=168)
    sample.add_argument("--seed", metavar="S", type=int, default=2018)
    sample.add_argument("--out", metavar="DIR", type=Path, help="放在哪里（默认数据文件夹里的 sample/）")
    add("path", _path, "显示数据文件在哪里")
    return parser


def _moment(text: str) -> dt.datetime:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}”不是时间，例如 2018-12-20T09:30") from error
    is_day = len(text) == 10
    return moment.replace(hour=23, minute=59, second=59, microsecond=999999) if is_day else moment


def _init(_: argparse.Namespace, folder: DataFolder) -> int:
    from etl.template import write_registry

    if folder.registry.exists():
        print(f"名录已经存在，没有改动：{folder.registry}")
        return NOTHING_DONE
    folder.inbox.mkdir(parents=True, exist_ok=True)
    write_registry(folder.registry, layouts.read(), is_demo=False)
    print(f"已新建空白名录：{folder.registry}\n请填写“名录”和“报告期”，再运行 {COMMAND} template --society all")
    return OK


def _collected(paths: Sequence[Path]) -> list[tuple[Path, str]]:
    """The files to receive or to check; says where there are none, or where links were left out."""
    files = collecting.collect(paths)
    if links := collecting.leading_out(paths):
        print(
            f"没有收取 {len(links)} 个链接，它们指到所给的文件夹之外，例如 {shown(str(links[0]))}。"
            "确实要收的，请在命令里写出那个文件或文件夹本身。",
            file=sys.stderr,
        )
    if not files:
        print("这些文件夹里没有文件。")
    return files


def _load(options: argparse.Namespace, folder: DataFolder) -> int:
    files = _collected(options.paths)
    if not files:
        return NOTHING_DONE
    with console.progress() as progress:
        report = pipeline.load(folder, files, "command", progress)
    console.tell(report)
    return _code(report)


def _check(options: argparse.Namespace, folder: DataFolder) -> int:
    files = _collected(options.paths)
    if not files:
        return NOTHING_DONE
    with console.progress() as progress:
        report = pipeline.check(folder, files, progress)
    if options.json:
        print(json.dumps(console.as_json(report), ensure_ascii=False, indent=2))
        return _code(report)
    console.tell(report)
    return _code(report)


def _build(options: argparse.Namespace, folder: DataFolder) -> int:
    if options.if_needed and not is_behind(folder):
        return OK
    count, was_past = waiting(folder), is_of_the_past(folder)
    with console.progress() as progress:
        pipeline.rebuild(folder, options.as_of, progress)
    print(f"已重新生成：{current_build(folder)}")
    if options.as_of:
        print(
            f"看板现在显示的是 {options.as_of:%Y-%m-%d %H:%M} 那一刻的状态，不是最新的。"
            f"运行 {COMMAND} build 可回到现在；再收取一次也会回到现在。"
        )
    elif was_past:
        print("看板不再显示过去某一刻的状态，已回到现在。")
    if count and not options.as_of:
        print(f"其中 {count} 份是先前已收存、这次才汇入的。")
    return OK


def _template(options: argparse.Namespace, folder: DataFolder) -> int:
    from etl.template import write
    from etl.template.last_year import last_stated

    layout = layouts.read()
    registry = registries.read(folder.registry, layout)
    periods = {one.period: one for one in registry.periods}
    period = options.period or max(periods)
    if period not in periods:
        raise RegistryError(f"名录的“{layout.period_sheet}”中没有 {period} 年度。")
    wanted = [one for one in registry.societies if one.is_expected]
    if options.society != "all":
        wanted = [one for one in registry.societies if one.society_id == options.society]
    if not wanted:
        raise RegistryError(
            f"名录中没有编号为 {options.society} 的学会。" if options.society != "all" else "名录中没有学会。"
        )
    rubric = rubrics.in_force(rubrics.read_all(), period)
    options.out.mkdir(parents=True, exist_ok=True)
    with console.progress() as progress:
        for done, society in enumerate(wanted, 1):
            path = options.out / file_name(f"{society.society_id}-{society.name}-{period}填报表.xlsx")
            write(
                path,
                rubric,
                layout,
                periods[period],
                society,
                last_stated(folder, society.society_id, period),
                is_demo=registry.is_demo,
            )
            progress("生成填报表", done, len(wanted))
    print(f"已生成 {len(wanted)} 份填报表：{options.out}")
    return OK


def _return(options: argparse.Namespace, folder: DataFolder) -> int:
    from etl.returns.outgoing import corrections

    society_id = None if options.society == "all" else options.society
    layout = layouts.read()
    registry = registries.read(folder.registry, layout)
    if society_id is not None and society_id not in {one.society_id for one in registry.societies}:
        raise RegistryError(f"名录中没有编号为 {society_id} 的学会。")
    if options.period is not None and options.period not in {one.period for one in registry.periods}:
        raise RegistryError(f"名录的“{layout.period_sheet}”中没有 {options.period} 年度。")
    options.out.mkdir(mode=0o700, parents=True, exist_ok=True)  # rosters are in what goes back
    written = 0
    for one in corrections(folder, options.period, society_id):
        written += 1
        whose = one.society_ids[0] if len(one.society_ids) == 1 else "多家学会" if one.society_ids else "未识别"
        name = f"{whose}-{one.submission_ids[0]}-{one.file_name}"
        (options.out / file_name(name)).write_bytes(one.content)
    if not written:
        print("没有需要退回修改的填报表。")
        return OK
    print(f"已写出 {written} 份：{options.out}")
    return OK


def _compare(options: argparse.Namespace, folder: DataFolder) -> int:
    from etl.loading.compare import moves, society_names

    with console.progress() as progress:
        found = moves(folder, options.before, options.after, progress)
    names = society_names(folder, options.before, options.after)
    tasks = {task.task_id: f"任务 {task.number} {task.short_title}" for one in rubrics.read_all() for task in one.tasks}
    labels = tasks | GROUPS | {"overall": OVERALL}
    for cause, word in CAUSES.items():
        of_cause = [one for one in found if one.cause == cause]
        print(f"因{word}变动：{len(of_cause)} 项")
        for one in of_cause:
            before, after = (VERDICTS.get(verdict or "", "无") for verdict in (one.before, one.after))
            whose, what = f"{names[one.society_id]}（{one.society_id}）", labels[one.what]
            print(f"  {one.period} 年度  {whose}  {what}  {before} → {after}")
    return OK


def _sample(options: argparse.Namespace, folder: DataFolder) -> int:
    from etl.sample import arrivals, generate

    out = options.out or folder.root / "sample"
    with console.progress() as progress:
        generate(out, societies=options.societies, seed=options.seed, progress=progress)
    pipeline.receive_at(DataFolder(out), arrivals(out))
    print(f"已生成 {options.societies} 家虚构学会的演示数据：{out}")
    return OK


def _path(_: argparse.Namespace, folder: DataFolder) -> int:
    build = current_build(folder)
    if build is None:
        print(f"还没有数据（{folder.warehouse}）。请先运行 {COMMAND} load。", file=sys.stderr)
        return NOTHING_DONE
    print(build)
    return OK


def _code(report: Report) -> int:
    return NEEDS_SOMEBODY if report.summary.returned or report.summary.to_correct else OK


if __name__ == "__main__":
    sys.exit(main())
