"""A judgement: a reviewer's decision, with who, when and why."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A reviewer's decision; it outranks the machine's and survives every re-run.

    `kind`: `same` and `not_same` bind two mentions ("report-id#event-index-key"), `value` corrects a field of one,
    `discounted` sets an incident's grade, `note` says something. `subject` and `other` are stable mention keys;
    `field` and `value` belong to `value`. `made_at` is an ISO time in UTC. `undone_by` is the id of the judgement
    that took it back.
    """

    id: str
    kind: str
    subject: str
    other: str | None
    field: str | None
    value: str | None
    who: str
    why: str
    made_at: str
    undone_by: str | None = None
