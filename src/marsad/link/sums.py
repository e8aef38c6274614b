"""Numbers that a report gives for several of its happenings together: "4 killed" in a headline over 3 here, 1 there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from itertools import combinations
from typing import Final

from marsad.link.owners import gap
from marsad.link.within import Atom
from marsad.model import Figure, Reading

# Two are one and one by chance too often.
_LEAST: Final = 3
_HAPPENINGS: Final = 2
# Numbers at most this many characters apart are told in one breath ("4 killed and 8 injured").
_IN_ONE_BREATH: Final = 5


def apart_from_sums(reading: Reading, happenings: Sequence[Sequence[Atom]]) -> Reading:
    """The reading with numbers of several happenings together marked as such: they count toward none of them.

    What the report calls a part of such a number, or of another happening's, is the whole of its own happening.
    """
    home = {f: n for n, parts in enumerate(happenings) for p in parts for f in p.figures}
    local = {f for parts in happenings for p in parts if any(s.settled for s in p.sites) for f in p.figures}
    sums = _with_companions(reading, _added(reading, home, local) | _summed_up(reading, happenings), home)
    whole = {i for i, f in enumerate(reading.figures) if i in home and _whole(f.part_of, home[i], home, sums)}
    figures = (
        replace(f, scope="period") if i in sums else replace(f, part_of=None) if i in whole else f
        for i, f in enumerate(reading.figures)
    )
    return replace(reading, figures=tuple(figures)) if sums or whole else reading


def _whole(part_of: int | None, here: int, home: Mapping[int, int], sums: frozenset[int]) -> bool:
    return part_of is not None and (part_of in sums or home.get(part_of, here) != here)


def _added(reading: Reading, home: Mapping[int, int], local: Set[int]) -> frozenset[int]:
    """Figures that are the sum of two numbers told later in the report, of two of its happenings.

    A sum stands in the headline, or is told of no one settlement (`local` are the figures that are). What the report
    itself calls a part of another number is not added to make this one.
    """
    headline = reading.report.text.find("\n")
    told = [(i, f) for i, f in enumerate(reading.figures) if i in home and f.scope == "incident" and f.low]
    found: set[int] = set()
    for total, figure in told:
        if figure.qualifier != "exact" or figure.part_of is not None or (figure.low or 0) < _LEAST:
            continue
        if figure.span.start > headline and total in local:
            continue
        later = [
            (i, f)
            for i, f in told
            if f.outcome == figure.outcome and f.span.start > figure.span.end and f.part_of in (None, total)
        ]
        if any(
            (a.low or 0) + (b.low or 0) == figure.low and home[i] != home[j] and _numbered(a, b)
            for (i, a), (j, b) in combinations(later, 2)
        ):
            found.add(total)
    return frozenset(found)


def _summed_up(reading: Reading, happenings: Sequence[Sequence[Atom]]) -> frozenset[int]:
    """Figures of a passage over several places, where the report later counts two or more happenings by themselves."""
    atoms = [p for parts in happenings for p in parts if p.several]
    return frozenset(f for atom in atoms if _counted_again(reading, atom, happenings) for f in atom.figures)


def _counted_again(reading: Reading, atom: Atom, happenings: Sequence[Sequence[Atom]]) -> bool:
    """Whether people of one outcome are counted in the passage, and after it in two or more happenings."""
    later = [{f for p in parts if p.lead > atom.lead for f in p.figures} for parts in happenings]
    told = [{reading.figures[f].outcome for f in figures} for figures in later]
    return any(sum(reading.figures[f].outcome in outcomes for outcomes in told) >= _HAPPENINGS for f in atom.figures)


def _numbered(*figures: Figure) -> bool:
    return all(f.qualifier in ("exact", "at_least") for f in figures)


def _with_companions(reading: Reading, sums: frozenset[int], home: Mapping[int, int]) -> frozenset[int]:
    """The sums, and the numbers of another outcome told in one breath with one of them."""
    told = [reading.figures[i].span for i in sums]
    beside = (i for i in home if gap((reading.figures[i].span,), told) <= _IN_ONE_BREATH)
    outcomes = {reading.figures[i].outcome for i in sums}
    return sums | {i for i in beside if told and reading.figures[i].outcome not in outcomes}
