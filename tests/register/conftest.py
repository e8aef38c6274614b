"""Registers to test against. A second kind of database joins by adding its name to `DATABASES`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from marsad.register import Register, open_register

DATABASES = ("sqlite",)


@pytest.fixture(params=DATABASES)
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new, empty register of one kind of database can be made."""
    assert request.param == "sqlite"
    return str(tmp_path / "سجل الحوادث 100%.db")


@pytest.fixture
def register(target: str) -> Iterator[Register]:
    with open_register(target, wait=5) as opened:
        yield opened


@pytest.fixture
def run(register: Register) -> int:
    return register.begin_run(command="run", version="0.1.0", reader_version="reader-1")
