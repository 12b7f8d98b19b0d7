"""核实无误: checks that the staff has looked into and found right (docs/judging.md, Answered checks)."""

from dataclasses import asdict, dataclass
from typing import Any

import duckdb

from etl.archive.decisions import JUDGED
from etl.loading import pipeline
from etl.loading.decide import Outdated
from etl.loading.material import Progress
from etl.loading.pipeline import Decision
from etl.loading.reading import Reader
from etl.loading.received_files import DecisionRefused
from etl.loading.withdraw import reasoned
from etl.paths import DataFolder
from etl.warehouse import current_build

_IS_OPEN = f"""
select count(*)
from build.asked_check
where outcome = 'open' and {" and ".join(f"{name} = ${name}" for name in JUDGED)}
"""


@dataclass(frozen=True, slots=True)
class Check:
    """A finding of severity warning for the value that it judges: what names it in the table `asked_check`."""

    society_id: str
    period: int
    kind: str
    subject: str
    judged: str


@dataclass(frozen=True, slots=True)
class Clearance:
    """核实无误 of one or several checks for one reason. `author` is who decided, `account` theirs, empty where there
    are none.
    """

    checks: tuple[Check, ...]
    why: str
    author: str = ""
    account: str = ""


def record_clearance(
    folder: DataFolder, clearance: Clearance, progress: Progress, reader: Reader | None = None
) -> None:
    """Keep that the checks are cleared, and publish a build in which they are. Each is asked again as soon as it judges
    another value. Raises DecisionRefused without a check or a reason, Outdated where one of them is open no more, else
    as `load` does.
    """

    def detail() -> dict[str, Any]:
        said = reasoned(clearance)
        if not clearance.checks:
            raise DecisionRefused("请先选定要核实的地方。")
        checks = [asdict(check) for check in clearance.checks]
        with duckdb.connect() as connection:
            # Attached rather than opened: the dashboard's process has the build open already, with settings of its own.
            connection.execute("attach ? as build (read_only)", [str(current_build(folder))])
            for check in checks:
                if connection.execute(_IS_OPEN, check).fetchall() == [(0,)]:
                    raise Outdated(
                        "没有保存：您查看之后，其中有的值已经改变，或已经有人答复，看板已换上最新的数据。请看过现在的内容再选。"
                    )
        return {"checks": checks, **said}

    pipeline.decide(folder, Decision("clearance", detail), progress, reader)
