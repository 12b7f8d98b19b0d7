"""Everything that somebody of the staff may decide, and the one way to record it."""

from collections.abc import Callable, Mapping

from etl.loading.assign import Assignment, record_assignment
from etl.loading.clear import Clearance, record_clearance
from etl.loading.decide import Note, Review, record_note, record_review
from etl.loading.handle import Handling, record_handling
from etl.loading.material import Progress
from etl.loading.reading import Reader
from etl.loading.registry_changes import RegistryChange, RegistryCount, RegistryRestoration, record_registry
from etl.loading.withdraw import Loss, Undo, Withdrawal, record_loss, record_undo, record_withdrawal
from etl.paths import DataFolder

StaffDecision = (
    Review
    | Note
    | Clearance
    | Withdrawal
    | Assignment
    | Handling
    | Loss
    | Undo
    | RegistryChange
    | RegistryRestoration
    | RegistryCount
)
_RECORDED_BY: Mapping[type, Callable[..., object]] = {
    Review: record_review,
    Note: record_note,
    Clearance: record_clearance,
    Withdrawal: record_withdrawal,
    Assignment: record_assignment,
    Handling: record_handling,
    Loss: record_loss,
    Undo: record_undo,
    RegistryChange: record_registry,
    RegistryRestoration: record_registry,
    RegistryCount: record_registry,
}


def record(folder: DataFolder, decision: StaffDecision, progress: Progress, reader: Reader | None = None) -> None:
    """Keep the decision and publish a build that counts it. Raises what the function of its kind raises, else as `load`
    does.
    """
    _RECORDED_BY[type(decision)](folder, decision, progress, reader)
