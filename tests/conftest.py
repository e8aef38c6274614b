"""Tables of cases, the reader, and a database server of the tests' own.

Tables: `@pytest.mark.cases("dates")` runs a test once for each row of `tests/cases/dates.toml`.

A test so marked takes one argument, `case`. Every row has a `text`, what is `expected`, and a `note` that says why;
further keys are the table's own. A row with `not_yet = "reason"` is known to fail; the run fails on the day it passes.

The server: tests that ask for `server` get a real PostgreSQL, one for each process of the tests. Where it is not
installed they are skipped, and the last lines say so; with CI set in the environment they fail.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

import servers
from marsad.extract import Reader, build_reader

# A loaded machine is slow now and then; that is no failure of what is tested.
settings.register_profile("marsad", deadline=None)
settings.load_profile("marsad")

CASES = Path(__file__).parent / "cases"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "cases(name): run once for each row of tests/cases/<name>.toml")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    marker = metafunc.definition.get_closest_marker("cases")
    if marker is None:
        return
    rows = tomllib.loads((CASES / f"{marker.args[0]}.toml").read_text(encoding="utf-8"))["case"]
    metafunc.parametrize("case", [_parameter(row) for row in rows])


def _parameter(row: dict[str, Any]) -> Any:
    unknown = {"text", "expected", "note"} - row.keys()
    if unknown:
        raise pytest.UsageError(f"a row lacks {sorted(unknown)}: {row}")
    not_yet = row.pop("not_yet", None)
    marks = [pytest.mark.xfail(strict=True, reason=not_yet)] if not_yet else []
    return pytest.param(row, id=row["note"], marks=marks)


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The reader over the packaged tables, built once."""
    return build_reader()


@pytest.fixture(scope="session")
def server() -> Iterator[servers.Server]:
    """A PostgreSQL server."""
    found = servers.programs()
    if found is None:
        if os.environ.get("CI"):
            pytest.fail(servers.HOW_TO_GET)
        pytest.skip(servers.HOW_TO_GET)
    with servers.server(found) as started:
        yield started


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tests that were skipped for want of PostgreSQL are not passed over in silence."""
    skipped = [r for r in terminalreporter.getreports("skipped") if servers.HOW_TO_GET in str(r.longrepr)]
    if skipped:
        terminalreporter.write_line(f"{len(skipped)} tests were skipped. {servers.HOW_TO_GET}.", yellow=True)
