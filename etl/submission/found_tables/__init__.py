"""Where tables stand on a sheet, whose they are and of which year."""
