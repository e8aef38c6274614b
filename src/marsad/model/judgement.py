"""A judgement: a reviewer's decision, with who, when and why."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A reviewer's decision; it outranks the machine's and survives every re-run.

    `kind`: `same` and `not_same` bind two mentions (`marsad.model.mention`), `split` parts two groups of them, `value`
    corrects a field of one, `discounted` sets an incident's grade, `accepted` says that an incident is right as it
    stands, `note` says something. `subject` and `other` are mention keys; `field` and `value` belong to `value`. The
    `value` of a `split` holds the groups (`printed_parting`), that of `accepted` the digest of what was accepted.
    `made_at` is an ISO time in UTC. `undone_by` is the id of the judgement that took it back.
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

    @property
    def mentions(self) -> tuple[str, ...]:
        """The keys of all mentions it speaks of."""
        named = [key for key in (self.subject, self.other) if key]
        if self.kind == "split":
            parting = read_parting(self.value)
            named += [*parting.leaving, *parting.staying] if parting else []
        return tuple(dict.fromkeys(named))


class Parting(NamedTuple):
    """The two groups of mention keys that a `split` parts: those that leave the incident and those that stay."""

    leaving: tuple[str, ...]
    staying: tuple[str, ...]


def printed_parting(parting: Parting) -> str:
    """The groups as the value of a judgement."""
    return json.dumps([list(parting.leaving), list(parting.staying)], ensure_ascii=False)


def read_parting(value: str | None) -> Parting | None:
    """The groups that `printed_parting` printed, or None for a value that holds none."""
    try:
        leaving, staying = json.loads(value or "")
    except ValueError:
        return None
    if not all(isinstance(group, list) and group for group in (leaving, staying)):
        return None
    if not all(isinstance(key, str) for key in (*leaving, *staying)):
        return None
    return Parting(tuple(leaving), tuple(staying))
