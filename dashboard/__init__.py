"""The dashboard: what people see of the warehouse, and nothing that makes it."""
