"""Invented names: societies, their categories and supporting units."""

import functools
import random
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Names:
    """All of `names.toml`."""

    prefix: str
    suffix: str
    qualifiers: tuple[str, ...]
    posts: tuple[str, ...]
    job_titles: tuple[str, ...]
    education: tuple[str, ...]
    ethnicities: tuple[str, ...]
    evidence: tuple[str, ...]
    units: Mapping[str, tuple[str, ...]]
    specialties: Mapping[str, tuple[str, ...]]

    @property
    def limit(self) -> int:
        """How many societies can be named."""
        return len(self.qualifiers) * sum(len(specialties) for specialties in self.specialties.values())

    def society(self, specialty: str) -> str:
        return f"{self.prefix}{specialty}{self.suffix}"

    def units_of(self, category: str) -> list[str]:
        """The units that support societies of a category."""
        return [unit for unit, categories in self.units.items() if category in categories]


@functools.cache
def read() -> Names:
    """The names of `names.toml`."""
    document = tomllib.loads(Path(__file__).with_name("names.toml").read_text("utf-8"))
    return Names(
        prefix=document["prefix"],
        suffix=document["suffix"],
        units={unit: tuple(categories) for unit, categories in document["units"].items()},
        specialties={category: tuple(words) for category, words in document["specialties"].items()},
        **{
            key: tuple(document[key])
            for key in ("qualifiers", "posts", "job_titles", "education", "ethnicities", "evidence")
        },
    )


def societies(count: int, rng: random.Random) -> list[tuple[str, str]]:
    """So many names with their categories, mixed. Raises ValueError beyond `Names.limit`."""
    names = read()
    if not 1 <= count <= names.limit:
        raise ValueError(f"学会数应在 1 到 {names.limit} 之间")
    plain = [(specialty, category) for category, words in names.specialties.items() for specialty in words]
    invented: list[tuple[str, str]] = []
    for qualifier in names.qualifiers:
        rng.shuffle(plain)
        invented += [(names.society(specialty + qualifier), category) for specialty, category in plain]
        if len(invented) >= count:
            break
    return invented[:count]
