"""Totals and the figures that add up to them, where no word says so (codebook, "Figures": part_of)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from marsad.extract.sheet import Sheet
from marsad.extract.stated import Stated

_REACH: Final = 8  # figures after a total among which those that add up to it stand
_MOST: Final = 5  # figures that add up to one total
_LEAST: Final = 4  # a total so small adds up by chance, and is only of single victims
_PLACES: Final = 3  # figures of as many places in one sentence are a total's by place


def with_breakdowns(sheet: Sheet, stated: Sequence[Stated]) -> list[Stated]:
    """The figures, with those that break down a total told before them marked as its parts."""
    out = list(stated)
    for whole in range(len(out)):
        told_before = any(out[k].outcome == out[whole].outcome for k in range(whole) if out[k].start >= sheet.title_end)
        if out[whole].people.qualifier != "exact" or out[whole].whole is not None or told_before:
            continue  # the total is what the report tells first
        for k in _adding_up(sheet, out, whole) or _by_place(sheet, out, whole):
            out[k] = replace(out[k], whole=whole)
    return out


def _total(s: Stated) -> int:
    """The number of a figure; 0 where only a vague one is told."""
    return 0 if s.people.qualifier == "vague" else s.people.low or s.people.high or 0


def _after(out: Sequence[Stated], whole: int) -> list[int]:
    """Later figures of the same outcome, smaller than a total, that are parts of nothing yet."""
    total = _total(out[whole])
    later = [k for k in range(whole + 1, len(out)) if out[k].outcome == out[whole].outcome and out[k].whole is None]
    return [k for k in later if 0 < _total(out[k]) < total][:_REACH]


def _adding_up(sheet: Sheet, out: Sequence[Stated], whole: int) -> list[int]:
    """ "قتل 16 في هجومين … ستة في الأول … وعشرة في الثاني": the first run of figures whose sum is the total."""
    total = _total(out[whole])
    later = [k for k in _after(out, whole) if not sheet.same_sentence(out[k].start, out[whole].start)]
    for first in range(len(later)):
        for last in range(first + 2, min(first + _MOST, len(later)) + 1):
            run = later[first:last]
            numbers = [_total(out[k]) for k in run]
            if sum(numbers) == total and (total > _LEAST or set(numbers) == {1}):
                return run
    return []


def _by_place(sheet: Sheet, out: Sequence[Stated], whole: int) -> list[int]:
    """ "سجلت بغداد 335 قتيلا … وديالى 170 … ونينوى 101": figures of several places in one later sentence."""
    later = _after(out, whole)
    for k in later:
        run = [j for j in later if sheet.same_sentence(out[j].start, out[k].start)]
        if len(run) < _PLACES or sheet.same_sentence(out[k].start, out[whole].start):
            continue
        ends = [out[whole].end, *(out[j].end for j in run)]
        placed = sum(any(a <= p.start < out[j].start for p in sheet.places) for a, j in zip(ends, run, strict=False))
        if placed >= _PLACES and sum(_total(out[j]) for j in run) <= _total(out[whole]):
            return run
    return []
