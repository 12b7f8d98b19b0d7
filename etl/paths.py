"""Where things lie: the data folder and what is in it."""

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUBRICS = ROOT / "etl" / "knowledge" / "rubrics"
LAYOUT = ROOT / "etl" / "knowledge" / "layout.toml"
FINDINGS = ROOT / "etl" / "knowledge" / "findings.toml"
SQL = ROOT / "etl" / "warehouse" / "sql"


@dataclass(frozen=True, slots=True)
class DataFolder:
    """One data folder: registry, inbox, archive and warehouse of one association (or of the demonstration)."""

    root: Path

    @property
    def registry(self) -> Path:
        return self.root / "registry.xlsx"

    @property
    def inbox(self) -> Path:
        return self.root / "inbox"

    @property
    def archive(self) -> Path:
        return self.root / "archive"

    @property
    def warehouse(self) -> Path:
        return self.root / "warehouse"

    @property
    def current(self) -> Path:
        """The one-line file that names the build in force."""
        return self.warehouse / "CURRENT"


def data_folder(chosen: str | Path | None = None) -> DataFolder:
    """The data folder: the one named, else $REFORM_DATA, else `data/` of the project."""
    return DataFolder(Path(chosen or os.environ.get("REFORM_DATA") or ROOT / "data").resolve())
