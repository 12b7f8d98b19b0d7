"""How the report writes counts: with numerator and denominator."""


def part(count: int, total: int) -> str:
    """So many societies of so many: 58家（58/168，34.5%）; without a percentage where there are none."""
    return f"{count}家（{count}/{total}，{count / total:.1%}）" if total else "0家（0/0）"


def share(count: int, total: int) -> str:
    """The same for the cell of a table: 58/168（34.5%）; a dash where nobody owes anything."""
    return f"{count}/{total}（{count / total:.1%}）" if total else "—"
