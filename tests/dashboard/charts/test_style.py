"""A verdict has one colour, wherever it is shown."""

import re
import tomllib
from pathlib import Path

from dashboard.charts.style import VERDICT_COLOURS


def test_colours_of_verdicts_stand_in_one_file(root: Path) -> None:
    colours = re.compile("|".join(VERDICT_COLOURS[verdict] for verdict in ("unmet", "unknown")), re.IGNORECASE)
    kinds = ("*.py", "*.js", "*.html")
    files = [
        file for kind in kinds for file in (root / "dashboard").rglob(kind) if colours.search(file.read_text("utf-8"))
    ]
    assert [file.relative_to(root).as_posix() for file in files] == ["dashboard/charts/style.py"]


def test_theme_has_the_colours_of_verdicts(root: Path) -> None:
    theme = tomllib.loads((root / "dashboard" / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
    assert theme["chartCategoricalColors"][:3] == [VERDICT_COLOURS[one] for one in ("met", "unmet", "unknown")]
