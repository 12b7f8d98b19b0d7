"""The Chinese words of the dashboard, each in one place."""
