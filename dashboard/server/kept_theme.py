"""The colours and letters of the settings, made into a message once.

Streamlit asks all its 350 settings six times for them before each run of a page, and they do not change: 0.7 ms of 12.
"""

from functools import cache

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

_populate = app_session._populate_theme_msg


def keep() -> None:
    """Have every run get the theme that the first one gets."""
    app_session._populate_theme_msg = _fill  # type: ignore[assignment]  # but for the name the same


@cache
def _theme(section: str) -> CustomThemeConfig:
    theme = CustomThemeConfig()
    _populate(theme, section)
    return theme


def _fill(message: CustomThemeConfig, section: str = "theme") -> None:
    theme = _theme(section)
    if theme.ByteSize():  # a message that nothing is copied into stays unset, as the browser expects it
        message.MergeFrom(theme)
