"""Every check of the project, one after another: `python3 start.py test`, or `python -m tests.checks` beneath it."""

import argparse
import os
import subprocess
import sys

CHECKS = {
    "代码检查（ruff）": ["ruff", "check", "."],
    "代码格式（ruff format）": ["ruff", "format", "--check", "."],
    "类型检查（mypy）": ["mypy"],
    # Two at a time, a file's tests one after the other: they share what is slow to make.
    "测试（pytest）": ["pytest", "-n", "2", "--dist", "loadfile"],
}
QUICK = ["-m", "not browser and not slow"]


def main() -> int:
    """Run every check, the tests last; return 0 if all are passed, else 1.

    The quick ones leave out tests in a browser and those marked `slow`, and take about 90 seconds on two cores.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    more = QUICK if parser.parse_args().quick else []
    environment = {name: value for name, value in os.environ.items() if name != "REFORM_COMMAND"}  # start.py's own word
    failed = []
    for name, command in CHECKS.items():
        print(f"{name} …", flush=True)
        arguments = [*command, *more] if command[0] == "pytest" else command
        if subprocess.run([sys.executable, "-m", *arguments], env=environment).returncode != 0:
            failed.append(name)
    print(f"没有通过：{'、'.join(failed)}。" if failed else "全部通过。")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
