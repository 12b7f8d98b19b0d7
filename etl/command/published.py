"""The commands that give out what is published: path, export, dictionary."""

import argparse
import sys

from etl.command.exit_code import NOTHING_DONE, OK
from etl.knowledge import contract
from etl.paths import COMMAND, DataFolder
from etl.warehouse import current_build
from etl.warehouse import export as export_contract


def path(_: argparse.Namespace, folder: DataFolder) -> int:
    build = current_build(folder)
    if build is None:
        print(f"还没有数据（{folder.warehouse}）。请先运行 {COMMAND} load。", file=sys.stderr)
        return NOTHING_DONE
    print(build)
    return OK


def export(options: argparse.Namespace, folder: DataFolder) -> int:
    build = current_build(folder)
    if build is None:
        print(f"还没有数据（{folder.warehouse}）。请先运行 {COMMAND} load。", file=sys.stderr)
        return NOTHING_DONE
    files = export_contract(build, options.out)
    print(f"已写出 {len(files)} 个文件：{options.out}（各表各列的含义见 {files[-1].name}）")
    return OK


def dictionary(_: argparse.Namespace, __: DataFolder) -> int:
    print(contract.dictionary(), end="")
    return OK
