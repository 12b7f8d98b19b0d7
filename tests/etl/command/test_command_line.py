"""Each command is found by its name, and starts with what it needs alone."""

import argparse
import subprocess
import sys
from pathlib import Path

from etl.command import command_line


def test_each_command_has_its_function() -> None:
    [commands] = [one for one in command_line.argument_parser()._actions if isinstance(one, argparse._SubParsersAction)]
    assert {"load", "check", "pocket"} <= set(commands.choices)
    for name, command in commands.choices.items():
        assert callable(command_line.function_of(command.get_default("run"))), name


def test_files_are_taken_in_without_what_writes_workbooks(root: Path) -> None:
    program = "import sys, etl.command.command_line, etl.command.receiving; sys.exit('openpyxl' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], cwd=root, check=False).returncode == 0
