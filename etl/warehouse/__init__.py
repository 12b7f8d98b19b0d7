"""The warehouse: one DuckDB file per build, made from archive, registry and rubric, and published by a pointer."""

from etl.warehouse.base_rows import Loaded
from etl.warehouse.build import BuildInput, Change, build, change, describe, rubrics_sha256
from etl.warehouse.build_facts import MadeOf, counted_journal, made_of, write_counted
from etl.warehouse.export import export
from etl.warehouse.publish import PROGRAM, Made, current_build, made, opened_to_write, publish, sweep
from etl.warehouse.trial import change_findings, prepare_trial

__all__ = [
    "PROGRAM",
    "BuildInput",
    "Change",
    "Loaded",
    "Made",
    "MadeOf",
    "build",
    "change",
    "change_findings",
    "counted_journal",
    "current_build",
    "describe",
    "export",
    "made",
    "made_of",
    "opened_to_write",
    "prepare_trial",
    "publish",
    "rubrics_sha256",
    "sweep",
    "write_counted",
]
