"""Documents open in a real office program and print as many pages as they should."""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from dashboard.documents.report import report_docx, report_pptx
from dashboard.queries import Filters
from tests.dashboard.reporting import IMPRINT

SOFFICE = shutil.which("soffice")
with_office = pytest.mark.skipif(
    SOFFICE is None and os.environ.get("REFORM_REQUIRE_BROWSER") != "1", reason="LibreOffice is not installed"
)


def pages(files: Mapping[str, bytes], kind: str, folder: Path) -> dict[str, int]:
    """Return how many pages LibreOffice prints of each file."""
    assert SOFFICE, "LibreOffice is not installed"
    paths = {name: folder / f"{number}.{kind}" for number, name in enumerate(files)}
    for name, path in paths.items():
        path.write_bytes(files[name])
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [SOFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *paths.values()],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return {
        name: len(re.findall(rb"/Type\s*/Page\b", path.with_suffix(".pdf").read_bytes()))
        for name, path in paths.items()
    }


@with_office
def test_report_and_slides_open(build: str, tmp_path: Path) -> None:
    found = report_docx(build, Filters(2018), IMPRINT)
    assert 8 <= pages({"report": found}, "docx", tmp_path)["report"] <= 12
    slides = {"slides": report_pptx(build, Filters(2018), IMPRINT)}
    assert pages(slides, "pptx", tmp_path) == {"slides": 6}
