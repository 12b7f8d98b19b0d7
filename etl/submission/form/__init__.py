"""基本情况: labels with their values; who reports, and for which year."""
