"""What a stance says and who takes it, as named features: for the evidence of statements, decisions and meetings.

A stand is news where it asks, refuses, threatens or blames (codebook, "Events": statement); a fact that is only told
makes its teller a claimant. What is said stands after the verb of saying; who says it, in the attribution.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from marsad.extract.draft import Draft
from marsad.extract.sheet import SENTENCE_ENDS, Sheet
from marsad.text.clitics import heads
from marsad.text.folding import fold_word

_SAID: Final = 14  # words after a verb of saying that tell what kind of thing is said
_KINDS: Final = ("must", "never", "blame", "praise", "told")
_SPEAKERS: Final = ("official", "teller")
_BEFORE: Final = 6  # words before a verb of saying in which its speaker may stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """Finds the features of speech; `words` are those of `data/lexicon/triggers.toml`."""

    words: Mapping[str, frozenset[str]]

    def of(self, sheet: Sheet, drafts: Sequence[Draft], n: int) -> Iterator[str]:
        """The features of a draft of speech among the drafts of its report."""
        draft = drafts[n]
        low, high = sheet.sentence(draft.start)
        said = sheet.words[draft.end : min(draft.end + _SAID, high)]
        kinds = [kind for kind in _KINDS if self._any(said, f"says_{kind}")]
        yield from (f"{draft.type}: says {kind}" for kind in kinds)
        if not kinds:
            yield f"{draft.type}: says nothing of these"
        if any(w.startswith("س") and len(w) > 3 and w[1] in "يتن" for w in said):
            yield f"{draft.type}: says what will be"
        for kind in _SPEAKERS:
            if self._any(sheet.words[draft.end : min(draft.end + 4, high)], f"speaks_{kind}"):
                yield f"{draft.type}: {kind} after"
            if self._any(sheet.words[max(low, draft.start - _BEFORE) : draft.start], f"speaks_{kind}"):
                yield f"{draft.type}: {kind} before"
        sides = [m for m in sheet.sides if draft.end <= m.start < min(draft.end + _SAID, high)]
        yield f"{draft.type}: sides spoken of {min(len({m.labels[0] for m in sides}), 2)}"
        yield from self._before(sheet, drafts, n)

    def _before(self, sheet: Sheet, drafts: Sequence[Draft], n: int) -> Iterator[str]:
        """Whether its speaker has spoken before: further words of one speech are often the stand told again."""
        draft = drafts[n]
        speaker = fold_word(draft.claimant)
        spoke = [d for d in drafts[:n] if d.type == draft.type and fold_word(d.claimant) == speaker]
        if draft.claimant != "report":
            yield f"{draft.type}: its speaker spoke before {min(len(spoke), 3)}"
        doers = set(draft.roles.actors)
        if doers and any(doers & set(d.roles.actors) for d in drafts[:n] if d.type == draft.type):
            yield f"{draft.type}: of its doer before"
        if spoke and sheet.sentences_apart(spoke[-1].start, draft.start) <= 1:
            yield f"{draft.type}: of its speaker just before"
        if draft.start and sheet.words[draft.start - 1] in SENTENCE_ENDS:
            yield f"{draft.type}: opens its sentence"

    def _any(self, words: Sequence[str], kind: str) -> bool:
        table = self.words[kind]
        return any(h.form in table for word in words for h in heads(word))
