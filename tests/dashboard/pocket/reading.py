"""The data block of a pocket file read back, by nothing of the program that wrote it."""

import json
import re
from collections.abc import Iterator
from typing import Any

WORDS = {"m": "met", "u": "unmet", "k": "unknown", "n": "not_applicable"}


def block(html: str) -> dict[str, Any]:
    """The data of the file."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def text(data: dict[str, Any], reference: str) -> str:
    """The text of a reference."""
    place, _, numbers = reference.partition(":")
    return _filled(data["texts"][int(place, 36)], iter(numbers.split(","))) if reference else ""


def rows(data: dict[str, Any], references: str, codes: int) -> Iterator[list[Any]]:
    """The rows of references parted by semicolons: so many codes, then texts."""
    for reference in filter(None, references.split(";")):
        place, _, numbers = reference.partition(":")
        form, left = data["forms"][int(place, 36)], iter(numbers.split(","))
        yield [*form[:codes], *(_filled(data["texts"][one], left) if one >= 0 else "" for one in form[codes:])]


def _filled(gapped: str, numbers: Iterator[str]) -> str:
    return re.sub("\x1f", lambda _: next(numbers), gapped)
