"""A rubric tried out from the dashboard with other numbers; nothing is published."""

from collections.abc import Mapping

from etl.desk.refusal import refusals
from etl.knowledge import rubric as rubrics
from etl.knowledge.rubric import Rubric
from etl.loading import rubric_trial
from etl.loading.rubric_trial import Trial, TrialMove
from etl.paths import DataFolder

__all__ = ["Rubric", "Trial", "TrialMove", "in_use", "try_numbers"]


def in_use() -> tuple[Rubric, ...]:
    """The rubrics by which years are judged, by their first year. Raises Refused."""
    with refusals():
        return rubrics.read_all()


def try_numbers(folder: DataFolder, first_period: int, numbers: Mapping[str, int]) -> Trial:
    """As `rubric_trial.try_numbers`. Raises Refused."""
    with refusals():
        return rubric_trial.try_numbers(folder, first_period, numbers)
