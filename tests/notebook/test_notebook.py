"""`import marsad` in a notebook: typed readings, typed incidents, frames with the right kinds of values."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest

import marsad
from marsad.errors import UsageError
from marsad.extract import Reader
from marsad.model import Reading
from marsad.notebook.tables import TABLES
from marsad.pipeline import run
from marsad.register import IncidentFilter, Register
from marsad.settings import Settings
from marsad.sources import Intake, read_manifest

GOLD = Path(__file__).resolve().parents[2] / "gold"
TEXT = "قتل ثلاثة مدنيين وأصيب خمسة آخرون أمس في قصف مدفعي على مدينة تعز، بحسب مصدر طبي."
FRAMES = {
    "incidents": marsad.incidents_frame,
    "tolls": marsad.tolls_frame,
    "claims": marsad.claims_frame,
    "places": marsad.places_frame,
}


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> Iterator[Register]:
    """A register of the gold reports about a day in Syria."""
    reports = sorted((GOLD / "reports").glob("syria-2019-*.txt"))
    intake = Intake(
        settings=Settings(),
        problems=pytest.fail,
        published=None,
        outlet=None,
        manifest=read_manifest(GOLD / "manifest.json", problems=pytest.fail),
    )
    with marsad.open_register(tmp_path_factory.mktemp("notebook") / "r.db") as opened:
        run(reports, register=opened, intake=intake, reader=reader)
        yield opened


def test_a_text_is_read_into_a_typed_reading() -> None:
    """Figures with spans into the text, and "yesterday" resolved against the day of publication."""
    reading = marsad.read(TEXT, published="2020-02-03", outlet="example")
    assert isinstance(reading, Reading)
    killed = next(f for f in reading.figures if f.outcome == "killed")
    assert (killed.low, killed.high, killed.victims, killed.claimant) == (3, 3, "civilian", "مصدر طبي")
    assert {event.date for event in reading.events} == {"2020-02-02"}
    assert TEXT[killed.span.start : killed.span.end].startswith("قتل ثلاثة")


def test_a_day_may_be_given_as_a_date_or_not_at_all() -> None:
    """A date is as good as its ISO form; without one no date is guessed."""
    assert marsad.read(TEXT, published=date(2020, 2, 3)).events == marsad.read(TEXT, published="2020-02-03").events
    assert {event.date for event in marsad.read(TEXT).events} == {None}


@pytest.mark.parametrize("published", ["yesterday", "2020-02-30", ""])
def test_what_is_no_day_is_refused(published: str) -> None:
    """The error says which value, and how to give it."""
    with pytest.raises(UsageError, match="YYYY-MM-DD"):
        marsad.read(TEXT, published=published)


def test_importing_does_no_work() -> None:
    """`import marsad` loads no other module of Marsad, no spaCy, no pandas; asking for a name does."""
    program = (
        "import sys, marsad\n"
        "heavy = [m for m in sys.modules if m.startswith(('marsad.', 'spacy', 'pandas', 'polars', 'sqlalchemy'))]\n"
        "assert heavy == [], heavy\n"
        "assert 'incidents_frame' in dir(marsad)\n"
        "marsad.open_register\n"
        "assert 'marsad.register' in sys.modules and 'pandas' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_there_is_no_other_name() -> None:
    """A name that Marsad does not have is an AttributeError, as of any module."""
    with pytest.raises(AttributeError, match="raed"):
        marsad.raed  # type: ignore[attr-defined]  # noqa: B018


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_both_libraries_give_the_same_values(register: Register, table: Any) -> None:
    """Column by column and row by row, missing values missing in both."""
    frame: Any = FRAMES[table.name]
    one, other = frame(register), frame(register, "polars")
    assert list(one.columns) == other.columns == [column.name for column in table.columns]
    assert len(one) == len(other) > 0
    for column in table.columns:
        values = [_plain(value) for value in one[column.name]]
        assert values == other[column.name].to_list(), column.name


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return value
    if pd.isna(value):
        return None
    return value.date() if isinstance(value, pd.Timestamp) else value


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_the_kinds_of_values_are_right_even_of_nothing(table: Any) -> None:
    """Numbers stay whole where some are missing, days are days, and an empty frame has the same types."""
    pandas_types = {"text": "string", "whole": "Int64", "real": "Float64", "truth": "boolean", "day": "datetime64[s]"}
    polars_types = {"text": pl.String, "whole": pl.Int64, "real": pl.Float64, "truth": pl.Boolean, "day": pl.Date}
    frame: Any = FRAMES[table.name]
    one, other = frame([]), frame([], "polars")
    for column in table.columns:
        assert str(one[column.name].dtype) == pandas_types.get(column.kind, "object")
        assert other[column.name].dtype == polars_types.get(column.kind, pl.List(pl.String))


def test_a_filter_chooses(register: Register) -> None:
    """A register is filtered as everywhere; incidents given by themselves are filtered by whoever gives them."""
    wanted = IncidentFilter(types=("shelling",))
    frame = marsad.incidents_frame(register, wanted=wanted)
    assert set(frame["type"]) == {"shelling"}
    assert len(marsad.incidents_frame(register.incidents(wanted))) == len(frame)
    with pytest.raises(UsageError, match="needs a register"):
        marsad.incidents_frame([], wanted=wanted)


def test_a_sum_of_best_is_that_of_the_register(register: Register) -> None:
    """The frame holds the tolls of the incidents, and a number nobody states adds nothing."""
    frame = marsad.incidents_frame(register, "polars")
    told = [toll.best for i in register.incidents() if (toll := i.toll("killed")) and toll.best is not None]
    assert frame["killed_best"].sum() == sum(told) > 0


def test_another_library_is_refused(register: Register) -> None:
    """The error names those that there are."""
    with pytest.raises(UsageError, match="pandas, polars"):
        marsad.incidents_frame(register, "spark")  # type: ignore[call-overload]
