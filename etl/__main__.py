"""The command line, `python -m etl`. Loading the program takes a second; Ctrl+C ends it with a sentence then, too."""

import os
import signal
import sys
from collections.abc import Sequence

from etl.command.exit_code import INTERRUPTED


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    usual = signal.getsignal(signal.SIGINT)
    if usual is signal.default_int_handler:  # else Ctrl+C is to have no effect, or somebody else looks after it
        signal.signal(signal.SIGINT, _leave)
    from etl.command.command_line import run

    signal.signal(signal.SIGINT, usual)
    return run(arguments)


def _leave(_signal: int, _frame: object) -> None:
    """Nothing has begun that would have to be ended."""
    os.write(2, "已中断。\n".encode(sys.stderr.encoding, "replace"))
    os._exit(INTERRUPTED)


if __name__ == "__main__":
    sys.exit(main())
