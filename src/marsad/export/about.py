"""What an export says of itself: by which rule its figures were made, what was left out, and whose data are in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import orjson

from marsad.export.content import Content, Written

if TYPE_CHECKING:
    from marsad.export.exporters import Exporter

LICENCES: Final = (
    "Places: GeoNames (geonames.org), CC BY 4.0; Open-Syria/data-geography, CC BY 4.0, after OCHA's P-codes; "
    "Airwars archive (single locations of incidents in Syria); airportsdata and yemen-regions-py, MIT.",
    "Incidents are derived from the reports of the outlets named with them; the words of a report are its outlet's.",
)
DAYS: Final = "dates are those the reports tell; times of the register are UTC"


def about(one: Exporter, content: Content, written: Written) -> dict[str, Any]:
    """The account of one export, as plain data."""
    origin = content.origin
    return {
        "format": one.name,
        "what": one.what,
        "made_by": f"marsad {origin.version}",
        "register_as_of": origin.as_of,
        "register_log_head": origin.head,
        "filter": dict(origin.filter),
        "incidents": written.incidents,
        "left_out": dict(written.left_out),
        "figures": one.figures,
        "left_empty": dict(one.empty),
        "private_names": "left out" if content.public else "as the reports give them",
        "dates": DAYS,
        "licences": list(LICENCES),
    }


def about_bytes(one: Exporter, content: Content, written: Written) -> bytes:
    """The account as the JSON of a side file."""
    return orjson.dumps(about(one, content, written), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def account_lines(account: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The account as rows of a key and a text, for formats that hold it as a table."""
    lines = []
    for key, value in account.items():
        if isinstance(value, Mapping):
            lines += [(f"{key}: {inner}", str(what)) for inner, what in value.items()]
        else:
            lines.append((key, "; ".join(value) if isinstance(value, list) else "" if value is None else str(value)))
    return lines
