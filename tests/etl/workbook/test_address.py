"""Cell addresses, there and back."""

import pytest

from etl.workbook.address import address, position

PAIRS = {
    "A1": (0, 0),
    "Z9": (8, 25),
    "AA10": (9, 26),
    "AZ1": (0, 51),
    "BA1": (0, 52),
    "ZZ1": (0, 701),
    "AAA1": (0, 702),
    "XFD1048576": (1_048_575, 16_383),
}


@pytest.mark.parametrize("reference", PAIRS)
def test_there_and_back(reference: str) -> None:
    assert position(reference) == PAIRS[reference]
    assert position(reference.lower()) == PAIRS[reference]
    assert address(*PAIRS[reference]) == reference


@pytest.mark.parametrize("reference", ["", "A", "1", "1A", "$A$1", "A1:B2", "AAAA1"])
def test_no_reference(reference: str) -> None:
    with pytest.raises(ValueError):
        position(reference)
