"""What the template says beside the layout's headings and the rubric's standards: hints, examples, widths, choices."""

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FieldHint:
    """How to fill in one field of the form; `section` opens a new block, `need` is required, renewal or optional."""

    hint: str
    section: str = ""
    need: str = "optional"


@dataclass(frozen=True, slots=True)
class ColumnHint:
    """Width in characters and the example in the header's comment."""

    width: float
    example: str = ""


@dataclass(frozen=True, slots=True)
class SheetWording:
    """One table's sheet: the line above its header, its columns in order, and how many rows a roster offers."""

    note: str
    columns: Mapping[str, ColumnHint]
    rows: int = 0

    @property
    def letters(self) -> dict[str, str]:
        """Column key → letter."""
        return {key: chr(ord("A") + position) for position, key in enumerate(self.columns)}

    def showing(
        self, after: str, columns: Mapping[str, ColumnHint], *, check: ColumnHint | None = None
    ) -> "SheetWording":
        """The same with these columns put in behind the column `after`, and `check` at the end."""
        keys = list(self.columns)
        place = keys.index(after) + 1
        ordered = {key: self.columns[key] for key in keys[:place]} | dict(columns)
        ordered |= {key: self.columns[key] for key in keys[place:]}
        return replace(self, columns=ordered | ({"check": check} if check else {}))


@dataclass(frozen=True, slots=True)
class LastYearWording:
    """What a workbook says that shows last year's values; the placeholders are words of the layout."""

    title: str
    form_note: str
    answers_note: str
    roster_note: str
    registered: str
    prompt: str
    prompt_whole: str
    prompt_person: str
    locked: str
    source: str
    steps: tuple[str, ...]
    swatches: Mapping[str, str]
    columns: Mapping[str, ColumnHint]


@dataclass(frozen=True, slots=True)
class RegistryHeading:
    """A column of the registry."""

    label: str
    width: float
    example: str


@dataclass(frozen=True, slots=True)
class RegistryWording:
    statuses: tuple[str, ...]
    demo_sentence: str
    societies: Mapping[str, RegistryHeading]
    periods: Mapping[str, RegistryHeading]


@dataclass(frozen=True, slots=True)
class Guide:
    intro: str
    deadline: str
    deadline_unknown: str
    resubmit: str
    personal: str
    steps: tuple[str, ...]
    sections: Mapping[str, str]
    groups: Mapping[str, str]
    words: Mapping[str, str]
    colours: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Wording:
    """All of `hints.toml`."""

    texts: Mapping[str, str]
    errors: Mapping[str, str]
    choices: Mapping[str, tuple[str, ...]]
    guide: Guide
    fields: Mapping[str, FieldHint]
    form_note: str
    form_remark: str
    renewal_years: str
    answers: Mapping[str, str]
    sheets: Mapping[str, SheetWording]
    last_year: LastYearWording
    registry: RegistryWording


@functools.cache
def read() -> Wording:
    """The wording of the template."""
    document = tomllib.loads(Path(__file__).with_name("hints.toml").read_text("utf-8"))
    guide, form, answers, registry = (document[name] for name in ("guide", "form", "answers", "registry"))
    last_year = document["last_year"]
    return Wording(
        texts={key: value for key, value in document.items() if isinstance(value, str)},
        errors=document["errors"],
        choices={name: tuple(words) for name, words in document["choices"].items()},
        guide=Guide(**{**guide, "steps": tuple(guide["steps"])}),
        fields={key: FieldHint(**entry) for key, entry in form["fields"].items()},
        form_note=form["note"],
        form_remark=form["remark"],
        renewal_years=form["renewal_years"],
        answers={key: value for key, value in answers.items() if isinstance(value, str)},
        sheets={
            name: SheetWording(
                document[name]["note"],
                {key: ColumnHint(**entry) for key, entry in document[name]["columns"].items()},
                document[name].get("rows", 0),
            )
            for name in ("answers", "membership", "council", "supervisors")
        },
        last_year=LastYearWording(
            **{
                **last_year,
                "steps": tuple(last_year["steps"]),
                "columns": {key: ColumnHint(**entry) for key, entry in last_year["columns"].items()},
            }
        ),
        registry=RegistryWording(
            tuple(registry["statuses"]),
            registry["demo_sentence"],
            {key: RegistryHeading(**entry) for key, entry in registry["societies"].items()},
            {key: RegistryHeading(**entry) for key, entry in registry["periods"].items()},
        ),
    )
