"""What the command line shows a person: progress while it works, then the summary and the findings that need
somebody.
"""

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from etl.findings import SEVERITIES
from etl.loading import Progress as Watch
from etl.report import Report

_SHOWN_FILES = 30
_SHOWN_FINDINGS = 8


@contextmanager
def progress() -> Iterator[Watch]:
    """A progress bar on the terminal's error stream, one line per stage."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=False) as bar:
        stages: dict[str, Any] = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in stages:
                stages[stage] = bar.add_task(stage, total=total)
            bar.update(stages[stage], completed=done, total=total)

        yield show


def tell(report: Report) -> None:
    """Print the summary and the findings that need somebody."""
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"[bold]{report.summary.sentence}[/bold]")
    needing = [file for file in report.files if file.state in ("returned", "to_correct")]
    for file in needing[:_SHOWN_FILES]:
        console.print(
            f"\n[bold]{escape(file.name)}[/bold]  {SEVERITIES['fatal' if file.state == 'returned' else 'error']}"
        )
        findings = [one for submission in file.submissions for one in submission.findings if one.severity != "warning"]
        for one in findings[:_SHOWN_FINDINGS]:
            place = f"{one.sheet}!{one.cell}" if one.cell else "整个文件"
            suggestion = f"{one.suggestion}。" if one.suggestion else ""
            console.print(f"  {escape(place)}  {escape(one.message)}{escape(suggestion)}{escape(one.remedy)}")
        if len(findings) > _SHOWN_FINDINGS:
            console.print(f"  …… 另有 {len(findings) - _SHOWN_FINDINGS} 处")
    if len(needing) > _SHOWN_FILES:
        console.print(f"\n另有 {len(needing) - _SHOWN_FILES} 份需要处理，详见看板“报送”页。")
    warnings = sum(
        one.severity == "warning" for file in report.files for sub in file.submissions for one in sub.findings
    )
    if warnings:
        console.print(f"\n请核对 {warnings} 处（照常计入），详见看板“报送”页。")


def as_json(report: Report) -> dict[str, Any]:
    """The report without anything personal: findings never carry roster or contact values."""
    return {
        "summary": dataclasses.asdict(report.summary),
        "files": [
            {
                "file": file.name,
                "state": file.state,
                "submissions": [
                    {
                        "society_id": one.society_id,
                        "period": one.period,
                        "state": one.state,
                        "findings": [dataclasses.asdict(finding) for finding in one.findings],
                    }
                    for one in file.submissions
                ],
            }
            for file in report.files
        ],
    }
