"""The list of kinds: each a way in which societies send their workbook, and the rule that it rests on."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.independent.kinds.draft import Draft

Change = Callable[[Draft], None]


@dataclass(frozen=True, slots=True)
class Kind:
    """`change` makes a plain workbook one of this kind. `must_read` False: unknown with a finding is right as well."""

    name: str
    rests_on: str
    change: Change
    must_read: bool = True

    @property
    def module(self) -> str:
        """The module of `kinds` in which it stands."""
        return self.change.__module__.rpartition(".")[2]


KINDS: dict[str, Kind] = {}


def kind(name: str, rests_on: str, must_read: bool = True) -> Callable[[Change], Change]:
    """Enter a change into the list of kinds."""

    def enter(change: Change) -> Change:
        KINDS[name] = Kind(name, rests_on, change, must_read)
        return change

    return enter
