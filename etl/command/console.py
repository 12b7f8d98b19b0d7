"""What the command line shows a person: progress while it works, then the summary and the findings that need
somebody; and the same for programs, as JSON.
"""

import dataclasses
import io
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from etl.knowledge.findings import Finding, kinds
from etl.loading.material import Progress as Watch
from etl.loading.outcome import FileReport, LoadOutcome
from etl.submission.account import sheet_names
from etl.text import shown
from etl.words import SEVERITIES

_SHOWN_FILES = 30
_SHOWN_CELLS = 6
_INDENT = " " * 10
_UNBROKEN = re.compile(r"[“（《]*(?:[!-~]+|.)[，。；：、？！”）》]*")


def show_marks_for_unknown_characters() -> None:
    """Have a `?` written for what the console, the pipe or the file does not know: 𠮷 or 😀 under code page 936."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


@contextmanager
def progress() -> Iterator[Watch]:
    """A progress bar on the terminal's error stream, one line per stage."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=False, refresh_per_second=4) as bar:
        stages: dict[str, Any] = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in stages:
                stages[stage] = bar.add_task(stage, total=total)
            bar.update(stages[stage], completed=done, total=total)

        yield show


def tell(report: LoadOutcome) -> None:
    """Print the summary and what is wrong in which file: first the files that need somebody, then those to check."""
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"[bold]{report.summary.sentence}[/bold]")
    warnings = sum(one.severity == "warning" for file in report.files for one in _findings(file))
    if warnings:
        console.print(f"请核对 {warnings} 处，照常计入")
    needing = [file for file in report.files if file.state != "accepted"]
    checking = [file for file in report.files if file.state == "accepted" and _findings(file)]
    for file in [*needing, *checking][:_SHOWN_FILES]:
        console.print(f"\n[bold]{escape(shown(file.name))}[/bold]")
        for severity, word in SEVERITIES.items():
            for some in _of_a_kind(one for one in _findings(file) if one.severity == severity):
                _print_indented(console, f"  {word:\u3000<3}  ", shown(_told(some)))
    unshown = max(0, len(needing) - _SHOWN_FILES), min(len(checking), len(needing) + len(checking) - _SHOWN_FILES)
    left_out = [
        f"{count} 份{word}" for count, word in zip(unshown, ("退回或须更正", "请核对"), strict=True) if count > 0
    ]
    if left_out:
        console.print(f"\n另有 {'、'.join(left_out)}的没有列出，详见看板“报送”页，或用 check --json 输出全部。")


def _findings(file: FileReport) -> list[Finding]:
    return [finding for submission in file.submissions for finding in submission.findings]


def _of_a_kind(findings: Iterable[Finding]) -> Iterable[list[Finding]]:
    """The findings by kind, in order of the first of each."""
    by_kind: dict[str, list[Finding]] = defaultdict(list)
    for one in findings:
        by_kind[one.kind].append(one)
    return by_kind.values()


def _told(findings: list[Finding]) -> str:
    """Findings of one kind in one file: a sentence, what to do, and the cells."""
    first = findings[0]
    is_same = all(one.message == first.message for one in findings)
    sentence = first.message if is_same else f"{kinds()[first.kind].title}，例如：{first.message}"
    suggestion = f"{first.suggestion}。" if first.suggestion else ""
    return f"{_places(findings)}  {sentence}{suggestion}{first.remedy}"


def _places(findings: list[Finding]) -> str:
    """The cells, the first few of them, with each sheet named once."""
    cells: dict[str, list[str]] = defaultdict(list)
    for one in findings[:_SHOWN_CELLS]:
        if one.cell:
            cells[f"{one.sheet}!"].append(one.cell)
    places = "、".join(sheet + "、".join(of_sheet) for sheet, of_sheet in cells.items()) or "整个文件"
    return f"{places} 等 {len(findings)} 处" if len(findings) > _SHOWN_CELLS else places


def _print_indented(console: Console, head: str, text: str) -> None:
    """Print a text after its head; on a terminal its further lines are indented as far as its first."""
    lines = _lines(text, console.width - len(_INDENT)) if console.is_terminal else [text]
    for number, line in enumerate(lines):
        console.print(Text(f"{_INDENT if number else head}{line.rstrip()}"))


def _lines(text: str, width: int) -> list[str]:
    """The text in lines of at most so many columns, broken anywhere but in Western words and before punctuation."""
    lines = [""]
    for piece in _UNBROKEN.findall(text):
        if cell_len(lines[-1] + piece) > width:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return lines


def print_json(report: LoadOutcome) -> None:
    """Print the report for programs, in UTF-8 whatever the console speaks."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    print(json.dumps(as_json(report), ensure_ascii=False, indent=2))


def as_json(report: LoadOutcome) -> dict[str, Any]:
    """The report without anything personal: findings never carry roster or contact values."""
    return {
        "summary": dataclasses.asdict(report.summary),
        "files": [
            {
                "file": file.name,
                "state": file.state,
                "sheets": [account._asdict() for account in file.submissions[0].accounts],
                "submissions": [
                    {
                        "society_id": one.society_id,
                        "period": one.period,
                        "state": one.state,
                        "findings": [
                            dataclasses.asdict(sheet_names.masked(finding, file.submissions[0].accounts))
                            for finding in one.findings
                        ],
                    }
                    for one in file.submissions
                ],
            }
            for file in report.files
        ],
    }
