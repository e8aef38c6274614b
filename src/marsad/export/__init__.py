"""Incidents in the formats other programs read, and as accounts a person reads."""

from marsad.export.about import about_bytes
from marsad.export.account import Said, Value, account, claim_said, toll_value
from marsad.export.content import Content, Origin, Written, content_of
from marsad.export.csv import csv_line, write_csv
from marsad.export.disputes import Dispute, most_disputed
from marsad.export.exporters import EXPORTERS, Exporter, exporter
from marsad.export.jsonl import write_jsonl
from marsad.export.masking import masked, masked_claimant
from marsad.export.record import incident_record, toll_numbers

__all__ = [
    "EXPORTERS",
    "Content",
    "Dispute",
    "Exporter",
    "Origin",
    "Said",
    "Value",
    "Written",
    "about_bytes",
    "account",
    "claim_said",
    "content_of",
    "csv_line",
    "exporter",
    "incident_record",
    "masked",
    "masked_claimant",
    "most_disputed",
    "toll_numbers",
    "toll_value",
    "write_csv",
    "write_jsonl",
]
