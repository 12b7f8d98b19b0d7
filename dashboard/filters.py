"""The widgets that choose what every page shows; the only code that knows their keys."""


def draw() -> None:
    """Draw the shared filters into the sidebar."""
