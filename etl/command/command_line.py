"""Which commands there are, what each takes, what is said when one fails or is interrupted."""

import argparse
import datetime as dt
import os
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

import duckdb
from rich.console import Console
from rich.markup import escape

from etl import VERSION
from etl.accounts.accounts_file import AccountError
from etl.archive.locking import ArchiveError
from etl.command import accounts, console
from etl.command.exit_code import INTERRUPTED, NOTHING_DONE
from etl.command.usage import JOURNAL, speak_chinese
from etl.disk import trouble
from etl.knowledge.rubric import RubricError
from etl.paths import COMMAND, DataFolder, data_folder
from etl.registry import RegistryError
from etl.text import shown

# How DuckDB says that the disk or the memory is full.
_STORAGE_ERRORS = (duckdb.IOException, duckdb.TransactionException, duckdb.OutOfMemoryException, duckdb.FatalException)
Command = Callable[[argparse.Namespace, DataFolder], int]
_FOR_OTHERS = ("published.export", "published.pocket")
"""The commands whose files are made to be given away."""
_INTERRUPTED_QUERY = "Query interrupted"  # what Ctrl+C becomes inside DuckDB
_INTERRUPTED = {
    "receiving.load": "收到的文件已留存，再运行一次 load 即可接着完成。",
    "receiving.build": "没有发布新的数据，看板仍显示原来的。",
}


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 all accepted, 1 something needs somebody, 2 nothing could be done, 130
    interrupted.
    """
    speak_chinese()
    console.show_marks_for_unknown_characters()
    options = argument_parser().parse_args(arguments)
    errors = Console(stderr=True, highlight=False, soft_wrap=True)
    command: str = options.run
    mask = None if command in _FOR_OTHERS else os.umask(0o077)  # what is in the data folder only its owner reads
    try:
        return function_of(command)(options, data_folder(getattr(options, "data", None)))
    except (RegistryError, RubricError, ArchiveError, AccountError) as error:
        errors.print(escape(str(error)))
    except (OSError, *_STORAGE_ERRORS) as error:
        kept = "没有发布新的数据，看板仍显示原来的。" if command in ("receiving.load", "receiving.build") else ""
        errors.print(escape(shown(trouble(error) + kept)))
    except (KeyboardInterrupt, RuntimeError) as error:
        if isinstance(error, RuntimeError) and str(error) != _INTERRUPTED_QUERY:
            raise
        errors.print("已中断。" + _INTERRUPTED.get(command, ""))
        return INTERRUPTED
    finally:
        if mask is not None:
            os.umask(mask)
    return NOTHING_DONE


def function_of(command: str) -> Command:
    """The function of a command, named with its module. Only what it needs is imported: openpyxl, which few commands
    need, takes a quarter of a second.
    """
    module, name = command.split(".")
    function: Command = getattr(import_module(f"etl.command.{module}"), name)
    return function


def argument_parser() -> argparse.ArgumentParser:
    """What argparse knows of all commands; each says by `run` which function it is (`function_of`)."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--data", metavar="文件夹", default=argparse.SUPPRESS, help="数据文件夹（默认 $REFORM_DATA 或 data/）"
    )
    parser = argparse.ArgumentParser(COMMAND, description="学会改革任务：填报表的收取、判定与汇总", parents=[common])
    version = f"society-reform-dashboard {VERSION}"
    parser.add_argument("--version", action="version", version=version, help="显示程序的版本")
    commands = parser.add_subparsers(title="命令", required=True, metavar="命令")

    def add(name: str, run: str, text: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text, description=text, parents=[common])
        command.set_defaults(run=run)
        return command

    add("init", "workbooks.init", "新建空白名录")
    load = add("load", "receiving.load", "收取填报表，更新数据")
    load.add_argument("paths", metavar="路径", nargs="+", type=Path, help="文件或文件夹")
    check = add("check", "receiving.check", "只检查，不改动任何数据")
    check.add_argument("paths", metavar="路径", nargs="+", type=Path, help="文件或文件夹")
    check.add_argument("--json", action="store_true", help="以 JSON 输出")
    build = add("build", "receiving.build", "由档案重新生成数据")
    wanted = build.add_mutually_exclusive_group()
    wanted.add_argument("--as-of", metavar="时间", type=_moment, help="某一时刻的状态，例如 2018-12-20T09:30")
    wanted.add_argument("--if-needed", action="store_true", help="只在有已收存而没有汇总的文件，或程序更新过时生成")
    wanted.add_argument("--again", metavar="文件", nargs="+", default=[], help="把因超过限额没有读成的文件再读一次")
    template = add("template", "workbooks.template", "生成填报表")
    template.add_argument("--period", metavar="年度", type=int, help="年度（默认名录中最晚的）")
    template.add_argument("--society", metavar="编号", default="all", help="学会编号，或 all")
    template.add_argument("--out", metavar="文件夹", type=Path, default=Path("填报表"), help="放在哪里")
    returned = add("return", "workbooks.give_back", "退回修改：在各学会报来的原件上标出问题")
    returned.add_argument("--period", metavar="年度", type=int, help="年度（默认全部）")
    returned.add_argument("--society", metavar="编号", default="all", help="学会编号，或 all")
    returned.add_argument("--out", metavar="文件夹", type=Path, help="放在哪里（默认数据文件夹里的 退回修改/）")
    compare = add("compare", "receiving.compare", "比较两个时刻：哪些结果变了，因何而变")
    compare.add_argument("before", metavar="时间", type=_moment, help="例如 2018-12-01")
    compare.add_argument("after", metavar="时间", type=_moment, help="例如 2018-12-20T09:30")
    sample = add("sample", "workbooks.sample", "生成演示数据（虚构）")
    sample.add_argument("--societies", metavar="家数", type=int, default=168, help="几家学会（默认 168）")
    sample.add_argument("--seed", metavar="种子", type=int, default=2018, help="随机数的种子，同一个数生成同样的数据")
    sample.add_argument("--out", metavar="文件夹", type=Path, help="放在哪里（默认数据文件夹里的 sample/）")
    withdraw = add("withdraw", "withdrawing.withdraw", "撤回一份报送：不再计入，记入日志，可以撤销")
    withdraw.add_argument("submission", metavar="编号", help="报送的编号（见“报送”页），或原来的文件名")
    assign = add("assign", "withdrawing.assign", "给没有归属的文件指定学会和年度，记入日志，可以撤销")
    assign.add_argument("file", metavar="文件", help="报送的编号、原来的文件名，或同一份文件的路径")
    assign.add_argument("--society", metavar="编号", help="学会编号")
    assign.add_argument("--period", metavar="年度", type=int, help="年度")
    lost = add("accept-loss", "withdrawing.accept_loss", "接受受损文件（或日志）的损失，记入日志，从此不再等它")
    lost.add_argument("lost", metavar="文件", help=f"受损文件原来的名字；日志受损写 {JOURNAL}")
    for decided in (withdraw, assign, lost):
        decided.add_argument("--why", metavar="原因", required=True, help="为什么，记入日志")
        decided.add_argument("--undo", action="store_true", help="撤销先前的这项决定")
    add("verify", "keeping_safe.verify", "核对日志、每份文件、名录和细则的版本、数据")
    saved = add("backup", "keeping_safe.backup", "备份档案、名录和账号到一个 zip 文件，前后都核对")
    saved.add_argument("file", metavar="文件.zip", type=Path, help="写到哪里")
    restored = add("restore", "keeping_safe.restore", "把备份恢复到一个空的数据文件夹（--data）")
    restored.add_argument("file", metavar="文件.zip", type=Path, help="备份")
    add("path", "published.path", "显示数据文件在哪里")
    exported = add("export", "published.export", "把公开的各表写成 Parquet 和 CSV")
    exported.add_argument("out", metavar="文件夹", type=Path, help="放在哪里")
    accounts.describe(add("account", "accounts.account", "账号：谁可以登录看板"), common)
    rubric = add("rubric", "rubric_files.rubric", "评价细则：试算另一份细则")
    deeds = rubric.add_subparsers(title="做什么", required=True, metavar="做什么")
    text = "试算：照这份细则判定，各年度哪些结果会变；不改动任何数据"
    tried = deeds.add_parser("try", help=text, description=text, parents=[common])
    tried.add_argument("file", metavar="文件", type=Path, help="以起始年度为名的细则，例如 2019.toml")
    pocket = add("pocket", "published.pocket", "把看板写成一个网页文件，手机上也能看，不用联网")
    pocket.add_argument("file", metavar="文件.html", type=Path, help="写到哪里")
    pocket.add_argument("--period", metavar="年度", type=int, help="年度（默认有数据的最晚一年）")
    add("dictionary", "published.dictionary", "显示各表各列的含义")
    return parser


def _moment(text: str) -> dt.datetime:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}”不是时间，例如 2018-12-20T09:30") from error
    if moment.tzinfo:
        return moment.astimezone().replace(tzinfo=None)
    is_day = len(text) == 10
    return moment.replace(hour=23, minute=59, second=59, microsecond=999999) if is_day else moment
