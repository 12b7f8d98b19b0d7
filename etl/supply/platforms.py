"""The Pythons and systems that are supported: for each there is a wheel of every package, whose hash is known."""

from __future__ import annotations

import os
from pathlib import PurePath

OLDEST_PYTHON, NEWEST_PYTHON = (3, 11), (3, 14)
_GLIBC = [f"2_{minor}" for minor in range(28, 16, -1)]  # 2.28 is that of 麒麟 V10, 统信 20 and Debian 10
PLATFORMS = {
    "windows-x64": ["win_amd64"],
    "linux-x86_64": [*(f"manylinux_{glibc}_x86_64" for glibc in _GLIBC), "manylinux2014_x86_64", "manylinux1_x86_64"],
    "linux-aarch64": [*(f"manylinux_{glibc}_aarch64" for glibc in _GLIBC), "manylinux2014_aarch64"],
}
"""The name of each system, and what pip calls the wheels that run on it."""
LONGEST_ROOT = 90
"""Characters of the program's folder on Windows, where a whole path has 259: the longest in a package has 141."""


class Refusal(Exception):
    """Why the work cannot go on, and what to do about it, as a sentence for the person at the keyboard."""


def version_text(version: tuple[int, int]) -> str:
    """A version as people write it: 3.11."""
    return f"{version[0]}.{version[1]}"


def check_python(version: tuple[int, int], is_64_bit: bool, modules: set[str]) -> None:
    """Raise Refusal if this Python is too old, too new or too small, or came without what makes an environment.

    `modules` are the names of those of `venv` and `ensurepip` that are there.
    """
    newest = version_text(NEWEST_PYTHON)
    if not OLDEST_PYTHON <= version <= NEWEST_PYTHON or not is_64_bit:
        runs = version_text(version) + ("" if is_64_bit else "（32 位）")
        call = f"py -{newest} start.py" if os.name == "nt" else f"python{newest} start.py"
        raise Refusal(
            f"需要 64 位的 Python {version_text(OLDEST_PYTHON)} 到 {newest}，现在运行的是 {runs}。"
            f"请从 https://www.python.org/downloads/ 安装 Python {newest}（64 位），再运行 {call}。"
        )
    if not {"venv", "ensurepip"} <= modules:
        raise Refusal(
            "这个 Python 缺少建立虚拟环境的模块（venv、ensurepip）。Debian、Ubuntu、统信、麒麟上请先运行："
            f"sudo apt install python{version_text(version)}-venv"
        )


def check_folder(root: PurePath) -> None:
    """Raise Refusal if the packages would have paths that Windows cannot open."""
    if os.name == "nt" and len(str(root)) > LONGEST_ROOT:
        raise Refusal(
            f"程序所在的文件夹路径太长（{len(str(root))} 个字符，最多 {LONGEST_ROOT} 个）：{root}。"
            "请把整个文件夹移到路径短的地方，例如 C:\\kanban，再运行一次。"
        )
