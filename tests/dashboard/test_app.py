"""The entry serves every way it is run: by a test, by a worker process, and from wherever it is started."""

import subprocess
import sys
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest


def test_run_draws_the_first_page(root: Path, monkeypatch: pytest.MonkeyPatch, empty_data: Path) -> None:
    monkeypatch.setenv("REFORM_DATA", str(empty_data))
    app = AppTest.from_file(str(root / "dashboard" / "app.py"), default_timeout=30).run()
    assert ([title.value for title in app.title], list(app.exception)) == (["总览"], [])


def test_runs_leave_the_import_path_as_it_was(root: Path) -> None:
    app = AppTest.from_file(str(root / "dashboard" / "app.py"), default_timeout=30).run()
    before = list(sys.path)
    app.run()
    assert sys.path == before


def test_worker_process_imports_the_entry_for_nothing(root: Path) -> None:
    program = (
        "import runpy, sys; runpy.run_path(sys.argv[1], run_name='__mp_main__'); "
        "print([name for name in ('streamlit', 'dashboard') if name in sys.modules])"
    )
    entry = str(root / "dashboard" / "app.py")
    answer = subprocess.run([sys.executable, "-c", program, entry], capture_output=True, text=True, cwd=root.parent)
    assert (answer.stdout, answer.stderr) == ("[]\n", "")
