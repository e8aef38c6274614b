"""Passages that are one text printed many times: an agency's copy is one teller, not ten witnesses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from marsad.link.mentions import Mention
from marsad.link.unions import Unions
from marsad.link.words import likeness

# Bands of the signature: with 16 bands of 4 values, passages of likeness 0.6 meet with probability 0.89, of 0.7
# with 0.99, and of 0.2 with 0.03.
_BANDS: Final = 16
_CROWD: Final = 64


def copy_pairs(mentions: Sequence[Mention], least: float) -> list[tuple[int, int]]:
    """Indexes of mentions of different reports whose passages' estimated likeness is at least `least`, ascending."""
    buckets: defaultdict[tuple[int, bytes], list[int]] = defaultdict(list)
    for index, mention in enumerate(mentions):
        width = len(mention.copy_signature) // _BANDS
        for band in range(_BANDS):
            buckets[band, mention.copy_signature[band * width : (band + 1) * width]].append(index)
    met = {
        (members[i], members[j])
        for members in buckets.values()
        for i in range(len(members))
        # In a crowd of copies each meets its next ones; the sets they make are the same.
        for j in range(i + 1, min(len(members), i + _CROWD))
        if mentions[members[i]].report_id != mentions[members[j]].report_id
    }
    return sorted(p for p in met if likeness(mentions[p[0]].copy_signature, mentions[p[1]].copy_signature) >= least)


def copy_groups(count: int, pairs: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """For each mention the least index of its set of copies; its own where it has none."""
    unions = Unions(count)
    for first, second in pairs:
        unions.join(first, second)
    return tuple(unions.find(i) for i in range(count))
