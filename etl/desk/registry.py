"""名录 on the page: what it says, what an edit would make of it, what another workbook would add, its versions.

What is to be saved goes through `desk.record`.
"""

from collections.abc import Sequence

from etl import registry as registries
from etl.archive.files import Archive
from etl.desk.handed_in import Upload, written
from etl.desk.refusal import Refused, refusals
from etl.desk.workers import READER
from etl.knowledge import layout as layouts
from etl.knowledge import rubric as rubrics
from etl.knowledge.findings import finding
from etl.loading import registry_changes
from etl.loading.registry_changes import RegistryState, RegistryTrial, RegistryVersion, registry_state
from etl.paths import DataFolder
from etl.registry import Period, Registry, Society
from etl.registry.registry_edit import RegistryEdit, next_id
from etl.registry.registry_import import Imported, edit_from, lines_of
from etl.registry.registry_text import CONTACT, heading, period_text, society_text
from etl.template import write_registry
from etl.workbook import Unreadable

__all__ = [
    "Imported",
    "Period",
    "Registry",
    "RegistryEdit",
    "RegistryState",
    "RegistryTrial",
    "RegistryVersion",
    "Society",
    "contact",
    "create",
    "difference",
    "heading",
    "imported",
    "next_id",
    "period_text",
    "registry_in_force",
    "registry_state",
    "registry_without_contacts",
    "society_text",
    "try_edit",
    "versions",
]
STATUSES = registries.STATUSES[1:]
"""What the state of a society may be called; only the first is expected to report."""


def registry_in_force(folder: DataFolder) -> Registry | None:
    """The registry in the data folder; None where it is not there or wrong. Raises Refused."""
    with refusals():
        return registry_changes.registry_in_force(folder)


def registry_without_contacts(folder: DataFolder) -> Registry | None:
    """The same without the contacts, kept as long as the file stays as it is. Raises Refused."""
    with refusals():
        return registry_changes.registry_without_contacts(folder)


def contact(folder: DataFolder, society_id: str) -> dict[str, str]:
    """Name and number of the society's contact under the names of their columns, read from the registry now; nothing
    where it has no such society. Raises Refused.
    """
    now = registry_in_force(folder)
    society = next((one for one in (now.societies if now else ()) if one.society_id == society_id), None)
    return {key: word for key, word in society_text(society).items() if key in CONTACT} if society else {}


def create(folder: DataFolder) -> None:
    """Write an empty registry where there is none, as `etl init` does. Raises Refused."""
    with refusals():
        if not folder.registry.exists():
            folder.root.mkdir(parents=True, exist_ok=True)
            write_registry(folder.registry, layouts.read(), base_years(), is_demo=False)


def base_years() -> list[int]:
    """The year-ends whose registered number of members the rubrics ask for."""
    return sorted({rubric.parameters["base_year"] for rubric in rubrics.read_all()})


def try_edit(folder: DataFolder, edit: RegistryEdit) -> RegistryTrial:
    """What the edit would make of the registry; writes nothing. Raises Refused with what is wrong with it."""
    with refusals():
        return registry_changes.try_edit(folder, edit)


def imported(folder: DataFolder, upload: Upload) -> Imported:
    """The edit that brings into the registry what another workbook says under the same headings; writes nothing.

    Raises Refused where the workbook cannot be read or has no such headings.
    """
    with refusals(), written(folder, [upload]) as [(path, _)]:
        lines = next(READER.pool.each(lines_of, [(path, layouts.read().header_rows)]))
    if isinstance(lines, Unreadable):
        raise Refused(finding(lines.kind, **lines.detail).message)
    if not lines:
        raise Refused("这个文件里没有找到学会名称一栏的表头，或表头下面没有学会。请检查表头的写法。")
    return edit_from(lines, registry_in_force(folder))


def versions(folder: DataFolder) -> Sequence[RegistryVersion]:
    """The versions of the registry in the archive, the latest first. Raises Refused."""
    with refusals():
        return registry_changes.registry_versions(Archive(folder.archive))[::-1]


def difference(folder: DataFolder, number: int) -> list[str]:
    """What would change if the version of that line of the journal were put back. Raises Refused."""
    with refusals():
        return registry_changes.difference(folder, number)


def rubric_in_force(period: int) -> tuple[int, str]:
    """The rubric by which the year is judged: the first year it holds for, and its name. Raises Refused."""
    with refusals():
        rubric = rubrics.in_force(rubrics.read_all(), period)
    return rubric.first_period, rubric.name
