"""Which files are received when a person names files and folders."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

_PASSED_OVER = ("thumbs.db", "desktop.ini", ".ds_store")


def collect(paths: Iterable[Path]) -> list[tuple[Path, str]]:
    """The files to receive: those named, and those in the folders named (all levels, by name), with their names.

    What `leading_out` finds is not among them. Raises FileNotFoundError for a path that does not exist.
    """
    to_receive: list[tuple[Path, str]] = []
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(2, "没有这个文件或文件夹", str(path))
        inside = (file for file in path.rglob("*") if not _leads_out(file, path))
        files = sorted(inside) if path.is_dir() else [path]
        to_receive += [(file, _name(file)) for file in files if file.is_file() and not _is_passed_over(file)]
    return to_receive


def leading_out(paths: Iterable[Path]) -> list[Path]:
    """The links in the folders named that lead to what lies outside: received only where they are named themselves."""
    return [link for path in paths if path.is_dir() for link in sorted(path.rglob("*")) if _leads_out(link, path)]


def unreadable(files: Iterable[tuple[Path, str]]) -> dict[Path, OSError]:
    """Those of the files that cannot be read to their end, and why: another program has locked them, or the disk is
    damaged.
    """
    errors = {}
    for path, _ in files:
        try:
            with path.open("rb") as file:
                hashlib.file_digest(file, "sha256")  # it reads in pieces, whatever the size
        except OSError as error:
            error.filename = str(path)
            errors[path] = error
    return errors


def _leads_out(file: Path, folder: Path) -> bool:
    return file.is_symlink() and not Path(os.path.realpath(file)).is_relative_to(os.path.realpath(folder))


def _is_passed_over(file: Path) -> bool:
    """What Excel, Windows and macOS leave beside the files."""
    return file.name.startswith(("~$", ".~", "._")) or file.name.lower() in _PASSED_OVER


def _name(file: Path) -> str:
    """The name as it can be written down: bytes that are no UTF-8 (a zip made elsewhere) are replaced."""
    return os.fsencode(file.name).decode("utf-8", "replace")
