"""The command line: which files are meant, progress, and what a person reads at the end."""
