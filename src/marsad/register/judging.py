"""Judgements as rows: kept as they are given, never changed, taken back by another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Final

from sqlalchemy import Connection, select, update
from sqlalchemy import insert as insert_into

from marsad.errors import RegisterError
from marsad.model import Judgement
from marsad.register.audit import JUDGED, UNDONE, enter
from marsad.register.schema import judgements
from marsad.register.when import now

UNDO: Final = "undo"


def all_judgements(connection: Connection) -> tuple[Judgement, ...]:
    """Every judgement ever made, oldest first, those taken back and the undos included."""
    rows = connection.execute(select(judgements).order_by(judgements.c.id)).mappings()
    return tuple(_judgement(dict(row)) for row in rows)


def add_judgement(connection: Connection, row: Mapping[str, str | None]) -> Judgement:
    """Keep a judgement of these fields, made now."""
    added = connection.execute(insert_into(judgements).returning(judgements), {**row, "made_at": now()})
    made = _judgement(dict(added.mappings().one()))
    action = UNDONE if made.kind == UNDO else JUDGED
    enter(connection, action, who=made.who, subject=made.id, body=asdict(made))
    return made


def undo_judgement(connection: Connection, id: str, *, who: str, why: str, where: str) -> Judgement:
    """Take a judgement back by one of kind `undo`; the old row is marked with its id."""
    number = int(id) if id.isdecimal() else -1
    found = connection.execute(select(judgements).where(judgements.c.id == number)).mappings().one_or_none()
    if found is None or found["kind"] == UNDO:
        raise RegisterError(f"there is no judgement {id} to take back", where=where)
    if found["undone_by"] is not None:
        raise RegisterError(f"judgement {id} was taken back already, by {found['undone_by']}", where=where)
    undone = add_judgement(connection, {"kind": UNDO, "subject": id, "who": who, "why": why})
    connection.execute(update(judgements).where(judgements.c.id == number).values(undone_by=int(undone.id)))
    return undone


def _judgement(row: Mapping[str, object]) -> Judgement:
    undone_by = row["undone_by"]
    numbers = {"id": str(row["id"]), "undone_by": None if undone_by is None else str(undone_by)}
    return Judgement(**{**row, **numbers})  # type: ignore[arg-type]
