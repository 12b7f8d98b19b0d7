"""The archive: what was received and what the staff decided, kept for ever."""
