"""What the data folder or the disk refuses, as a sentence for whoever asked."""

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from etl.archive.locking import ArchiveError
from etl.disk import trouble
from etl.knowledge.rubric import RubricError
from etl.loading.decide import Outdated
from etl.registry import RegistryError


class Refused(Exception):
    """The data folder could not be read or written; the message says what to do. What was received is kept."""


@contextmanager
def refusals() -> Iterator[None]:
    """Raise Refused with the sentence where what is done in the block fails for such a reason."""
    try:
        yield
    except (RegistryError, RubricError, ArchiveError, Outdated) as error:
        raise Refused(str(error)) from error
    except (OSError, duckdb.IOException) as error:
        raise Refused(f"{trouble(error)}看板仍显示原来的数据。") from error
