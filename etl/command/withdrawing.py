"""The commands for decisions about files: withdraw, assign, accept-loss; each is undone by --undo."""

import argparse

from etl.archive.files import Archive
from etl.command import console
from etl.command.exit_code import OK
from etl.command.usage import JOURNAL
from etl.loading.assign import Assignment
from etl.loading.file_decisions import file_decisions
from etl.loading.received_files import DecisionRefused
from etl.loading.staff_decisions import record
from etl.loading.withdraw import Loss, Undo, Withdrawal, accept_journal_loss
from etl.paths import DataFolder
from etl.text import shown


def withdraw(options: argparse.Namespace, folder: DataFolder) -> int:
    if options.undo:
        return _undo(options, folder, "withdrawal", options.submission)
    with console.progress() as progress:
        record(folder, Withdrawal(options.submission, options.why), progress)
    return _said(folder, f"已撤回：{options.submission}。再收到同一份文件也不计入，除非撤销（加 --undo）。")


def assign(options: argparse.Namespace, folder: DataFolder) -> int:
    if options.undo:
        return _undo(options, folder, "assignment", options.file)
    if options.society is None or options.period is None:
        raise DecisionRefused("请写明归到哪家学会、哪个年度：--society 编号 --period 年度。")
    with console.progress() as progress:
        record(folder, Assignment(options.file, options.society, options.period, options.why), progress)
    return _said(folder, f"已归到 {options.society}，{options.period} 年度：{options.file}。")


def accept_loss(options: argparse.Namespace, folder: DataFolder) -> int:
    if options.undo:
        return _undo(options, folder, "loss", options.lost)
    with console.progress() as progress:
        if options.lost == JOURNAL:
            accept_journal_loss(folder, options.why, progress)
        else:
            record(folder, Loss(options.lost, options.why), progress)
    return _said(folder, f"已接受损失并记入日志：{options.lost}。")


def _undo(options: argparse.Namespace, folder: DataFolder, what: str, named: str) -> int:
    """Undo the decision of that kind about the submission or file that is named."""
    stand = [one for one in file_decisions(Archive(folder.archive)) if one.what == what]
    decisions = [one for one in stand if named in (one.submission_id, one.file_name, f"{one.number}")]
    if not decisions:
        those = "、".join(dict.fromkeys(one.submission_id or one.file_name for one in stand))
        raise DecisionRefused(f"没有可以撤销的：{named}。" + (f"现有：{those}。" if those else ""))
    with console.progress() as progress:
        record(folder, Undo(decisions[-1].number, options.why), progress)
    return _said(folder, f"已撤销先前的决定：{named}。")


def _said(folder: DataFolder, sentence: str) -> int:
    print(f"{shown(sentence)}数据已更新：{folder.current}")
    return OK
