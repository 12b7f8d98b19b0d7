"""一份看板: all pages as one HTML file that needs nothing but itself."""

from dashboard.pocket.pocket_file import pocket_html

__all__ = ["pocket_html"]
