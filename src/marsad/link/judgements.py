"""Reviewers' judgements brought to the mentions they speak of; they outrank the machine (codebook, "Incidents")."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from marsad.errors import UsageError
from marsad.link.cluster import Bonds, Pair
from marsad.link.mentions import Mention
from marsad.model import OUTCOMES, Incident, Judgement, Span, Toll

_KEY: Final = re.compile(r"(?P<report>.+)#(?P<start>\d+)-(?P<end>\d+)")
# A reader of another version may find the trigger elsewhere in the sentence; farther off it is another mention.
_NEAR: Final = 120
_RULE: Final = "a reviewer's judgement"


class Bench:
    """The judgements that stand, newest last, and the mentions they name."""

    def __init__(self, judgements: Iterable[Judgement], mentions: Sequence[Mention]) -> None:
        self.standing = sorted((j for j in judgements if j.undone_by is None), key=lambda j: (j.made_at, j.id))
        self._by_report: defaultdict[str, list[tuple[Mention, int]]] = defaultdict(list)
        for index, mention in enumerate(mentions):
            self._by_report[mention.report_id].append((mention, index))

    def find(self, key: str) -> int | None:
        """The index of the mention a key names: that one, or the one of its report that overlaps it or is nearest.

        None when the report has no mention within 120 characters: what was judged is no longer read there.
        """
        match = _KEY.fullmatch(key)
        if not match:
            return None
        span = Span(int(match["start"]), int(match["end"]))
        near = [(_gap(span, m), m.key != key, i) for m, i in self._by_report.get(match["report"], ())]
        gap, _, index = min(near, default=(_NEAR + 1, True, -1))
        return index if gap <= _NEAR else None

    def bonds(self) -> Bonds:
        """Pairs bound by `same` and `not_same`; of two judgements on one pair the newer stands."""
        kinds: dict[Pair, str] = {}
        for judgement in self.standing:
            if judgement.kind not in ("same", "not_same") or judgement.other is None:
                continue
            a, b = self.find(judgement.subject), self.find(judgement.other)
            if a is not None and b is not None and a != b:
                kinds[min(a, b), max(a, b)] = judgement.kind
        return Bonds(
            same=tuple(sorted(p for p, kind in kinds.items() if kind == "same")),
            not_same=tuple(sorted(p for p, kind in kinds.items() if kind == "not_same")),
        )

    def corrected(self, incident: Incident, members: Iterable[int]) -> Incident:
        """The incident with the values and the grade that reviewers gave to one of its mentions.

        Raises UsageError when a corrected number is none.
        """
        held = set(members)
        for judgement in self.standing:
            if judgement.kind not in ("value", "discounted") or self.find(judgement.subject) not in held:
                continue
            if judgement.kind == "discounted":
                incident = replace(incident, grade="discounted")
            else:
                incident = _with_value(incident, judgement)
        return incident


def _gap(span: Span, mention: Mention) -> int:
    spans = (mention.lead, *mention.spans)
    return max(0, min(max(span.start, s.start) - min(span.end, s.end) for s in spans))


def _with_value(incident: Incident, judgement: Judgement) -> Incident:
    field, value = judgement.field or "", judgement.value
    if field == "date":
        return replace(incident, date=value)
    if field == "type" and value:
        return replace(incident, type=value)
    if field == "status" and value:
        return replace(incident, status=value)
    outcome, _, bound = field.partition(".")
    if outcome not in OUTCOMES or bound not in ("", "low", "best", "high"):
        return incident
    if value is None or not value.isdecimal():
        raise UsageError(
            f"judgement {judgement.id} sets {field} to {value!r}, no number", todo="undo it or judge again"
        )
    return _with_number(incident, outcome, bound, int(value))


def _with_number(incident: Incident, outcome: str, bound: str, number: int) -> Incident:
    old = incident.toll(outcome) or Toll(
        outcome=outcome, low=None, best=None, high=None, rule=_RULE, contested=False, claims=()
    )
    new = replace(
        old,
        low=number if bound in ("", "low") else old.low,
        best=number if bound in ("", "best") else old.best,
        high=number if bound in ("", "high") else old.high,
        rule=_RULE,
    )
    others = tuple(t for t in incident.tolls if t is not old)
    return replace(incident, tolls=(new, *others))
