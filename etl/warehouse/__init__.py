"""The warehouse: one DuckDB file per build, made from archive, registry and rubric, and published by a pointer."""

from etl.warehouse.base_rows import Loaded
from etl.warehouse.build import BuildInput, Change, build, change
from etl.warehouse.export import export
from etl.warehouse.publish import PROGRAM, STORAGE, current_build, made, publish, sweep

__all__ = [
    "PROGRAM",
    "STORAGE",
    "BuildInput",
    "Change",
    "Loaded",
    "build",
    "change",
    "current_build",
    "export",
    "made",
    "publish",
    "sweep",
]
