"""The workers of the server that read spreadsheets."""

from etl.loading.reading import Reader

READER = Reader()
"""The workers start with the first file and stay until `close`."""


def close() -> None:
    """End the workers; the server calls it when it ends."""
    READER.close()
