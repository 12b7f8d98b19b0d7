"""`python -m etl.supply.lock` writes requirements.lock: the pins of requirements.txt with the hashes of their wheels.

For every supported system and Python pip is asked which wheel it would install; nothing is installed.
"""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from etl.supply.environment import LOCK, PRODUCT, pins
from etl.supply.platforms import NEWEST_PYTHON, OLDEST_PYTHON, PLATFORMS

ROOT = Path(__file__).resolve().parents[2]
_HEAD = """\
# The pins of requirements.txt with the SHA-256 of every wheel that a supported system and Python installs:
# {platforms}; Python {oldest} to {newest}. `python -m etl.supply.lock` makes it anew.

"""


def main() -> int:
    """Ask pip for every system and Python, and write the file."""
    pinned = pins(ROOT / PRODUCT)
    minors = range(OLDEST_PYTHON[1], NEWEST_PYTHON[1] + 1)
    first, *others = [(platform, f"3.{minor}") for platform in PLATFORMS for minor in minors]
    wheels = _wheels((*first, [f"{name}=={version}" for name, version in pinned.items()]))
    # A wheel for any system is the same on all of them.
    built = [f"{name}=={pinned[name]}" for name, (file, _) in wheels.items() if not file.endswith("-none-any.whl")]
    hashes = {name: {sha256} for name, (_, sha256) in wheels.items()}
    with ThreadPoolExecutor(4) as threads:
        for of_one in threads.map(_wheels, [(*other, built) for other in others]):
            for name, (_, sha256) in of_one.items():
                hashes[name].add(sha256)
    text = _HEAD.format(platforms=", ".join(PLATFORMS), oldest=first[1], newest=others[-1][1])
    for name, version in pinned.items():
        text += " \\\n    --hash=sha256:".join([f"{name}=={version}", *sorted(hashes[name])]) + "\n"
    (ROOT / LOCK).write_text(text, "utf-8", newline="\n")
    return 0


def _wheels(asked: tuple[str, str, list[str]]) -> dict[str, tuple[str, str]]:
    """File name and SHA-256 of the wheel of every package asked for, on one system and Python."""
    platform, python, wanted = asked
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--quiet", "--ignore-installed", "--report", "-"]
    command += ["--no-deps", "--target", "nowhere", *for_platform(platform, python), *wanted]
    answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8")
    print(f"{platform}, Python {python}", flush=True)
    return {
        one["metadata"]["name"].lower().replace("_", "-"): (
            one["download_info"]["url"].rpartition("/")[2],
            one["download_info"]["archive_info"]["hashes"]["sha256"],
        )
        for one in json.loads(answer.stdout)["install"]
    }


def for_platform(platform: str, python: str) -> list[str]:
    """How pip is told to take the wheels of another system and Python."""
    tags = [part for tag in PLATFORMS[platform] for part in ("--platform", tag)]
    return ["--only-binary", ":all:", "--implementation", "cp", "--python-version", python, *tags]


if __name__ == "__main__":
    sys.exit(main())
