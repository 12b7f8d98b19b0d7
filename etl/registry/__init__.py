"""The registry (名录) of the association."""

from etl.registry.registry_file import RegistryError, read
from etl.registry.societies import STATUSES, Period, RegisteredBase, Registry, Society, name_key

__all__ = ["STATUSES", "Period", "RegisteredBase", "Registry", "RegistryError", "Society", "name_key", "read"]
