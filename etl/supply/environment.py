"""The environment in `.venv`: made once, made anew where it was left half-made, its packages checked by hashes."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from etl.supply.platforms import Refusal

PRODUCT, LOCK, TESTS = "requirements.txt", "requirements.lock", "requirements-dev.txt"
MANIFEST = "manifest.sha256"
"""It lies in the folder of a bundle, which brings its own Python and packages (etl/supply/bundle.py)."""
ENVIRONMENT_BYTES = 1_500_000_000
UNFINISHED = "unfinished"
NETWORK_SIGNS, DISK_SIGNS = ("from versions: none", "Connection", "timed out"), ("No space left", "Errno 28")


def say(text: str) -> None:
    """Print one line of progress at once, also where the output is not a terminal."""
    print(f"【学会改革任务看板】{text}", flush=True)


class Environment:
    """The Python with all packages that belongs to one folder of the program."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.is_bundled = (root / MANIFEST).exists()
        self.venv = root / ".venv"
        inside = self.venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        self.python = Path(sys.executable) if self.is_bundled else inside
        self.stamp = self.venv / "installed.txt"
        if self.is_bundled:
            self.command = ".\\reform"
        else:
            self.command = "py start.py" if os.name == "nt" else "python3 start.py"

    def run(self, *arguments: str, folder: Path | None = None) -> int:
        """Run Python with these arguments and return its exit code."""
        command = [str(self.python), "-X", "utf8", *arguments]
        return subprocess.run(command, cwd=folder or self.root, env=self.variables()).returncode

    def variables(self) -> dict[str, str]:
        """The environment variables of every program that is started here."""
        return {**os.environ, "PYTHONUTF8": "1", "REFORM_COMMAND": self.command, "PYTHONPATH": str(self.root)}

    def stamp_of(self, name: str) -> str:
        """Return the line that says in the stamp file that exactly these requirements are installed."""
        return f"{name} {hashlib.sha256((self.root / name).read_bytes()).hexdigest()}"

    def is_installed(self, names: list[str]) -> bool:
        """Return whether the environment was finished with these very requirements."""
        is_there = self.stamp.exists() and self.python.exists()
        return set(map(self.stamp_of, names)) <= set(self.stamp.read_text("utf-8").splitlines() if is_there else [])

    def make(self, wheels: Path | None, with_tests: bool = False) -> None:
        """Make `.venv` and install the packages into it, unless that is done already.

        An environment that was left half-made is made anew. Raises Refusal if it cannot be made.
        """
        # Where no hash is known (macOS) the pins alone must do.
        product = LOCK if sys.platform in ("linux", "win32") else PRODUCT
        names = [product, TESTS] if with_tests else [product]
        if self.is_bundled or self.is_installed(names):
            return
        free = shutil.disk_usage(self.root).free
        if free < ENVIRONMENT_BYTES:
            raise Refusal(
                f"磁盘空间不够：安装约需 {ENVIRONMENT_BYTES / 1e9:.1f} GB，{self.root} 所在的磁盘只剩 "
                f"{free / 1e9:.1f} GB。"
            )
        if wheels is not None and not wheels.is_dir():
            raise Refusal(f"找不到离线安装包的文件夹：{wheels}")
        require_same_pins(self.root)
        if not self._is_usable():
            say(f"正在建立运行环境 {self.venv} …")
            if subprocess.run([sys.executable, "-m", "venv", "--clear", str(self.venv)]).returncode != 0:
                raise Refusal(f"建立运行环境失败，原因见上。请检查 {self.root} 是否可以写入。")
        say("正在安装依赖（第一次需要几分钟）…" if wheels is None else f"正在从 {wheels} 离线安装依赖 …")
        self.stamp.write_text(UNFINISHED, "utf-8")
        for name in names:
            self._install(name, wheels)
        self.stamp.write_text("\n".join(map(self.stamp_of, names)), "utf-8")
        say("依赖安装完毕。")

    def _is_usable(self) -> bool:
        if not self.python.exists() or (self.stamp.exists() and self.stamp.read_text("utf-8") == UNFINISHED):
            return False
        # The Python it was made with may be gone, or pip may never have arrived.
        return subprocess.run([str(self.python), "-m", "pip", "--version"], capture_output=True).returncode == 0

    def _install(self, name: str, wheels: Path | None) -> None:
        source = [] if wheels is None else ["--no-index", "--find-links", str(wheels.resolve())]
        options = ["--require-hashes", "--no-deps"] if name == LOCK else []
        pip = [str(self.python), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
        complaints = ""
        # Progress goes straight to the terminal; complaints are read on their way there, to know what went wrong.
        with subprocess.Popen(
            [*pip, *source, *options, "-r", name],
            cwd=self.root,
            env=self.variables(),
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
        ) as installing:
            assert installing.stderr is not None
            try:
                for line in installing.stderr:
                    sys.stderr.write(line)
                    complaints += line
            except KeyboardInterrupt:
                installing.terminate()
                raise
        if installing.returncode != 0:
            raise Refusal(_why(complaints, name, wheels))


def _why(complaints: str, name: str, wheels: Path | None) -> str:
    """Why pip has failed, and what to do."""
    if any(sign in complaints for sign in DISK_SIGNS):
        return "磁盘已满，依赖没有装完。请腾出空间后重新运行，半成品会自动重做。"
    if "DO NOT MATCH THE HASHES" in complaints:
        return (
            f"有安装包与 {LOCK} 里登记的校验值不符，没有安装：可能下载不完整，也可能被改动过；是哪一个见上面。"
            "请重新下载，或换一个软件包网站。"
        )
    if wheels is not None:
        return f"{wheels} 里的安装包不全，或不适合这台电脑的系统和 Python 版本；缺哪一个见上面 ERROR 开头的几行。"
    if any(sign in complaints for sign in NETWORK_SIGNS):
        return (
            "连不上软件包网站，依赖没有装完。可以：检查网络后重新运行；或用环境变量 PIP_INDEX_URL 指定镜像；"
            "或离线安装：在能上网、系统和 Python 版本相同的电脑上运行 "
            f"pip download -r {name} -d wheels，把 wheels 文件夹拷来，再加上参数 --wheels wheels 运行。"
        )
    return "安装依赖失败，原因见上面 ERROR 开头的几行。改正后重新运行，半成品会自动重做。"


def pins(requirements: Path) -> dict[str, str]:
    """The packages that a file of requirements pins, in the order of the file: name in lower case → version."""
    pinned = re.findall(r"^([\w.-]+)==([^\s;#]+)", requirements.read_text("utf-8"), re.MULTILINE)
    return {name.lower().replace("_", "-"): version for name, version in pinned}


def require_same_pins(root: Path) -> None:
    """Raise Refusal where a pin has moved and the hashes have not followed."""
    if pins(root / PRODUCT) != pins(root / LOCK):
        raise Refusal(
            f"{LOCK} 与 {PRODUCT} 不一致：版本改过，校验值没有跟着更新。"
            "请在有网络的电脑上运行 python -m etl.supply.lock。"
        )
