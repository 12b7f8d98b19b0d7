"""What became of every filled cell, and what is said of those that nobody read."""
