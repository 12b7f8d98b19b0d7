"""`python -m tests.wine STICK.zip FOLDER` unpacks a stick, has it meet files held open, and opens its dashboard
under Wine 8: a command, no test.

Debian: `apt-get install wine wine64 gcc-mingw-w64-x86-64 xvfb`. Wine 8 lacks what a real Windows has: complex numbers
in its C library (numpy asks for them), ProcessPrng (calamine), and a part of WMI that Python asks for its version. The
first two are built here, the third is taken out of the unpacked stick; nothing else of it is touched.
"""

import argparse
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

COMPLEX = re.compile(r"c(real|imag|abs|arg|exp|log|pow|sqrt|a?(?:sin|cos|tan)h?)([fl]?)")
HEAD = """
#include <complex.h>
typedef struct { double r, i; } D;
typedef struct { float r, i; } F;
static double complex d(D x) { double complex z; ((double *)&z)[0] = x.r; ((double *)&z)[1] = x.i; return z; }
static double complex f(F x) { D y = {x.r, x.i}; return d(y); }
static D as_D(double complex z) { D y = {((double *)&z)[0], ((double *)&z)[1]}; return y; }
static F as_F(double complex z) { F y = {((double *)&z)[0], ((double *)&z)[1]}; return y; }
"""
RANDOM = """
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T size) { return SystemFunction036(data, size); }
"""
HELD = """
import tempfile, threading
from pathlib import Path
from etl import disk
path = Path(tempfile.mkdtemp()) / "CURRENT"
path.write_bytes(b"old")
def hold(seconds):
    file = path.open("rb")
    threading.Timer(seconds, file.close).start()
hold(2)
disk.write_private(path, b"new")
assert path.read_bytes() == b"new"
hold(9)
try:
    disk.write_private(path, b"newer")
except PermissionError as error:
    print(disk.trouble(error))
assert [one.read_bytes() for one in path.parent.iterdir()] == [b"new"]
"""
OLD, NEW = "api-ms-win-crt-math-l1-1-0.dll", "wine-shim-crt-mathx-l1-1-0.dll"


def main() -> int:
    """Carry out the command line; returns the exit code of the dashboard."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stick", type=Path)
    parser.add_argument("folder", type=Path, help="an empty folder; its name may have Chinese and blanks")
    parser.add_argument("--port", default="8677")
    options = parser.parse_args()
    stick = options.folder.resolve() / "看板 试用"
    with zipfile.ZipFile(options.stick) as package:
        package.extractall(stick)
    prefix = options.folder.resolve() / "prefix"
    wine = {**os.environ, "WINEPREFIX": str(prefix), "WINEARCH": "win64", "WINEDEBUG": "-all", "LANG": "C.UTF-8"}
    for command in (["wineboot", "-i"], ["wine", "winecfg", "-v", "win10"]):
        subprocess.run(command, env=wine, check=True)
    (stick / "python" / "_wmi.pyd").unlink()
    _build(prefix / "drive_c" / "windows" / "system32" / "bcryptprimitives.dll", RANDOM, "", "-ladvapi32")
    _give_complex_numbers(next((stick / "python" / "site-packages" / "numpy" / "_core").glob("_multiarray_umath*.pyd")))
    (stick / "held.py").write_text(HELD, "utf-8")
    _run(["python/python.exe", "-X", "utf8", "held.py"], stick, wine)
    return _run(["cmd", "/c", "reform.bat", "--no-browser", "--port", options.port], stick, wine)


def _run(command: list[str], folder: Path, wine: dict[str, str]) -> int:
    """Run a Windows program; Python takes nothing but pipes from Wine."""
    with subprocess.Popen(
        ["wine", *command],
        cwd=folder,
        env=wine,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ) as program:
        assert program.stdout is not None
        for line in program.stdout:
            print(line, end="", flush=True)
    return program.returncode


def _give_complex_numbers(module: Path) -> None:
    """Have a module find its mathematics in a library beside it, which has the complex numbers itself."""
    listed = subprocess.run(["x86_64-w64-mingw32-objdump", "-p", module], check=True, capture_output=True, text=True)
    block = listed.stdout.partition(f"DLL Name: {OLD}")[2].partition("DLL Name:")[0]
    names = sorted(set(re.findall(r"^\t[0-9a-f]+\s.*?(\w+)$", block, re.MULTILINE)))
    code, exports = HEAD, f'LIBRARY "{NEW}"\nEXPORTS\n'
    for name in names:
        match = COMPLEX.fullmatch(name)
        exports += f"  {name} = {f'x_{name}' if match else f'ucrtbase.{name}'}\n"
        if match is None:
            continue
        kind, part, of = ("F", "float", "f") if match[2] == "f" else ("D", "double", "d")
        if match[1] in ("real", "imag"):
            code += f"{part} x_{name}({kind} x) {{ return x.{match[1][0]}; }}\n"
        elif match[1] in ("abs", "arg"):
            code += f"{part} x_{name}({kind} x) {{ return c{match[1]}({of}(x)); }}\n"
        else:
            second, value = (f", {kind} y", f", {of}(y)") if match[1] == "pow" else ("", "")
            code += f"{kind} x_{name}({kind} x{second}) {{ return as_{kind}(c{match[1]}({of}(x){value})); }}\n"
    _build(module.with_name(NEW), code, exports)
    module.write_bytes(module.read_bytes().replace(OLD.encode(), NEW.encode()))


def _build(library: Path, code: str, exports: str, *libraries: str) -> None:
    sources = [library.with_suffix(".c"), *([library.with_suffix(".def")] if exports else [])]
    for source, text in zip(sources, (code, exports), strict=False):
        source.write_text(text, "utf-8")
    subprocess.run(
        ["x86_64-w64-mingw32-gcc", "-O1", "-shared", "-static", "-o", library, *sources, *libraries], check=True
    )


if __name__ == "__main__":
    sys.exit(main())
