"""Who may use a dashboard: the accounts of one data folder, and how their passwords are kept."""
