"""Marsad (مرصد, observatory): Arabic reporting on armed conflict, read into an auditable register of incidents."""

__version__ = "0.1.0"
