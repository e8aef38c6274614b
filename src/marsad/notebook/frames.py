"""Frames of a register's incidents, for pandas or polars."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Literal, overload

from marsad.errors import UsageError
from marsad.model import Incident
from marsad.notebook.tables import CLAIMS, INCIDENTS, PLACES, TOLLS, Table
from marsad.register import IncidentFilter, Register

if TYPE_CHECKING:
    import pandas
    import polars

LIBRARIES: Final = ("pandas", "polars")
Source = Register | Iterable[Incident]


@overload
def incidents_frame(source: Source, library: Literal["pandas"] = ..., *, wanted: IncidentFilter | None = ...) -> pandas.DataFrame: ...  # fmt: skip  # noqa: E501
@overload
def incidents_frame(source: Source, library: Literal["polars"], *, wanted: IncidentFilter | None = ...) -> polars.DataFrame: ...  # fmt: skip  # noqa: E501
def incidents_frame(source: Source, library: str = "pandas", *, wanted: IncidentFilter | None = None) -> Any:
    """One row per incident: type, days, finest place, sides, and low, best and high of each outcome.

    `date` is the date as it was told (EDTF); `date_from` and `date_to` are the days that it may stand for, inclusive.
    `actors` and `targets` hold lists. A number that nobody states is missing, never 0.

    `source` is an open register, of which `wanted` may choose some incidents, or incidents themselves. Raises
    UsageError for another library, or one that is not installed.
    """
    return _frame(INCIDENTS, source, library, wanted)


@overload
def tolls_frame(source: Source, library: Literal["pandas"] = ..., *, wanted: IncidentFilter | None = ...) -> pandas.DataFrame: ...  # fmt: skip  # noqa: E501
@overload
def tolls_frame(source: Source, library: Literal["polars"], *, wanted: IncidentFilter | None = ...) -> polars.DataFrame: ...  # fmt: skip  # noqa: E501
def tolls_frame(source: Source, library: str = "pandas", *, wanted: IncidentFilter | None = None) -> Any:
    """One row per toll, with the rule that chose `best`; totals have no `victims`. As `incidents_frame` otherwise."""
    return _frame(TOLLS, source, library, wanted)


@overload
def claims_frame(source: Source, library: Literal["pandas"] = ..., *, wanted: IncidentFilter | None = ...) -> pandas.DataFrame: ...  # fmt: skip  # noqa: E501
@overload
def claims_frame(source: Source, library: Literal["polars"], *, wanted: IncidentFilter | None = ...) -> polars.DataFrame: ...  # fmt: skip  # noqa: E501
def claims_frame(source: Source, library: str = "pandas", *, wanted: IncidentFilter | None = None) -> Any:
    """One row per claim of a toll: who says how many, in which words. As `incidents_frame` otherwise.

    Never add claims up: tellers repeat and correct one another, and parts (`is_part`) are inside other numbers.
    """
    return _frame(CLAIMS, source, library, wanted)


@overload
def places_frame(source: Source, library: Literal["pandas"] = ..., *, wanted: IncidentFilter | None = ...) -> pandas.DataFrame: ...  # fmt: skip  # noqa: E501
@overload
def places_frame(source: Source, library: Literal["polars"], *, wanted: IncidentFilter | None = ...) -> polars.DataFrame: ...  # fmt: skip  # noqa: E501
def places_frame(source: Source, library: str = "pandas", *, wanted: IncidentFilter | None = None) -> Any:
    """One row per place of an incident; one that was not located has no coordinates. As `incidents_frame` otherwise."""
    return _frame(PLACES, source, library, wanted)


def _frame(table: Table, source: Source, library: str, wanted: IncidentFilter | None) -> Any:
    if library not in LIBRARIES:
        raise UsageError(f"there are no frames of {library!r}", todo=f"give one of {', '.join(LIBRARIES)}")
    if not isinstance(source, Register) and wanted is not None:
        raise UsageError("a filter needs a register", todo="filter the incidents before, or give the register")
    make = _pandas if library == "pandas" else _polars
    found = source.incidents(wanted) if isinstance(source, Register) else source
    return make(table, found)


_PANDAS: Final = {"text": "string", "whole": "Int64", "real": "Float64", "truth": "boolean", "texts": "object"}


def _pandas(table: Table, incidents: Iterable[Incident]) -> Any:
    try:
        import pandas as pd
    except ImportError as error:
        raise _missing("pandas") from error
    made = {}
    for column, values in zip(table.columns, table.values(incidents), strict=True):
        if column.kind == "day":
            made[column.name] = pd.Series(pd.to_datetime(values), dtype="datetime64[s]")
        else:
            made[column.name] = pd.Series(values, dtype=_PANDAS[column.kind])
    return pd.DataFrame(made)


def _polars(table: Table, incidents: Iterable[Incident]) -> Any:
    try:
        import polars as pl
    except ImportError as error:
        raise _missing("polars") from error
    kinds = {
        "text": pl.String, "whole": pl.Int64, "real": pl.Float64, "truth": pl.Boolean, "day": pl.Date,
        "texts": pl.List(pl.String),
    }  # fmt: skip
    made = []
    for column, values in zip(table.columns, table.values(incidents), strict=True):
        told = [_as_day(value) for value in values] if column.kind == "day" else values
        made.append(pl.Series(column.name, told, dtype=kinds[column.kind]))  # type: ignore[arg-type]
    return pl.DataFrame(made)


def _as_day(value: date | str | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _missing(library: str) -> UsageError:
    return UsageError(f"the package {library} is not installed", todo="pip install 'marsad[frames]'")
