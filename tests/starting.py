"""start.py as a module, as it lies in a folder of its own."""

import importlib.util
from pathlib import Path
from types import ModuleType


def load(home: Path) -> ModuleType:
    """Return the start.py of that folder as a module, so that its paths are that folder's."""
    spec = importlib.util.spec_from_file_location("start", home / "start.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
