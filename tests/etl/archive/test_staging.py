"""Scratch folders: what of them goes when their program is gone, and what never does."""

from pathlib import Path

import pytest

from etl.archive import staging


@pytest.mark.parametrize("name", ["elsewhere", ".elsewhere", "0000"])
def test_a_file_in_a_scratch_folder_names_nothing_to_remove(tmp_path: Path, name: str) -> None:
    other = tmp_path / "别人的.xlsx"
    other.write_bytes(b"kept")
    with staging.scratch(tmp_path / "staging") as own:
        (own / name).write_bytes(bytes(other))
    assert (own.exists(), other.read_bytes()) == (False, b"kept")


def test_what_was_begun_elsewhere_goes_with_its_killed_program(tmp_path: Path) -> None:
    area, half = tmp_path / "staging", tmp_path / "备份.zip.part"
    half.write_bytes(b"half")
    (area / "killed").mkdir(parents=True)
    (area / "killed.elsewhere").write_bytes(bytes(half))
    staging.sweep(area)
    assert (half.exists(), [one.name for one in area.iterdir() if one.name != ".lock"]) == (False, [])
