"""Streamlit's own words are Chinese, each as often as it stands in this version; what charts need is known."""

import re
import tomllib

import pytest

from dashboard.server import chinese_scripts as scripts

TOLD = tomllib.loads(scripts.WORDS.read_text("utf-8"))


@pytest.mark.parametrize("name", TOLD)
def test_every_phrase_stands_in_its_script_as_often_as_is_said(name: str) -> None:
    """Fails after an upgrade of Streamlit that changes a phrase: look for the new one, and say how often it stands."""
    path = scripts.script(name)
    assert path
    text = path.read_text("utf-8")
    assert {phrase: text.count(phrase) for phrase in TOLD[name]} == {
        phrase: count for phrase, (count, _) in TOLD[name].items()
    }
    served = scripts.rewritten(path.name)[0].decode()
    assert [chinese for _, chinese in TOLD[name].values() if chinese not in served] == []


def test_scripts_of_charts_are_those_that_the_shell_does_not_ask_for() -> None:
    found = scripts.of_charts()
    assert re.match(r"PlotlyChart\.", found[0])
    assert [name for name in found if not (scripts.SCRIPTS / name).is_file()] == []
