"""A reader of sources that keeps what it was told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from marsad.model import Report
from marsad.settings import Settings
from marsad.sources import Intake, Manifest, Problem, read_source

Read = Callable[..., tuple[list[Report], list[Problem]]]


@pytest.fixture
def read() -> Read:
    """Read a path; returns its reports and every problem told."""

    def reading(
        path: Path,
        *,
        published: str | None = None,
        outlet: str | None = None,
        manifest: Manifest | None = None,
        limit: int = 10_000,
        columns: dict[str, str] | None = None,
        date_form: str | None = None,
    ) -> tuple[list[Report], list[Problem]]:
        problems: list[Problem] = []
        intake = Intake(
            settings=Settings(max_report_bytes=limit),
            problems=problems.append,
            published=published,
            outlet=outlet,
            manifest=manifest or Manifest(),
            columns=columns or {},
            date_form=date_form,
            today=date(2024, 6, 1),
        )
        return list(read_source(path, intake)), problems

    return reading
