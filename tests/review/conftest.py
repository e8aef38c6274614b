"""A register with two reports, in which there is something to judge."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from marsad.model import Event, Figure, Reading, Report, Span
from marsad.register import Register, open_register


def _reading(id: str, text: str, dead: str) -> Reading:
    start = text.index(dead)
    toll = Span(start, start + len(dead))
    figure = Figure(span=toll, outcome="killed", low=3, high=3, qualifier="exact", victims="civilian")
    event = Event(span=Span(0, 4), type="airstrike", figures=(0,))
    report = Report(id=id, text=text, sha256="0" * 64)
    return Reading(report=report, figures=(figure,), events=(event,), parts=(("figures", "1"),))


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with open_register(tmp_path / "r.db") as opened:
        run = opened.begin_run(command="run", version="0.1.0", reader_version="reader-1")
        first = _reading("a", "غارة على سوق البلدة، ومقتل 3 مدنيين", "مقتل 3 مدنيين")
        second = _reading("b", "غارة توقع قتلى: 3 مدنيين قضوا في السوق", "3 مدنيين قضوا")
        opened.add_readings([first, second], run=run)
        yield opened
