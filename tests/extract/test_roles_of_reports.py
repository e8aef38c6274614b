"""Who did it to whom, as the codebook asks for it, on short reports in our own words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from marsad.model import Event, Reading

Read = Callable[..., Reading]


def told(event: Event) -> str:
    """An event's type, doers and those hit, as the table writes them."""
    return f"{event.type}: {' '.join(event.actors)} -> {' '.join(event.targets)}".strip()


@pytest.mark.cases("roles")
def test_roles_of_a_report(read: Read, case: dict[str, Any]) -> None:
    """Exactly these events are read, each with these doers and these hit."""
    assert [told(event) for event in read(case["text"], published=case.get("published")).events] == case["expected"]
