"""Numbers that a report gives for several of its happenings together: "4 killed" in a headline over 3 here, 1 there."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from marsad.link.within import Atom
from marsad.model import Figure, Reading

_LEAST = 2


def summed(reading: Reading, happenings: Sequence[Sequence[Atom]]) -> frozenset[int]:
    """Indexes of figures that are the sum of two numbers told later in the report, of two of its happenings.

    Only exact numbers of people of one outcome are added, and only two that the report does not itself call parts.
    """
    home = {f: n for n, parts in enumerate(happenings) for p in parts for f in p.figures}
    exact = [(i, f) for i, f in enumerate(reading.figures) if i in home and _plain(f)]
    found: set[int] = set()
    for total, figure in exact:
        later = [(i, f) for i, f in exact if f.outcome == figure.outcome and f.span.start > figure.span.end]
        if (figure.low or 0) >= _LEAST and any(
            (a.low or 0) + (b.low or 0) == figure.low and home[i] != home[j]
            for (i, a), (j, b) in combinations(later, 2)
        ):
            found.add(total)
    return frozenset(found)


def _plain(figure: Figure) -> bool:
    return figure.scope == "incident" and figure.part_of is None and figure.qualifier == "exact" and bool(figure.low)
