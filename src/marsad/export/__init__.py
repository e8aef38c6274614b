"""Incidents in the formats other programs read."""

from marsad.export.exporters import EXPORTERS, Exporter, exporter
from marsad.export.record import incident_record

__all__ = ["EXPORTERS", "Exporter", "exporter", "incident_record"]
