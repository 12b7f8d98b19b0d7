"""XML that is not well formed is refused: calamine would read it, and lose cells."""

import pytest

from tests.etl.attacks import NOT_WELL_FORMED, raw
from tests.etl.workbook.conftest import Refusal


@pytest.mark.parametrize("name", NOT_WELL_FORMED)
def test_what_is_not_well_formed_is_refused(refusal: Refusal, name: str) -> None:
    assert refusal(raw(NOT_WELL_FORMED[name])) == ("file_damaged", {})
