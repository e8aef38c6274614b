"""What belongs to an event besides its sides: places, day and claimant, on short reports in our own words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from marsad.model import Event, Reading

Read = Callable[..., Reading]


def told(event: Event, keys: dict[str, Any]) -> dict[str, Any]:
    """What an event says under the keys a row asks for; places by name."""
    return {key: [p.name for p in event.places] if key == "places" else getattr(event, key) for key in keys}


@pytest.mark.cases("attached")
def test_what_belongs_to_the_events_of_a_report(read: Read, case: dict[str, Any]) -> None:
    """An event of each row's type is read, with the places, the day and the claimant that the row gives."""
    events = read(case["text"], published=case.get("published")).events
    for row in case["expected"]:
        assert row in [told(event, row) for event in events if event.type == row["type"]]
