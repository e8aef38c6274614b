"""The parties around a trigger, and small questions asked of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from marsad.extract.parties import Party
from marsad.extract.sheet import TriggerMention
from marsad.extract.subjects import Scene
from marsad.lexicon.index import WordIndex
from marsad.text.clitics import heads


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The parties around a trigger: before it in its sentence, in it, and after it inside its stretch."""

    before: tuple[Party, ...]
    inside: tuple[Party, ...]
    after: tuple[Party, ...]


def window_of(scene: Scene, trigger: TriggerMention, stretch: tuple[int, int]) -> Window:
    """The window of a trigger in tokens `stretch` of its sentence."""
    low, high = stretch
    inside = tuple(p for p in scene.parties if trigger.start <= p.start < trigger.end)
    return Window(
        before=tuple(p for p in scene.parties if low <= p.start and p.end <= trigger.start),
        inside=inside,
        after=tuple(_cut(p, trigger) for p in scene.parties if p.end > trigger.end and trigger.start < p.start < high),
    )


def _cut(party: Party, trigger: TriggerMention) -> Party:
    """A party without those of its sides that stand in the trigger."""
    kept = tuple(m for m in party.mentions if m.end > trigger.end) or party.mentions
    return party if kept == party.mentions else replace(party, start=kept[0].start, mentions=kept)


def phrase_at(index: WordIndex[str], words: Sequence[str], i: int) -> int:
    """How many words a phrase of an index takes at a token, 0 where none begins there."""
    for head in heads(words[i]):
        hit = None if head.preposition else index.at(head.form, words, i)
        if hit:
            return hit[0]
    return 0


def labels_of(parties: Sequence[Party], *, without: Sequence[str] = ()) -> tuple[str, ...]:
    """The labels of parties, each once, some left out."""
    found = dict.fromkeys(label for p in parties for label in p.labels)
    return tuple(label for label in found if label not in without)
