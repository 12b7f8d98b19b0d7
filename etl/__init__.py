"""From submitted workbooks to the judged warehouse."""
