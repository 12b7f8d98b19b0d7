"""The two commands: `python3 start.py` opens the dashboard, `python3 start.py test` runs every check.

Any other first word goes to `python -m etl` in the environment made here: `python3 start.py load data/inbox`.

Standard library only. It must be readable for a Python too old to run the product, so that it can say so.
"""

from __future__ import annotations

import argparse
import gettext
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

from etl.disk import replace
from etl.supply.environment import Environment, say
from etl.supply.platforms import Refusal, check_folder, check_python

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = Environment(ROOT)
COMMAND = ENVIRONMENT.command
START_SECONDS, STOP_SECONDS = 300, 10  # the first start from a stick, behind a virus scanner, takes minutes
STARTER = secrets.token_hex(8)  # by this word the dashboard is known; no other server on its port can say it


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
            if ENVIRONMENT.run("-m", "etl", *map(str, arguments)) not in good:
                raise Refusal("演示数据没有生成，原因见上。")
        replace(unfinished, sample)
    own = COMMAND if (data / "registry.xlsx").exists() else f"{COMMAND} init（建立名录）"
    say(f"显示的是演示数据 {sample}。要用自己的数据：{own}")
    return sample


def bring_up_to_date(data: Path) -> None:
    """Build anew what an older program has built, and count received files that a cut-off load has left."""
    if ENVIRONMENT.run("-m", "etl", "--data", str(data), "build", "--if-needed") != 0:
        say("数据没有重新汇总，原因见上。看板照常打开，显示的是原来的数据。")


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
    command = [str(ENVIRONMENT.python), "-X", "utf8", "-m", "streamlit", "run", str(ROOT / "dashboard" / "app.py")]
    with subprocess.Popen(
        [*command, "--server.address", "127.0.0.1", "--server.port", str(port), "--server.headless", "true"],
        cwd=ROOT,
        env={**ENVIRONMENT.variables(), "REFORM_DATA": str(data), "REFORM_STARTER": STARTER},
        stdin=subprocess.PIPE,  # closes when this program is gone, however it ends
    ) as server:
        try:
            _wait_for(server, port)
            others = os.environ.get("REFORM_ADDRESS")
            who = f"别的电脑经代理访问 {others}" if others else "只有本机可以访问"
            say(f"看板已打开：http://127.0.0.1:{port} （{who}；按 Ctrl+C 结束）")
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
        # Long enough for a slow computer: on Windows a server is deaf once a visitor has gone before he was let in.
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
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
    description = (
        f"打开学会改革任务看板；加上 test 则运行全部检查；加上 bundle 则做成不用安装的一份（{COMMAND} bundle -h）；"
        f"{COMMAND} load 等其他命令交给 python -m etl（{COMMAND} load -h）。"
    )
    parser = argparse.ArgumentParser(prog=COMMAND, description=description)
    parser.add_argument("command", nargs="?", choices=["test"], help="运行全部检查，而不是打开看板")
    parser.add_argument("--quick", action="store_true", help="只运行约四分钟的一部分检查（与 test 同用）")
    parser.add_argument("--demo", action="store_true", help="看演示数据，即使已经有自己的名录")
    parser.add_argument("--port", metavar="端口", type=_port, default=8501, help="看板的端口（默认 8501）")
    parser.add_argument("--no-browser", action="store_true", help="不自动打开浏览器")
    parser.add_argument("--wheels", metavar="文件夹", type=Path, help="从这个文件夹离线安装依赖")
    if "#" in arguments:  # what follows it in a README explains the command; to cmd.exe it is no comment
        arguments = arguments[: arguments.index("#")]
    is_bundle = arguments[:1] == ["bundle"]
    is_for_etl = arguments[:1] == ["--version"] or ((arguments or ["test"])[0] != "test" and arguments[0][:1] != "-")
    options = parser.parse_args([] if is_for_etl else arguments)
    for ending in (signal.SIGINT, signal.SIGTERM):  # the former is ignored where a script has started this one
        signal.signal(ending, _interrupt)
    try:
        if ENVIRONMENT.is_bundled and (is_bundle or options.command):
            raise Refusal("这是不用安装的一份，不带检查和制作的工具；请用完整的程序。")
        if not ENVIRONMENT.is_bundled:
            modules = {name for name in ("venv", "ensurepip") if importlib.util.find_spec(name)}
            check_python(sys.version_info[:2], sys.maxsize > 2**32, modules)
            check_folder(ROOT)
        if options.command == "test":
            ENVIRONMENT.make(options.wheels, with_tests=True)
            return ENVIRONMENT.run("-m", "tests.checks", *(["--quick"] if options.quick else []))
        if not is_for_etl:
            check_port(options.port)
        ENVIRONMENT.make(options.wheels)
        if is_for_etl:
            signal.signal(signal.SIGINT, lambda *_: None)  # it reaches the command too, which says how it ended
            asked = ["-m", "etl.supply.bundle", *arguments[1:]] if is_bundle else ["-m", "etl", *arguments]
            return ENVIRONMENT.run(*asked, folder=Path.cwd())  # paths are those of the person's folder
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
