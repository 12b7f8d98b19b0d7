"""The example workbooks are judged exactly as a separate judge judged them, and nothing else is judged."""

import csv
import shutil
from pathlib import Path

import pytest

from etl.command import collecting
from tests.independent import product

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> product.Verdicts:
    data = tmp_path_factory.mktemp("examples")
    shutil.copy(EXAMPLES / "registry.xlsx", data)
    return product.verdicts(product.load(data, collecting.collect([EXAMPLES / "inbox"])))


def test_every_verdict_is_the_expected_one_and_none_is_too_many(judged: product.Verdicts) -> None:
    with (EXAMPLES / "expected.csv").open(encoding="utf-8", newline="") as lines:
        expected = {(row["society_id"], 2018, row["what"]): row["verdict"] for row in csv.DictReader(lines)}
    assert len(expected) == 2037
    assert judged == expected
