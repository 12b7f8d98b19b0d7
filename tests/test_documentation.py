"""What the documentation says holds: the commands of the READMEs work in order, cited pages and headings are there."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from etl.supply.environment import Environment

SHELL = re.compile(r"```sh\n(.*?)```", re.DOTALL)
LINK = re.compile(r"\]\(([^)#\s]*)(?:#([^)]*))?\)")
# In docstrings, comments and SQL: "docs/workbook.md, Nothing vanishes". The heading ends with punctuation.
CITED = re.compile(r"(docs/[\w./-]+\.\w+)(?:, ([^.;:,()\n\"“”]+))?")
BARE = re.compile(r"(?<![\w/])(?:judging|workbook|architecture|access|look|platform-facts)\.md")
SOCIETIES = 20  # of which some send what goes back
ALLOWED_CODES = {"check": {0, 1}, "load": {0, 1}}  # 1: something was returned or must be corrected
# Page → the lines at which a person fills in the registry, and puts the workbooks into the inbox.
BY_HAND = {"README.md": ("# fill in", "# put"), "README.zh-CN.md": ("# 填好", "# 收回的")}


def _pages(root: Path) -> list[Path]:
    return [*root.glob("*.md"), *(root / "docs").glob("*.md"), root / "data" / "README.md"]


def _sources(root: Path) -> list[Path]:
    rooms = [root / name for name in ("etl", "dashboard", "pages", "tests", "docs")]
    return [file for room in rooms for kind in ("*.py", "*.sql", "*.toml") for file in sorted(room.rglob(kind))]


def _headings(page: Path) -> set[str]:
    lines = page.read_text("utf-8").splitlines()
    bold = re.findall(r"\*\*([^*]+)\*\*", page.read_text("utf-8"))
    return {line.lstrip("# ").strip() for line in lines if line.startswith("#")} | set(bold)


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def test_links_lead_somewhere(root: Path) -> None:
    broken = []
    for page in _pages(root):
        for path, anchor in LINK.findall(page.read_text("utf-8")):
            if path.startswith(("http:", "https:")):
                continue
            target = page.parent / path if path else page
            if not target.exists() or (anchor and anchor not in map(_anchor, _headings(target))):
                broken.append(f"{page.name}: {path}#{anchor}")
    assert broken == []


def test_cited_pages_and_headings_are_there(root: Path) -> None:
    wrong, count = [], 0
    for file in _sources(root):
        text = re.sub(r"\n\s*(?:--|#)?\s*", " ", file.read_text("utf-8"))
        for page, heading in CITED.findall(text):
            count += 1
            known = _headings(root / page) if (root / page).suffix == ".md" and (root / page).exists() else set()
            is_known = not heading or any(one.startswith(heading.strip()) or heading.startswith(one) for one in known)
            if not (root / page).exists() or not is_known:
                wrong.append(f"{file.relative_to(root)}: {page}, {heading}")
        if BARE.search(CITED.sub("", text)) and file.name != Path(__file__).name:
            wrong.append(f"{file.relative_to(root)}: a page is cited without its path")
    assert wrong == []
    assert count > 20


@pytest.fixture(scope="module")
def city(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the data folder of the invented city, loaded."""
    folder = tmp_path_factory.mktemp("city") / "sample"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("REFORM_")}
    for arguments in (["sample", "--societies", str(SOCIETIES), "--out", str(folder)], ["load", str(folder / "inbox")]):
        command = [sys.executable, "-m", "etl", "--data", str(folder), *arguments]
        assert subprocess.run(command, cwd=root, env=environment, capture_output=True).returncode in (0, 1)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("page", BY_HAND)
def test_commands_of_the_readme_work_in_order(page: str, root: Path, furnished: Path, city: Path) -> None:
    ignored = shutil.ignore_patterns("__pycache__", ".*")
    for room in ("etl", "dashboard", "pages", "tests"):
        shutil.copytree(root / room, furnished / room, ignore=ignored, dirs_exist_ok=True)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("REFORM_")}
    str(Environment(furnished).python)
    sample = furnished / "data" / "sample"  # as `start.py` makes it, but of a smaller city
    shutil.copytree(city, sample)
    commands = []
    filled_in, put = BY_HAND[page]
    for line in "".join(SHELL.findall((root / page).read_text("utf-8"))).splitlines():
        if line.startswith(filled_in):
            shutil.copy(sample / "registry.xlsx", furnished / "data" / "registry.xlsx")
        elif line.startswith(put):
            shutil.copytree(sample / "inbox", furnished / "data" / "inbox", dirs_exist_ok=True)
        command = line.partition("#")[0].split()
        # The environment is there, the dashboard and the tests do not end by themselves or take long: test_start.py.
        if (
            not command
            or command[1:] in ([], ["start.py"], ["start.py", "--demo"], ["start.py", "test"])
            or {"venv", "pip", "streamlit"} & set(command)
        ):
            continue
        commands.append(command)
        answer = subprocess.run(command, cwd=furnished, env=environment, capture_output=True, encoding="utf-8")
        allowed = ALLOWED_CODES.get(command[2], {0})
        assert answer.returncode in allowed, f"{line}\n{answer.stdout[-2000:]}\n{answer.stderr[-2000:]}"
    assert len(commands) >= 10
    assert len(list((furnished / "填报表").iterdir())) == SOCIETIES
    assert list((furnished / "退回修改").iterdir())
