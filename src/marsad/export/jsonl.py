"""JSON Lines: one incident a line, UTF-8, the same bytes for the same register."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

import orjson

from marsad.export.record import incident_record
from marsad.model import Incident


def write_jsonl(incidents: Iterable[Incident], file: BinaryIO) -> None:
    """Write the incidents in their order; an empty register gives an empty file."""
    for incident in incidents:
        file.write(orjson.dumps(incident_record(incident), option=orjson.OPT_APPEND_NEWLINE))
