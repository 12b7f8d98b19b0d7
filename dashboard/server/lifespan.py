"""What the server does around the visitors' runs: load once what is slow, and apologise when a page fails."""

import asyncio
import gc
import importlib
import os
import signal
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime

import duckdb
import streamlit as st

from dashboard.sections.counting import COUNTING
from dashboard.server import access_log, gathering, kept_theme, undelayed
from dashboard.server.health import STARTER
from etl import desk
from etl.desk import reviewing
from etl.paths import COMMAND, data_folder

STOP_SECONDS = 10
COLLECTING = (10_000, 20, 20)  # a run makes so many things that are gone soon; Python's own 700, 10, 10 cost 5 % of it
SLOW_TO_IMPORT = ("duckdb", "pandas", "plotly.graph_objects")


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Load what takes seconds to import before the first visitor comes.

    What is loaded then stays for good, so the garbage collector is told to pass over it: its full
    collections hold up every visitor, and take the longer the more there is to look through.
    """
    os.umask(0o077)  # whatever the server writes is in the data folder, and only its owner reads it
    for name in SLOW_TO_IMPORT:
        importlib.import_module(name)
    loop = asyncio.get_running_loop()
    gathering.gather(loop)
    undelayed.undelay(loop)
    kept_theme.keep()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECTING)
    with suppress(desk.Refused):  # the pages say what is wrong
        desk.sweep(data_folder())
        if reviewing.uncounted_decisions(data_folder()):
            COUNTING.soon(data_folder())
    if STARTER in os.environ:
        threading.Thread(target=_end_with_starter, args=[_kept_from_children(0)], daemon=True).start()
    yield
    COUNTING.finish(data_folder())
    desk.close()
    desk.drop_ready_files()
    access_log.of_this_server().close()


def _kept_from_children(descriptor: int) -> int:
    """A private duplicate of a descriptor, which is the null device from now on.

    On Windows a program hangs at its start if its input is a pipe that another one is just reading.
    """
    duplicate, nowhere = os.dup(descriptor), os.open(os.devnull, os.O_RDONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)
    return duplicate


def _end_with_starter(pipe: int) -> None:
    """End the server when the program that started it has ended or was killed: the pipe from it then closes."""
    while os.read(pipe, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(STOP_SECONDS)
    os._exit(1)


def apologise(error: Exception) -> bool:
    """Show a sentence where a page failed and return True, which keeps Streamlit's own report off the page.

    The cause with its stack trace is in the server's log, where Streamlit has put it before it calls this.
    """
    if isinstance(error, duckdb.CatalogException | duckdb.BinderException):  # a table or column is not in the build
        st.error(
            "数据是由另一个版本的程序汇总的，与现在的看板对不上。请在程序所在的文件夹里运行 "
            f"`{COMMAND} build`（重新汇总，收到的文件都在），然后刷新页面。"
        )
        return True
    st.error(
        "这一页没能显示出来，数据没有受影响。请刷新页面再试；如果仍然这样，请把下面的时间告诉维护人员，"
        f"原因记在看板的运行窗口里：{datetime.now():%Y-%m-%d %H:%M:%S}"
    )
    return True
