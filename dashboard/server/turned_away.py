"""An answer that the server gives itself, in place of what was asked for."""

from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, Response


class TurnedAway(Exception):
    """Why somebody does not get what was asked for: a status and a sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status

    def answer(self) -> Response:
        """The sentence as plain text; the connection is closed, since a body may be left unread in it."""
        return PlainTextResponse(str(self), self.status, headers={"connection": "close"})


def source_of(asked: HTTPConnection) -> str:
    """The address in the network from which somebody asks, as far as it is known."""
    return asked.client.host if asked.client else ""


def is_page(asked: HTTPConnection) -> bool:
    """Whether a browser asks for a page to show, rather than a script for data."""
    is_read = asked.scope["type"] == "http" and asked.scope["method"] in ("GET", "HEAD")
    return is_read and "text/html" in asked.headers.get("accept", "")
