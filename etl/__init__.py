"""From submitted workbooks to the judged warehouse."""

VERSION = "1.0.0"
