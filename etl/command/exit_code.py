"""What a command says to the program that called it (docs/architecture.md, The command line)."""

OK = 0
NEEDS_SOMEBODY = 1
"""Something was returned or must be corrected."""
NOTHING_DONE = 2
"""Wrong usage, or nothing could be done."""
INTERRUPTED = 130
"""Somebody pressed Ctrl+C."""
