"""The two commands: `python3 start.py` opens the dashboard, `python3 start.py test` runs every check.

Any other first word goes to `python -m etl` in the environment made here: `python3 start.py load data/inbox`.

Standard library only. It must be readable for a Python too old to run the product, so that it can say so.
"""

from __future__ import annotations

import argparse
import gettext
import hashlib
import http.client
import importlib.util
import io
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import webbrowser
from pathlib import Path

ROOT = Path(__file__).resolve().parent
COMMAND = "py start.py" if os.name == "nt" else "python3 start.py"
OLDEST_PYTHON = (3, 11)
ENVIRONMENT_BYTES = 1_500_000_000
START_SECONDS, STOP_SECONDS = 120, 10
STARTER = secrets.token_hex(8)  # by this word the dashboard is known; no other server on its port can say it
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "installed.txt"
UNFINISHED = "unfinished"
NETWORK_SIGNS, DISK_SIGNS = ("from versions: none", "Connection", "timed out"), ("No space left", "Errno 28")


class Refusal(Exception):
    """Why the work cannot go on, and what to do about it, as a sentence for the person at the keyboard."""


def say(text: str) -> None:
    """Print one line of progress at once, also where the output is not a terminal."""
    print(f"【学会改革任务看板】{text}", flush=True)


def check_python(version: tuple[int, int], modules: set[str]) -> None:
    """Raise Refusal if this Python is too old or came without what makes a virtual environment.

    `modules` are the names of those of `venv` and `ensurepip` that are there.
    """
    if version < OLDEST_PYTHON:
        raise Refusal(
            f"需要 Python {OLDEST_PYTHON[0]}.{OLDEST_PYTHON[1]} 或更新的版本，现在运行的是 {version[0]}.{version[1]}。"
            "请从 https://www.python.org/downloads/ 安装新版本，再用它运行 start.py。"
        )
    if not {"venv", "ensurepip"} <= modules:
        raise Refusal(
            "这个 Python 缺少建立虚拟环境的模块（venv、ensurepip）。Debian、Ubuntu、统信、麒麟上请先运行："
            f"sudo apt install python{version[0]}.{version[1]}-venv"
        )


def stamp_of(requirements: Path) -> str:
    """Return the line that says in the stamp file that exactly these requirements are installed."""
    return f"{requirements.name} {hashlib.sha256(requirements.read_bytes()).hexdigest()}"


def is_installed(requirements: list[Path]) -> bool:
    """Return whether the environment was finished with these very requirements."""
    lines = STAMP.read_text("utf-8").splitlines() if STAMP.exists() and PYTHON.exists() else []
    return set(map(stamp_of, requirements)) <= set(lines)


def make_environment(requirements: list[Path], wheels: Path | None) -> None:
    """Make `.venv` and install the requirements into it, unless that is done already.

    An environment that was left half-made is made anew. Raises Refusal if it cannot be made.
    """
    if is_installed(requirements):
        return
    free = shutil.disk_usage(ROOT).free
    if free < ENVIRONMENT_BYTES:
        raise Refusal(
            f"磁盘空间不够：安装约需 {ENVIRONMENT_BYTES / 1e9:.1f} GB，{ROOT} 所在的磁盘只剩 {free / 1e9:.1f} GB。"
        )
    if wheels is not None and not wheels.is_dir():
        raise Refusal(f"找不到离线安装包的文件夹：{wheels}")
    if not _is_usable():
        say(f"正在建立运行环境 {VENV} …")
        if subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)]).returncode != 0:
            raise Refusal(f"建立运行环境失败，原因见上。请检查 {ROOT} 是否可以写入。")
    say("正在安装依赖（第一次需要几分钟）…" if wheels is None else f"正在从 {wheels} 离线安装依赖 …")
    STAMP.write_text(UNFINISHED, "utf-8")
    _install([part for path in requirements for part in ("-r", path.name)], wheels)
    STAMP.write_text("\n".join(map(stamp_of, requirements)), "utf-8")
    say("依赖安装完毕。")


def _is_usable() -> bool:
    if not PYTHON.exists() or (STAMP.exists() and STAMP.read_text("utf-8") == UNFINISHED):
        return False
    # The Python it was made with may be gone, or pip may never have arrived.
    return subprocess.run([str(PYTHON), "-m", "pip", "--version"], capture_output=True).returncode == 0


def _install(wanted: list[str], wheels: Path | None) -> None:
    source = [] if wheels is None else ["--no-index", "--find-links", str(wheels.resolve())]
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", *source, *wanted]
    complaints = ""
    # Progress goes straight to the terminal; complaints are read on their way there, to know what went wrong.
    with subprocess.Popen(
        command, cwd=ROOT, env=_child_environment(), stderr=subprocess.PIPE, encoding="utf-8", errors="replace"
    ) as pip:
        assert pip.stderr is not None
        try:
            for line in pip.stderr:
                sys.stderr.write(line)
                complaints += line
        except KeyboardInterrupt:
            pip.terminate()
            raise
    if pip.returncode == 0:
        return
    if any(sign in complaints for sign in DISK_SIGNS):
        raise Refusal("磁盘已满，依赖没有装完。请腾出空间后重新运行，半成品会自动重做。")
    if wheels is not None:
        raise Refusal(
            f"{wheels} 里的安装包不全，或不适合这台电脑的系统和 Python 版本；缺哪一个见上面 ERROR 开头的几行。"
        )
    if any(sign in complaints for sign in NETWORK_SIGNS):
        raise Refusal(
            "连不上软件包网站，依赖没有装完。可以：检查网络后重新运行；或用环境变量 PIP_INDEX_URL 指定镜像；"
            "或离线安装：在能上网、系统和 Python 版本相同的电脑上运行 "
            f"pip download {' '.join(wanted)} -d wheels，把 wheels 文件夹拷来，再加上参数 --wheels wheels 运行。"
        )
    raise Refusal("安装依赖失败，原因见上面 ERROR 开头的几行。改正后重新运行，半成品会自动重做。")


def prepare_data(wants_demo: bool = False) -> Path:
    """Return the data folder to show, and say which: the one `REFORM_DATA` names, or `data/` where it has a registry.

    Where it has none, or where the demonstration is wanted: the demonstration data, made now if they are not there.
    They come under their name when they are whole. Raises Refusal if they cannot be made.
    """
    data = Path(os.environ.get("REFORM_DATA") or ROOT / "data").resolve()
    if not wants_demo and ("REFORM_DATA" in os.environ or (data / "registry.xlsx").exists()):
        say(f"显示的是 {data} 里的数据。要看演示数据：{COMMAND} --demo")
        return data
    data = ROOT / "data"
    sample, unfinished = data / "sample", data / "sample.unfinished"
    if sample.exists() and not (sample / "registry.xlsx").exists():
        raise Refusal(f"{sample} 里的演示数据没有生成完。请删除这个文件夹，再运行一次。")
    if not sample.exists():
        say("正在生成演示数据（学会与人员均为虚构），约需 20 秒 …")
        shutil.rmtree(unfinished, ignore_errors=True)
        # Loading answers 1 when something had to be sent back, and among the invented files something has.
        steps = (["sample", "--out", unfinished], {0}), (["--data", unfinished, "load", unfinished / "inbox"], {0, 1})
        for arguments, good in steps:
            if _run_python("-m", "etl", *map(str, arguments)) not in good:
                raise Refusal("演示数据没有生成，原因见上。")
        unfinished.rename(sample)
    own = COMMAND if (data / "registry.xlsx").exists() else f"{COMMAND} init（建立名录）"
    say(f"显示的是演示数据 {sample}。要用自己的数据：{own}")
    return sample


def bring_up_to_date(data: Path) -> None:
    """Build anew what an older program has built, and count received files that a cut-off load has left."""
    if _run_python("-m", "etl", "--data", str(data), "build", "--if-needed") != 0:
        say("数据没有重新汇总，原因见上。看板照常打开，显示的是原来的数据。")


def _run_python(*arguments: str, folder: Path = ROOT) -> int:
    return subprocess.run([str(PYTHON), *arguments], cwd=folder, env=_child_environment()).returncode


def _child_environment() -> dict[str, str]:
    return {**os.environ, "PYTHONUTF8": "1", "REFORM_COMMAND": COMMAND, "PYTHONPATH": str(ROOT)}


def check_port(port: int) -> None:
    """Raise Refusal if the dashboard could not listen on this port; Streamlit itself would give up without advice."""
    with socket.socket() as probe:
        if os.name != "nt":  # as the server does: a port is free although old connections to it are still fading
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise Refusal(
                f"端口 {port} 已被占用，可能看板已经在运行：请在浏览器里打开 http://127.0.0.1:{port} 看看。"
                f"或者换一个端口：{COMMAND} --port {port + 1}"
            ) from error


def show_dashboard(port: int, data: Path, with_browser: bool) -> int:
    """Run the dashboard until Ctrl+C or SIGTERM and return its exit code, 0 if it was stopped that way."""
    say("正在启动看板 …")
    command = [str(PYTHON), "-m", "streamlit", "run", str(ROOT / "dashboard" / "app.py")]
    with subprocess.Popen(
        [*command, "--server.address", "127.0.0.1", "--server.port", str(port), "--server.headless", "true"],
        cwd=ROOT,
        env={**_child_environment(), "REFORM_DATA": str(data), "REFORM_STARTER": STARTER},
        stdin=subprocess.PIPE,  # closes when this program is gone, however it ends
    ) as server:
        try:
            _wait_for(server, port)
            say(f"看板已打开：http://127.0.0.1:{port} （只有本机可以访问；按 Ctrl+C 结束）")
            if with_browser:
                webbrowser.open(f"http://127.0.0.1:{port}")
            return server.wait()
        except KeyboardInterrupt:
            say("正在结束 …")
            return 0
        finally:
            _stop(server)


def _wait_for(server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            check_port(port)  # somebody else may have taken it meanwhile
            raise Refusal("看板没有启动，原因见上。")
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
        try:
            connection.request("GET", "/health")
            if connection.getresponse().getheader("x-reform-starter") == STARTER:
                return
        except OSError:
            pass
        finally:
            connection.close()
        time.sleep(0.2)
    raise Refusal(f"看板在 {START_SECONDS} 秒内没有应答。")


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"端口应是 1 到 65535 的整数，而不是 {text}")
    return int(text)


def _interrupt(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt


def main(arguments: list[str]) -> int:
    """Carry out the command line and return the exit code: 0 done, 1 refused or a check failed, 130 interrupted."""
    os.environ["LANGUAGE"] = "zh_CN"
    gettext.bindtextdomain("messages", str(ROOT / "etl" / "command" / "locale"))  # what argparse says by itself
    description = f"打开学会改革任务看板；加上 test 则运行全部检查；{COMMAND} load 等其他命令交给 python -m etl。"
    parser = argparse.ArgumentParser(prog=COMMAND, description=description)
    parser.add_argument("command", nargs="?", choices=["test"], help="运行全部检查，而不是打开看板")
    parser.add_argument("--quick", action="store_true", help="只运行约 90 秒的一部分检查（与 test 同用）")
    parser.add_argument("--demo", action="store_true", help="看演示数据，即使已经有自己的名录")
    parser.add_argument("--port", type=_port, default=8501, help="看板的端口（默认 8501）")
    parser.add_argument("--no-browser", action="store_true", help="不自动打开浏览器")
    parser.add_argument("--wheels", type=Path, help="从这个文件夹离线安装依赖")
    is_for_etl = arguments[:1] == ["--version"] or ((arguments or ["test"])[0] != "test" and arguments[0][:1] != "-")
    options = parser.parse_args([] if is_for_etl else arguments)
    for ending in (signal.SIGINT, signal.SIGTERM):  # the former is ignored where a script has started this one
        signal.signal(ending, _interrupt)
    try:
        check_python(sys.version_info[:2], {name for name in ("venv", "ensurepip") if importlib.util.find_spec(name)})
        if options.command == "test":
            make_environment([ROOT / "requirements.txt", ROOT / "requirements-dev.txt"], options.wheels)
            return _run_python("-m", "tests.checks", *(["--quick"] if options.quick else []))
        if not is_for_etl:
            check_port(options.port)
        make_environment([ROOT / "requirements.txt"], options.wheels)
        if is_for_etl:
            signal.signal(signal.SIGINT, lambda *_: None)  # it reaches the command too, which says how it ended
            return _run_python("-m", "etl", *arguments, folder=Path.cwd())  # paths are those of the person's folder
        data = prepare_data(options.demo)
        bring_up_to_date(data)
        return show_dashboard(options.port, data, not options.no_browser)
    except Refusal as refusal:
        say(str(refusal))
        return 1
    except KeyboardInterrupt:
        say("已中断。没有做完的部分下次运行时会接着做。")
        return 130


if __name__ == "__main__":
    if isinstance(sys.stdout, io.TextIOWrapper):  # a console that has no Chinese shows marks instead, and goes on
        sys.stdout.reconfigure(errors="replace")
    sys.exit(main(sys.argv[1:]))
