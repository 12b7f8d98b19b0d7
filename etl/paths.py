"""Where things lie: the data folder and what is in it."""

import os
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMAND = os.environ.get("REFORM_COMMAND", "python -m etl")
"""How the person at the keyboard calls this program; `start.py` says it is `python3 start.py`."""
RUBRICS = ROOT / "etl" / "knowledge" / "rubrics"
LAYOUT = ROOT / "etl" / "knowledge" / "layout.toml"
FINDINGS = ROOT / "etl" / "knowledge" / "findings.toml"
CONTRACT = ROOT / "etl" / "knowledge" / "contract.toml"
SQL = ROOT / "etl" / "warehouse" / "sql"


@dataclass(frozen=True)
class DataFolder:
    """One data folder: registry, inbox, archive and warehouse of one association (or of the demonstration)."""

    root: Path

    @cached_property
    def registry(self) -> Path:
        return self.root / "registry.xlsx"

    @cached_property
    def inbox(self) -> Path:
        return self.root / "inbox"

    @cached_property
    def archive(self) -> Path:
        return self.root / "archive"

    @cached_property
    def warehouse(self) -> Path:
        return self.root / "warehouse"

    @cached_property
    def returned(self) -> Path:
        """The workbooks that go back, unless somebody wants them elsewhere."""
        return self.root / "退回修改"

    @cached_property
    def staging(self) -> Path:
        """Where what is needed for a moment lies: uploads, copies, trial builds."""
        return self.root / "staging"

    @cached_property
    def accounts(self) -> Path:
        return self.root / "accounts.json"

    @cached_property
    def log(self) -> Path:
        """The folder of the access log."""
        return self.root / "log"

    @cached_property
    def current(self) -> Path:
        """The one-line file that names the build in force."""
        return self.warehouse / "CURRENT"


def data_folder(chosen: str | Path | None = None) -> DataFolder:
    """The data folder: the one named, else $REFORM_DATA, else `data/` of the project.

    Where the program is installed and has no project around it, `data/` of the working folder.
    """
    return _folder(os.path.abspath(chosen or os.environ.get("REFORM_DATA") or (_project() or Path.cwd()) / "data"))


@cache
def _project() -> Path | None:
    return ROOT if (ROOT / "pyproject.toml").is_file() else None


@lru_cache(maxsize=8)  # a run of a page asks a dozen times, and following links takes 20 µs
def _folder(path: str) -> DataFolder:
    return DataFolder(Path(path).resolve())
