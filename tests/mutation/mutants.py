"""One-line changes of the program, each of which a test should notice: `<` for `<=`, `and` for `or`, 3 for 2."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# Pattern -> what stands there instead, in SQL. Words in quotes are left alone, but verdicts.
_SQL = [
    (r"(?<![<>=])=(?![=>])", "<>"),
    (r"<>", "="),
    (r"<=", "<"),
    (r">=", ">"),
    (r"(?<![-=])>(?!=)", ">="),
    (r"<(?![=>])", "<="),
    (r"\bis not null\b", "is null"),
    (r"\bis null\b", "is not null"),
    (r"\bor\b", "and"),
    (r"\band\b", "or"),
    (r"\bleft join\b", "join"),
    (r"\bmin\(", "max("),
    (r"\bmax\(", "min("),
    (r" desc\b", ""),
    (r"'met'", "'unmet'"),
    (r"'unmet'", "'unknown'"),
    (r"'unknown'", "'unmet'"),
    (r"(?<![\w.'{$])[0-9]+(?![\w.'}])", "+1"),
]
_QUOTED = re.compile(r"'(?!(?:met|unmet|unknown)')[^'\n]*'")
_COMPARED: dict[type[ast.cmpop], tuple[str, str]] = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
}


@dataclass(frozen=True)
class Mutant:
    """One place of one file with other words in it."""

    file: str
    start: int
    end: int
    instead: str
    line: str  # the line as it stands, without its indent
    number: int
    was: str
    which: int  # 2 where it is the second of these words in its file

    @property
    def name(self) -> str:
        """The mutant in words that stay when lines above it come and go."""
        which = f" ({self.which})" if self.which > 1 else ""
        return f"{self.file}: {self.change}: {self.line}{which}"

    @property
    def change(self) -> str:
        """The change in words, such as `< -> <=`."""
        return f"{self.was} -> {self.instead}"

    @property
    def said(self) -> str:
        """Where the change stands, what it is, and the line."""
        return f"{self.file}:{self.number}: {self.change}\n    {self.line}"

    def applied(self, text: str) -> str:
        """The text of the file with the change."""
        return text[: self.start] + self.instead + text[self.end :]


def mutants(root: Path, folder: str) -> Iterator[Mutant]:
    """All mutants of the SQL and Python below a folder, in the order of files and places."""
    for path in sorted((root / folder).rglob("*")):
        if path.suffix in (".py", ".sql"):
            text = path.read_text(encoding="utf-8")
            places = _of_sql(text, 0) if path.suffix == ".sql" else _of_python(text)
            seen: Counter[tuple[str, str, str]] = Counter()
            for start, end, instead in sorted(set(places)):
                number = text.count("\n", 0, start) + 1
                line = text.splitlines()[number - 1].strip()
                name = path.relative_to(root).as_posix()
                seen[words := (text[start:end], instead, line)] += 1
                yield Mutant(name, start, end, instead, line, number, text[start:end], seen[words])


def _of_sql(text: str, at: int) -> Iterator[tuple[int, int, str]]:
    kept = re.sub(r"--[^\n]*", lambda match: " " * len(match[0]), text)
    kept = _QUOTED.sub(lambda match: " " * len(match[0]), kept)
    kept = re.sub(r"(between \S+ )and", r"\1   ", kept)
    for pattern, instead in _SQL:
        for match in re.finditer(pattern, kept):
            new = str(int(match[0]) + 1) if instead == "+1" else instead
            yield at + match.start(), at + match.end(), new


def _of_python(text: str) -> Iterator[tuple[int, int, str]]:
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))

    def place(line: int, column: int) -> int:
        """ast counts columns in bytes."""
        whole = text[starts[line - 1] : starts[line]]
        return starts[line - 1] + len(whole.encode()[:column].decode())

    def span(node: ast.expr) -> tuple[int, int]:
        return place(node.lineno, node.col_offset), place(node.end_lineno or 0, node.end_col_offset or 0)

    tree = ast.parse(text)
    passed_over = {id(inner) for node in ast.walk(tree) for part in _without_effect(node) for inner in ast.walk(part)}
    for node in ast.walk(tree):
        if id(node) in passed_over:
            continue
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            for operator, left, right in zip(node.ops, sides, sides[1:], strict=False):
                yield from _word_between(text, span(left)[1], span(right)[0], *_COMPARED[type(operator)])
        elif isinstance(node, ast.BoolOp):
            words = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
            for left, right in zip(node.values, node.values[1:], strict=False):
                yield from _word_between(text, span(left)[1], span(right)[0], *words)
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            start = span(node)[0]
            yield start, start + len("not "), ""
        elif isinstance(node, ast.Constant) and type(node.value) is int:
            start, end = span(node)
            yield start, end, str(node.value + 1)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and "select" in node.value:
            start, end = span(node)
            yield from _of_sql(text[start:end], start)


def _without_effect(node: ast.AST) -> list[ast.AST]:
    """Parts in which a change changes nothing that a test should see: sizes of caches, indents; f-strings have no
    places of their own in Python 3.11."""
    if isinstance(node, ast.JoinedStr):
        return [node]
    if isinstance(node, ast.keyword) and node.arg in ("maxsize", "typed", "indent"):
        return [node]
    return []


def _word_between(text: str, start: int, end: int, word: str, instead: str) -> Iterator[tuple[int, int, str]]:
    at = text.find(word, start, end)
    if at >= 0:
        yield at, at + len(word), instead
