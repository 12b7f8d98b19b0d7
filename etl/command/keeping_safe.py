"""The commands that prove the data folder and carry it: verify, backup, restore."""

import argparse

from etl.archive.backup import back_up
from etl.archive.backup import restore as put_back
from etl.command import console
from etl.command.exit_code import NEEDS_SOMEBODY, OK
from etl.loading import pipeline
from etl.loading.verify import verify as proofs
from etl.paths import COMMAND, DataFolder
from etl.text import shown


def verify(_: argparse.Namespace, folder: DataFolder) -> int:
    with console.progress() as progress:
        all_proofs = list(proofs(folder, progress))
    for proof in all_proofs:
        print(f"{'　' if proof.is_sound else '✗ '}{shown(proof.sentence)}")
    is_sound = all(proof.is_sound for proof in all_proofs)
    print("全部完好。" if is_sound else "有受损的，见上。")
    return OK if is_sound else NEEDS_SOMEBODY


def backup(options: argparse.Namespace, folder: DataFolder) -> int:
    with console.progress() as progress:
        count = back_up(folder, options.file, progress)
    print(f"已备份 {count} 份文件和日志，并逐份核对：{options.file}")
    print(f"恢复：{COMMAND} restore {options.file} --data 一个空文件夹")
    return OK


def restore(options: argparse.Namespace, folder: DataFolder) -> int:
    put_back(options.file, folder)
    with console.progress() as progress:
        pipeline.rebuild(folder, None, progress)
    print(f"已恢复并重新生成数据：{folder.root}")
    return OK
