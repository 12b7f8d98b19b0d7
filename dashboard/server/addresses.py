"""Under which addresses this server is reached, and which of them are its own (docs/access.md, Always).

A browser says in `Host` whom it asks and in `Origin` which page has it ask. A page from elsewhere can make both point
here, but not both say that they are ours.
"""

import os
from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers

PUBLIC = "REFORM_ADDRESS"
"""The setting with the addresses that a proxy serves to others, parted by commas: https://kanban.example.org."""
_LOCAL_NAMES = ("127.0.0.1", "localhost", "[::1]")
_HTTP_PORT = 80  # the one that a browser leaves out


def own_host(headers: Headers, origins: Mapping[str, str]) -> str | None:
    """Which of our hosts is asked; None where it is none of them, or not said once and clearly."""
    said = headers.getlist("host")
    host = said[0].lower() if len(said) == 1 else ""
    return host if host in origins else None


def is_own_origin(headers: Headers, origin: str) -> bool:
    """Whether the page that asks is one of ours, as this origin is written."""
    return headers.getlist("origin") == [origin]


def local_origins(port: int) -> dict[str, str]:
    """Host → origin for whoever sits at this computer."""
    hosts = [f"{name}:{port}" for name in _LOCAL_NAMES] + (list(_LOCAL_NAMES) if port == _HTTP_PORT else [])
    return {host: f"http://{host}" for host in hosts}


def public_origins() -> dict[str, str]:
    """Host → origin for those whom a proxy leads here, out of the setting; what is no address stands for nothing."""
    addresses = [urlsplit(text.strip().lower()) for text in os.environ.get(PUBLIC, "").split(",")]
    return {one.netloc: f"{one.scheme}://{one.netloc}" for one in addresses if one.scheme in ("http", "https")}
