"""Reading a packaged table of data, checked against its schema.

What is known about a language stands in TOML files under `marsad/data`. A schema is a pydantic model that derives from
`Row`: a key it does not know, or a value of another type, is an error that names the file and the entry.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from marsad.errors import DataError


class Row(BaseModel):
    """The base of every schema of a table: frozen, strict in its types, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


RowT = TypeVar("RowT", bound=Row)


def read_table(path: str, schema: type[RowT]) -> RowT:
    """The table at `marsad/data/<path>`, checked.

    Raises DataError, naming file and entry, when the file is missing, is no TOML, or says what its schema does not
    know.
    """
    try:
        text = files("marsad").joinpath("data", *path.split("/")).read_text(encoding="utf-8")
    except OSError as error:
        raise DataError(
            f"the table cannot be read: {error}", where=f"data/{path}", todo="install marsad again"
        ) from error
    return parse_table(text, schema, where=f"data/{path}")


def parse_table(text: str, schema: type[RowT], *, where: str) -> RowT:
    """A table given as text; `where` is the name of the file that errors speak of. Raises DataError as `read_table`."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"no valid TOML: {error}", where=where, todo="mend that line") from error
    try:
        return schema.model_validate(_frozen(raw))
    except ValidationError as error:
        first = error.errors()[0]
        raise DataError(
            f"{first['msg']} at {_entry(raw, first['loc'])}",
            where=where,
            todo=f"{error.error_count()} in all; the README of that folder lists what an entry may hold",
        ) from error


def _frozen(value: Any) -> Any:
    """Lists as tuples, so that strict schemas can hold tuples."""
    if isinstance(value, list):
        return tuple(_frozen(v) for v in value)
    if isinstance(value, dict):
        return {k: _frozen(v) for k, v in value.items()}
    return value


def _entry(raw: Any, location: Sequence[int | str]) -> str:
    """Where an error is, for a person: `actor 3 (turkey) › names › full`."""
    said: list[str] = []
    value = raw
    for step in location:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            value = None
        if isinstance(step, int):
            name = _name_of(value)
            said.append(f"{step + 1} ({name})" if name else str(step + 1))
        else:
            said.append(step)
    return " › ".join(said) or "the top of the file"


def _name_of(value: Any) -> str | None:
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return next((str(value[k]) for k in ("id", "name", "text", "lemma") if k in value), None)
    return None
