"""What tests of the staff's decisions share: finding what is asked, and waiting for the build that counts it."""

import time
from typing import Any

from streamlit.testing.v1 import AppTest

from dashboard.sections import notes

WAIT_SECONDS = 60


def settled(app: AppTest, key: str = "decisions_under_way") -> AppTest:
    """Run the page until nothing is being kept any more, and return it as it then stands."""
    deadline = time.monotonic() + WAIT_SECONDS
    while app.session_state[key] and time.monotonic() < deadline:
        time.sleep(0.1)
        app.run()
    assert not app.session_state[key]
    return app


def widget(app: AppTest, kind: str, label: str) -> Any:
    """Return the last widget of that kind under that label."""
    widgets: list[Any] = list(app.get(kind))
    return [one for one in widgets if one.label == label][-1]


def opened_form(app: AppTest) -> AppTest:
    """Open the form for a note and return the page as it then stands."""
    app.session_state[notes.FORM] = True
    return app.run()


def press(app: AppTest, label: str) -> AppTest:
    """Press the last button of that name and run the page."""
    return [one for one in app.button if one.label == label][-1].click().run()
