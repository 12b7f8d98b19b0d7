"""The rules of the house: which room may know which, and what every file owes its reader.

Each rule is a function that yields a line for every place where a house breaks it.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

# Inside a room a module imports only what stands before it here; a package counts as one module.
ORDER = {
    "etl": """
        words text disk paths accounts knowledge workbook submission registry attribution archive warehouse loading
        template returns sample desk command supply __main__
        """,
    "dashboard": """
        frame_cache wording visitor database queries stamp standing charts permalink tables exports documents
        pocket navigation filters page sections server app
        """,
}
PLACE = {room: {name: number for number, name in enumerate(names.split())} for room, names in ORDER.items()}
# What a room may know of the rooms: the warehouse is the border, and `etl.desk` the one door in it.
# How texts are treated, what the warehouse's codes are called and who may come in is the same on both sides.
KNOWS = {
    "etl": {"etl"},
    "dashboard": {"dashboard", "etl.accounts", "etl.desk", "etl.disk", "etl.paths", "etl.text", "etl.words"},
    "pages": {"dashboard", "etl.desk", "etl.paths"},
}
# What a file whose path begins so must not import.
KEPT_OUT = [
    ("start", "streamlit"),
    ("etl/", "streamlit"),
    ("dashboard/queries", "streamlit"),
    ("dashboard/charts", "streamlit"),
    ("dashboard/charts", "duckdb"),
    ("dashboard/exports", "streamlit"),
    ("dashboard/documents", "streamlit"),
    ("dashboard/pocket", "streamlit"),
    ("pages/", "duckdb"),
    ("pages/", "plotly"),
]
NO_DRAWERS = {"utils", "helpers", "common"}
LONGEST = {"pages/": 60, "": 300}
MOST_FILES = {"etl": 10, "dashboard": 12}  # `.py` files at the root of a room, its `__init__.py` with them
MOST_PARAMETERS = 5
SAY_NOTHING = {"found", "told"}  # names of variables and parameters, in a function of more lines than the next
MOST_LINES_OF_SUCH = 5
EXPECTING = {"raises", "warns", "fail", "expect"}  # functions of pytest and Playwright that can fail
# Names of modules that stand in several rooms, and the one subject that each has in all of them.
REPEATED = {
    "accounts": "账号",
    "answers": "完成情况",
    "comparison": "对比",
    "council": "理事会",
    "excerpts": "原文",
    "findings": "问题",
    "form": "登记表",
    "ledger": "台账",
    "ranking": "排名",
    "rubric_trial": "试算",
    "membership": "会员",
    "notes": "备注",
    "optional_tasks": "选做任务",
    "overview": "总览",
    "pocket": "一份看板",
    "progress": "报送进度",
    "registry": "名录",
    "report": "通报",
    "returns": "退回",
    "review_queue": "待审",
    "reviews": "审核",
    "scores": "得分",
    "sheet_accounts": "读表",
    "society": "学会",
    "steps": "最近一步",
    "submissions": "报送",
    "tasks": "任务",
    "versions": "版本",
}


def files(root: Path, pattern: str = "*.py") -> Iterator[tuple[str, Path]]:
    for start in ("start.py", "etl", "dashboard", "pages", "tests"):
        for file in sorted([root / start] if start.endswith(".py") else (root / start).rglob(pattern)):
            if file.match(pattern) and file.exists():
                yield file.relative_to(root).as_posix(), file


def _module(path: str) -> list[str]:
    """Return the dotted parts of a file's module; those of a package for its `__init__.py`."""
    parts = path.removesuffix(".py").split("/")
    return parts[:-1] if parts[-1] == "__init__" else parts


def _imports(path: str, file: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield for every name the file imports where it does so and the dotted parts of the name."""
    package = path.split("/")[:-1]
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield f"{path}:{node.lineno}", alias.name.split(".")
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            for alias in node.names:
                yield f"{path}:{node.lineno}", [*base, *(node.module.split(".") if node.module else []), alias.name]


def every_module_has_its_place(root: Path) -> Iterator[str]:
    for path, _ in files(root):
        room, *names = _module(path)
        if room in PLACE and names and names[0] not in PLACE[room]:
            yield f"{path} has no place in the order of {room}"


def imports_point_down(root: Path) -> Iterator[str]:
    yield from dict.fromkeys(_upward_imports(root))  # once, however many names one line takes from above


def _upward_imports(root: Path) -> Iterator[str]:
    for path, file in files(root):
        room, *names = _module(path)
        place = PLACE.get(room, {})
        for where, (top, *rest) in _imports(path, file):
            if top == room and names and rest and place.get(rest[0], -1) > place.get(names[0], len(place)):
                yield f"{where} imports {room}.{rest[0]}, which stands above {names[0]}"


def rooms_keep_apart(root: Path) -> Iterator[str]:
    for path, file in files(root):
        room = path.split("/")[0]
        for where, parts in _imports(path, file):
            if room in KNOWS and parts[0] in KNOWS and not {parts[0], ".".join(parts[:2])} & KNOWS[room]:
                yield f"{where} imports {'.'.join(parts[:2])}, which {room} must not know"


def packages_are_kept_out(root: Path) -> Iterator[str]:
    for path, file in files(root):
        for where, parts in _imports(path, file):
            if any(path.startswith(beginning) and parts[0] == package for beginning, package in KEPT_OUT):
                yield f"{where} imports {parts[0]}"


def roots_show_their_rooms(root: Path) -> Iterator[str]:
    for room, most in MOST_FILES.items():
        count = len(list((root / room).glob("*.py")))
        if count > most:
            yield f"{room} has {count} files at its root, not {most}"


def one_name_has_one_subject(root: Path) -> Iterator[str]:
    first: dict[str, str] = {}
    for path, file in files(root):
        if path.split("/")[0] not in KNOWS:
            continue
        module = _module(path)[-1]
        classes = [node.name for node in ast.parse(file.read_text("utf-8")).body if isinstance(node, ast.ClassDef)]
        for name in (module, *classes):
            if name not in REPEATED and not name.startswith("_") and name in first:
                yield f"{path} takes the name {name} from {first[name]}"
            first.setdefault(name, path)


def functions_take_few_parameters(root: Path) -> Iterator[str]:
    for path, file in files(root):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if path.split("/")[0] not in KNOWS or not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            given = node.args
            parameters = [*given.posonlyargs, *given.args, *given.kwonlyargs]  # and as many of `*` and `**` as it likes
            count = sum(parameter.arg not in ("self", "cls") for parameter in parameters)
            if count > MOST_PARAMETERS:
                yield f"{path}:{node.lineno} {node.name} has {count} parameters, not {MOST_PARAMETERS}"


def variables_say_what_they_hold(root: Path) -> Iterator[str]:
    for path, file in files(root):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if path.split("/")[0] not in KNOWS or not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            if (node.end_lineno or node.lineno) - node.lineno >= MOST_LINES_OF_SUCH:
                for name in sorted(SAY_NOTHING & set(_variables(node))):
                    yield f"{path}:{node.lineno} {node.name} has a variable {name}"


def _variables(function: ast.AST) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def nothing_is_a_drawer_for_everything(root: Path) -> Iterator[str]:
    for path, _ in files(root):
        if NO_DRAWERS & set(_module(path)):
            yield f"{path} says nothing by its name"


def every_module_says_what_it_is_for(root: Path) -> Iterator[str]:
    for path, file in files(root):
        if not ast.get_docstring(ast.parse(file.read_text("utf-8"))):
            yield f"{path} opens without a sentence"


def files_are_short(root: Path) -> Iterator[str]:
    for path, file in files(root):
        longest = next(lines for beginning, lines in LONGEST.items() if path.startswith(beginning))
        length = len(file.read_text("utf-8").splitlines())
        if length >= longest:
            yield f"{path} has {length} lines, not under {longest}"


def every_view_states_its_grain(root: Path) -> Iterator[str]:
    for path, file in files(root, "*.sql"):
        if not re.match(r"-- \w+", file.read_text("utf-8")):
            yield f"{path} opens without its grain"


def every_test_can_fail(root: Path) -> Iterator[str]:
    for path, file in files(root):
        if path.split("/")[-1].startswith("test_"):
            nodes = ast.walk(ast.parse(file.read_text("utf-8")))
            functions = {node.name: node for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
            for name, node in functions.items():
                used = [node, *(functions[called] for called in _called(node) & functions.keys())]
                if name.startswith("test_") and not any(map(_asserts, used)):
                    yield f"{path}:{node.lineno} {name} asserts nothing"


def _asserts(function: ast.AST) -> bool:
    return any(isinstance(node, ast.Assert) for node in ast.walk(function)) or bool(_called(function) & EXPECTING)


def _called(function: ast.AST) -> set[str]:
    """Return the names of the functions that it calls."""
    called = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
    return {one.attr if isinstance(one, ast.Attribute) else getattr(one, "id", "") for one in called}
