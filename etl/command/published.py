"""The commands that give out what is published: path, export, pocket, dictionary."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from etl.command.exit_code import NOTHING_DONE, OK
from etl.knowledge import contract
from etl.paths import COMMAND, DataFolder
from etl.warehouse import current_build
from etl.warehouse import export as export_contract


def path(_: argparse.Namespace, folder: DataFolder) -> int:
    build = current_build(folder)
    if build is None:
        return _nothing_yet(folder)
    print(build)
    return OK


def export(options: argparse.Namespace, folder: DataFolder) -> int:
    build = current_build(folder)
    if build is None:
        return _nothing_yet(folder)
    files = export_contract(build, options.out)
    print(f"已写出 {len(files)} 个文件：{options.out}（各表各列的含义见 {files[-1].name}）")
    return OK


def pocket(options: argparse.Namespace, folder: DataFolder) -> int:
    """Write what the dashboard answers when it is asked for its pocket file: a program of its own.

    What is published is shown by `dashboard/`, which nothing here imports (docs/architecture.md, The command line).
    """
    if current_build(folder) is None:
        return _nothing_yet(folder)
    period = [] if options.period is None else [str(options.period)]
    home = str(Path(__file__).parents[2])  # where the dashboard lies beside the folder of this program
    paths = os.pathsep.join([home, *filter(None, [os.environ.get("PYTHONPATH")])])
    environment = {**os.environ, "PYTHONPATH": paths, "REFORM_DATA": str(folder.root.resolve())}
    command = [sys.executable, "-m", "dashboard.pocket", *period]
    answer = subprocess.run(command, env=environment, stdout=subprocess.PIPE)
    if answer.returncode:
        return NOTHING_DONE
    size = options.file.write_bytes(answer.stdout)
    print(f"已写出一份看板：{options.file}（{size / 1000:,.0f} KB）。用浏览器打开即可，不用联网。")
    return OK


def dictionary(_: argparse.Namespace, __: DataFolder) -> int:
    print(contract.dictionary(), end="")
    return OK


def _nothing_yet(folder: DataFolder) -> int:
    print(f"还没有数据（{folder.warehouse}）。请先运行 {COMMAND} load。", file=sys.stderr)
    return NOTHING_DONE
