"""`python -m etl.supply.sbom FILE.json` writes the list of all packages with licences and hashes (CycloneDX 1.5, JSON).

Run it in `.venv`: what a package says of itself, its licence with it, stands where it is installed.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

from etl import VERSION
from etl.supply.environment import LOCK, pins

ROOT = Path(__file__).resolve().parents[2]
_LONGEST_LICENCE = 60  # characters; more is the text of the licence and not its name


def main(arguments: list[str]) -> int:
    """Write the file and say how many packages are in it."""
    parser = argparse.ArgumentParser("python -m etl.supply.sbom", description="列出全部软件包及其许可证（CycloneDX）")
    parser.add_argument("file", metavar="文件.json", type=Path, help="写到哪里")
    file = parser.parse_args(arguments).file
    listed = components()
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": {"type": "application", "name": "society-reform-dashboard", "version": VERSION},
        },
        "components": listed,
    }
    file.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(f"已写出 {file}（{len(listed)} 个软件包）")
    return 0


def components() -> list[dict[str, Any]]:
    """Every pinned package: name, version, address, licence, and the SHA-256 of its wheels."""
    lock = (ROOT / LOCK).read_text("utf-8")
    listed = []
    for name, version in pins(ROOT / LOCK).items():
        block = lock[lock.lower().replace("_", "-").index(f"\n{name}==") + 1 :]
        hashes = re.findall(r"--hash=sha256:([0-9a-f]{64})", re.split(r"\n(?=\S)", block)[0])
        listed.append(
            {
                "type": "library",
                "name": name,
                "version": version,
                "purl": f"pkg:pypi/{name}@{version}",
                "licenses": [{"license": {"name": licence(name)}}],
                "hashes": [{"alg": "SHA-256", "content": one} for one in hashes],
            }
        )
    return listed


def licence(name: str) -> str:
    """The licence by which an installed package may be used, as it says itself."""
    about = metadata.metadata(name)
    classified = [
        line.rpartition(" :: ")[2] for line in about.get_all("Classifier", []) if line.startswith("License ::")
    ]
    said = [*about.get_all("License-Expression", []), " / ".join(classified), *about.get_all("License", [])]
    return next((one for one in said if one and len(one) <= _LONGEST_LICENCE), "见软件包内的许可证文件")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
