"""The theme is made once, and is what Streamlit would have made of the settings."""

from collections.abc import Iterator

import pytest
from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

from dashboard.server import kept_theme

SECTIONS = ("theme", "theme.light", "theme.dark", "theme.sidebar", "theme.light.sidebar", "theme.dark.sidebar")


@pytest.fixture(autouse=True)
def streamlit_own(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Settings, what Streamlit makes of them and what is kept of it are afterwards as before."""
    monkeypatch.setattr(app_session, "_populate_theme_msg", kept_theme._populate)
    before = config.get_option("theme.sidebar.backgroundColor")
    config.set_option("theme.sidebar.backgroundColor", "#F6F8FA")
    kept_theme._theme.cache_clear()
    yield
    config.set_option("theme.sidebar.backgroundColor", before)
    kept_theme._theme.cache_clear()


def _theme() -> CustomThemeConfig:
    """The theme of all sections, as Streamlit puts it together for a run."""
    theme = CustomThemeConfig()
    for section in SECTIONS:
        part = theme
        for name in section.split(".")[1:]:
            part = getattr(part, name)
        app_session._populate_theme_msg(part, section)
    return theme


def test_kept_theme_is_that_of_the_settings() -> None:
    made = _theme()
    kept_theme.keep()
    asked = [_theme(), _theme()]
    assert made.sidebar.background_color == "#F6F8FA"
    assert [theme.SerializeToString(deterministic=True) for theme in asked] == [
        made.SerializeToString(deterministic=True)
    ] * 2


def test_settings_are_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    kept_theme.keep()
    _theme()
    monkeypatch.setattr(config, "get_options_for_section", lambda _: pytest.fail("asked again"))
    _theme()
