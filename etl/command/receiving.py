"""The commands that take files in or judge again: load, check, build, compare."""

import argparse
import datetime as dt
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from etl.archive.files import Archive
from etl.command import collecting, console
from etl.command.exit_code import NEEDS_SOMEBODY, NOTHING_DONE, OK
from etl.disk import trouble
from etl.knowledge import rubric as rubrics
from etl.loading import pipeline
from etl.loading.backlog import is_behind, is_of_the_past, waiting
from etl.loading.outcome import LoadOutcome
from etl.paths import COMMAND, DataFolder
from etl.text import shown
from etl.warehouse import current_build
from etl.words import CAUSES, GROUPS, MOVED, OVERALL, VERDICTS


def _collected(paths: Sequence[Path], folder: DataFolder) -> tuple[list[tuple[Path, str]], bool]:
    """The files to receive or to check, and whether others cannot be read; says where there are none, which cannot be
    read and why, and where links were left out.

    None where a path holds the archive or lies in it: `load data` is written by mistake for `load data/inbox`.
    """
    for path in paths:
        if _is_of_the_program(path.resolve(), folder):
            print(f"{path} 里有程序自己的档案，不能当作填报表收取。请写收件夹，例如 {folder.inbox}。", file=sys.stderr)
            return [], False
    files = collecting.collect(paths)
    if links := collecting.leading_out(paths):
        print(
            f"没有收取 {len(links)} 个链接，它们指到所给的文件夹之外，例如 {shown(str(links[0]))}。"
            "确实要收的，请在命令里写出那个文件或文件夹本身。",
            file=sys.stderr,
        )
    if not files:
        print("这些文件夹里没有文件。", file=sys.stderr)
    unreadable = collecting.unreadable(files)
    for error in unreadable.values():
        print(shown(f"跳过一份读不了的文件。{trouble(error)}"), file=sys.stderr)
    return [(path, name) for path, name in files if path not in unreadable], bool(unreadable)


def _is_of_the_program(path: Path, folder: DataFolder) -> bool:
    own = (folder.archive, folder.warehouse)
    return any(one.is_relative_to(path) or path.is_relative_to(one) for one in own if one.exists())


def load(options: argparse.Namespace, folder: DataFolder) -> int:
    files, is_incomplete = _collected(options.paths, folder)
    if not files:
        return NOTHING_DONE
    with console.progress() as progress:
        report = pipeline.load(folder, files, "command", progress)
    console.tell(report)
    return NEEDS_SOMEBODY if is_incomplete else _code(report)


def check(options: argparse.Namespace, folder: DataFolder) -> int:
    files, is_incomplete = _collected(options.paths, folder)
    if not files:
        return NOTHING_DONE
    with console.progress() as progress:
        report = pipeline.check(folder, files, progress)
    if options.json:
        console.print_json(report)
    else:
        console.tell(report)
    return NEEDS_SOMEBODY if is_incomplete else _code(report)


def build(options: argparse.Namespace, folder: DataFolder) -> int:
    if options.if_needed and not is_behind(folder):
        return OK
    names = {Path(one).name for one in options.again}
    again = [one for one in Archive(folder.archive).receipts() if one.name in names]
    if missing := names - {one.name for one in again}:
        print(f"没有收到过{'、'.join(f'“{name}”' for name in sorted(missing))}。请写收取时的文件名。", file=sys.stderr)
        return NOTHING_DONE
    if options.as_of and (refusal := _no_past(options.as_of, folder)):
        print(refusal, file=sys.stderr)
        return NOTHING_DONE
    count, was_past = waiting(folder), is_of_the_past(folder)
    with console.progress() as progress:
        if options.if_needed:
            pipeline.catch_up(folder, progress)
        else:
            pipeline.rebuild(folder, options.as_of, progress, frozenset(one.sha256 for one in again))
    print(f"已重新生成：{current_build(folder)}")
    if options.as_of:
        print(
            f"看板现在显示的是 {options.as_of:%Y-%m-%d %H:%M} 那一刻的状态，不是最新的。"
            f"运行 {_again(options)} 可回到现在；再收取一次也会回到现在。"
        )
    elif was_past:
        print("看板不再显示过去某一刻的状态，已回到现在。")
    if count and not options.as_of:
        print(f"其中 {count} 份是先前已收存、这次才汇入的。")
    return OK


def _no_past(moment: dt.datetime, folder: DataFolder) -> str:
    """Why there is no state of that moment to build; empty where there is one. Today is over at its end."""
    if moment.date() > dt.date.today():
        return f"{moment:%Y-%m-%d %H:%M} 还没有到。要看现在的状态，请运行 {COMMAND} build。"
    receipts = Archive(folder.archive).receipts()
    if receipts and moment < (first := min(one.at for one in receipts)):
        return f"{moment:%Y-%m-%d %H:%M} 那时还没有收到任何填报表，最早的一份是 {first:%Y-%m-%d %H:%M:%S} 收到的。"
    return ""


def _again(options: argparse.Namespace) -> str:
    """The command that builds the present of the same data folder."""
    return f"{COMMAND} build --data {options.data}" if "data" in options else f"{COMMAND} build"


def compare(options: argparse.Namespace, folder: DataFolder) -> int:
    from etl.loading.compare import moves, society_names

    with console.progress() as progress:
        moved = moves(folder, options.before, options.after, progress)
    names = society_names(folder, options.before, options.after)
    tasks = {task.task_id: f"任务 {task.number} {task.short_title}" for one in rubrics.read_all() for task in one.tasks}
    labels = tasks | GROUPS | {"overall": OVERALL}
    for cause, word in CAUSES.items():
        of_cause = [one for one in moved if one.cause == cause and one.kind == "verdict"]
        below = Counter(one.kind for one in moved if one.cause == cause)
        others = "，".join(f"{name} {below[kind]} 处" for kind, name in MOVED.items() if below[kind])
        print(f"因{word}变动：{len(of_cause)} 项" + (f"；其下{others}" if others else ""))
        for one in of_cause:
            before, after = (VERDICTS.get(verdict or "", "无") for verdict in (one.before, one.after))
            whose, what = f"{names[one.society_id]}（{one.society_id}）", labels[one.what]
            print(f"  {one.period} 年度  {whose}  {what}  {before} → {after}")
    return OK


def _code(report: LoadOutcome) -> int:
    return NEEDS_SOMEBODY if report.summary.returned or report.summary.to_correct else OK
