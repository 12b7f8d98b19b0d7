"""Withdrawing a submission, giving a damaged file up for lost, and undoing a decision: each a record in the journal
(docs/architecture.md, Decisions about files).
"""

from dataclasses import dataclass
from typing import Any

from etl.archive import damaged_files
from etl.archive.chain import JournalEntry
from etl.archive.decisions import DECISIONS, standing, valid
from etl.archive.files import Archive
from etl.archive.journal import JournalDamaged
from etl.loading import pipeline
from etl.loading.material import Progress
from etl.loading.pipeline import Decision
from etl.loading.reading import Reader
from etl.loading.received_files import DecisionRefused, listed, meant
from etl.paths import DataFolder
from etl.warehouse import counted_journal


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """撤回 of one submission, named by its number or the original name of its file. `author` is who decided (empty: at
    the command line), `account` theirs, empty where there are none.
    """

    submission: str
    why: str
    author: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True)
class Loss:
    """A damaged file, named by its original name or SHA-256, is given up for lost. The rest as in Withdrawal."""

    file: str
    why: str
    author: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True)
class Undo:
    """撤销 of an earlier decision, named by the number of its line in the journal. The rest as in Withdrawal."""

    number: int
    why: str
    author: str = ""
    account: str = ""


def reasoned(decision: Any) -> dict[str, Any]:
    """Why and who, for the line in the journal. Raises DecisionRefused where no reason is given."""
    if not decision.why.strip():
        raise DecisionRefused("请写明原因。")
    return {"why": decision.why.strip(), "author": decision.author, "account": decision.account}


def record_withdrawal(
    folder: DataFolder, withdrawal: Withdrawal, progress: Progress, reader: Reader | None = None
) -> None:
    """Keep the withdrawal and publish a build without the submission. The same file for the same society and period
    stays withdrawn when it comes again, until this is undone. Raises DecisionRefused, else as `load` does.
    """

    def detail() -> dict[str, Any]:
        said = reasoned(withdrawal)
        for entry in undoable(Archive(folder.archive)):
            if entry.what == "withdrawal" and entry.detail["submission_id"] == withdrawal.submission:
                raise DecisionRefused(f"{withdrawal.submission} 已于 {entry.at:%Y-%m-%d %H:%M} 撤回，没有改动。")
        submissions = meant(folder, withdrawal.submission)
        if len({(one.society_id, one.period) for one in submissions}) > 1:
            raise DecisionRefused(f"这个文件里有几家学会或几个年度，请写要撤回的一份的编号：{listed(submissions)}。")
        return {**submissions[-1].as_detail(), **said}

    pipeline.decide(folder, Decision("withdrawal", detail), progress, reader)


def record_loss(folder: DataFolder, loss: Loss, progress: Progress, reader: Reader | None = None) -> None:
    """Give a damaged file up for lost, and publish a build without it. It counts again when it comes again. Raises
    DecisionRefused, else as `load` does.
    """

    def detail() -> dict[str, Any]:
        said = reasoned(loss)
        wrong = damaged_files.wrong_files(Archive(folder.archive))
        sha256s = [sha256 for sha256, name in wrong.items() if loss.file in (name, sha256)]
        if not sha256s:
            those = f"受损的是：{'、'.join(wrong.values())}。" if wrong else ""
            raise DecisionRefused(f"档案中没有受损的“{loss.file}”。{those}")
        if len(sha256s) > 1:
            raise DecisionRefused(f"受损的“{loss.file}”有几个，请写其中一个的 SHA-256：{'、'.join(sha256s)}。")
        return {"of": "file", "sha256": sha256s[0], "file_name": wrong[sha256s[0]], **said}

    pipeline.decide(folder, Decision("loss", detail), progress, reader)


def record_undo(folder: DataFolder, undo: Undo, progress: Progress, reader: Reader | None = None) -> None:
    """Undo a decision and publish a build that counts it no more. Raises DecisionRefused, else as `load` does."""

    def detail() -> dict[str, Any]:
        said = reasoned(undo)
        archive = Archive(folder.archive)
        undone = next((one for one in undoable(archive) if one.number == undo.number), None)
        if undone is None:
            raise DecisionRefused(f"日志第 {undo.number} 行不是一项可以撤销的决定，或者已经撤销。")
        if undone.what == "loss" and not archive.is_intact(undone.detail["sha256"]):
            raise DecisionRefused(f"“{undone.detail['file_name']}”仍然受损。请把原件再收取一次，它随之恢复。")
        return {"undoes": undo.number, **said}

    pipeline.decide(folder, Decision("undo", detail), progress, reader)


def accept_journal_loss(folder: DataFolder, why: str, progress: Progress) -> None:
    """Go on with what is left of a damaged journal, and publish a build of it. Raises DecisionRefused, else as `load`
    does.
    """
    archive = Archive(folder.archive)
    if not why.strip():
        raise DecisionRefused("请写明原因。")
    with archive.locked():
        counted = counted_journal(folder)
        try:
            archive.journal.proved(counted)
        except JournalDamaged:
            archive.journal.accept_loss(counted, why.strip())
        else:
            raise DecisionRefused("档案日志没有受损。")
    pipeline.rebuild(folder, None, progress)


def undoable(archive: Archive) -> list[JournalEntry]:
    """The decisions that can be undone. A file that is lost no more, since it came again, needs none."""
    entries = archive.entries()
    lost = standing(entries).lost
    return [
        entry
        for entry in valid(entries)
        if entry.what in DECISIONS and (entry.what != "loss" or entry.detail.get("sha256") in lost)
    ]
