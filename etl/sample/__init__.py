"""The demonstration: an invented city's registry and what its societies send, made through the template writer."""

from etl.sample.generate import arrivals, generate

__all__ = ["arrivals", "generate"]
