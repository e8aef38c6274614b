"""Who is named in reports of each conflict, under which label, and in whose words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from marsad.model import Reading

Read = Callable[..., Reading]


@pytest.mark.cases("sides")
def test_sides_of_a_report(read: Read, case: dict[str, Any]) -> None:
    """Each side is found under its label, and what the outlet called it is kept as it stands in the text."""
    reading = read(case["text"], published=case["published"])
    named = {(actor.as_named, actor.label) for actor in reading.actors}
    assert all(case["text"][a.span.start : a.span.end] == a.as_named for a in reading.actors)
    for row in case["expected"]:
        name, label = row.split(": ")
        assert any(name in words and found == label for words, found in named), (row, sorted(named))
