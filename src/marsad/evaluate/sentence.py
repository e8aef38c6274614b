"""What a single sentence shows: the features by which it is judged to report an act of violence or a protest.

They are of six blocks: `letters`, runs of 2 to 5 letters of a word; `stems`, words without clitics and endings, alone
and in pairs; `kinds`, `pairs` and `opening`, the kinds of `data/filter/words.toml` that stand in the sentence, near
one another, and among its first words; `reading`, what the rules read in it. Everything is read on the folded text.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Final, Self
from zlib import crc32

from spacy.language import Language
from spacy.tokens import Doc

from marsad.extract import Reader
from marsad.extract.assembly import Assembly
from marsad.extract.sheet import CLAUSE_ENDS, USER_DATA, Sheet, make_sheet
from marsad.extract.silence import Silence
from marsad.lexicon.tables import Row, read_table
from marsad.model import VIOLENT, Report
from marsad.text.clitics import splits
from marsad.text.folding import fold, fold_word

# Buckets of each block, and whether a feature weighs by how often it stands in the sentence.
BLOCKS: Final[Mapping[str, tuple[int, bool]]] = {
    "letters": (16384, True), "stems": (16384, True), "kinds": (1024, False), "pairs": (16384, False),
    "opening": (2048, False), "reading": (2048, False),
}  # fmt: skip
SIZE: Final = sum(size for size, _ in BLOCKS.values())

_NEAR: Final = 4  # words between two kinds that are a pair
_OPENING: Final = 6
_PREFIXES: Final = ("بال", "كال", "لل", "ال", "ب", "ل", "س")
_ENDINGS: Final = (
    "هما", "تها", "ها", "هم", "ات", "ون", "ين", "ان", "تين", "تان", "يه", "نا", "وا", "ه", "ت", "ا", "ي"
)  # fmt: skip


class KindWords(Row):
    """A kind of words: what it is for, and the words in newspaper spelling."""

    gloss: str
    words: tuple[str, ...]


class KindTable(Row):
    """The table `data/filter/words.toml`."""

    kind: Mapping[str, KindWords]


@dataclass(frozen=True, slots=True, kw_only=True)
class _AnySubject(Silence):
    """A sentence is too short to tell what its report is about: it is always read."""

    def speaks(self, sheet: Sheet) -> bool:
        return True

    def conflict(self, sheet: Sheet, armed: frozenset[str]) -> bool:
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentences:
    """Reads single sentences with the components of a reader, and makes features of what they find."""

    nlp: Language
    parts: tuple[Any, ...]
    kinds: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, reader: Reader) -> Self:
        """A reader of sentences over the components of a reader of reports. Raises DataError for a broken table."""
        kept = reader.silence
        subject = _AnySubject(words=kept.words, violence=kept.violence, factions=kept.factions)
        components = (component for _, component in reader.nlp.pipeline)
        parts = tuple(replace(c, silence=subject) if isinstance(c, Assembly) else c for c in components)
        return cls(nlp=reader.nlp, parts=parts, kinds=load_kinds())

    def sheet(self, text: str) -> Sheet:
        """What the rules find in a sentence."""
        sheet = make_sheet(Report(id="sentence", text=text, sha256=""), fold(text), ())
        if sheet.words:
            doc = Doc(self.nlp.vocab, words=list(sheet.words))
            doc.user_data[USER_DATA] = sheet
            for part in self.parts:
                doc = part(doc)
        return sheet

    def features(self, text: str) -> dict[int, float]:
        """The features of a sentence by bucket; each block has length 1, so that long sentences weigh no more."""
        found: dict[int, float] = {}
        first = 0
        sheet = self.sheet(text)
        blocks = self._blocks(sheet)
        for name, (size, counted) in BLOCKS.items():
            counts = Counter(crc32(feature.encode()) % size for feature in blocks[name])
            values = {first + b: 1 + math.log(n) if counted else 1.0 for b, n in counts.items()}
            length = math.sqrt(sum(v * v for v in values.values())) or 1.0
            found |= {b: v / length for b, v in values.items()}
            first += size
        return found

    def _blocks(self, sheet: Sheet) -> dict[str, Iterable[str]]:
        words = sheet.words
        kinds = [self._kinds(word) for word in words]
        return {
            "letters": _letters(words), "stems": _stems(words), "kinds": _standing(kinds),
            "pairs": _pairs(sheet, kinds), "opening": _opening(kinds), "reading": _reading(sheet),
        }  # fmt: skip

    def _kinds(self, word: str) -> tuple[str, ...]:
        """The kinds of a word in any of its splits, each once."""
        forms = dict.fromkeys((word, *(split.stem for split in splits(word))))
        return tuple(dict.fromkeys(kind for form in forms for kind in self.kinds.get(form, ())))


def load_kinds() -> dict[str, tuple[str, ...]]:
    """The kinds of each folded word of `data/filter/words.toml`. Raises DataError."""
    found: dict[str, tuple[str, ...]] = {}
    for name, kind in read_table("filter/words.toml", KindTable).kind.items():
        for word in dict.fromkeys(map(fold_word, kind.words)):
            found[word] = (*found.get(word, ()), name)
    return found


def _letters(words: Sequence[str]) -> Iterator[str]:
    for word in words:
        edged = f" {word} "
        for n in range(2, 6):
            yield from (edged[i : i + n] for i in range(len(edged) - n + 1))


def _stems(words: Sequence[str]) -> Iterator[str]:
    stems = [_stem(word) for word in words]
    yield from stems
    yield from (f"{a} {b}" for a, b in pairwise(stems))
    yield from (f"{a} _ {b}" for a, b in zip(stems, stems[2:], strict=False))


def _stem(word: str) -> str:
    """A word without what can be a clitic or an ending: coarser than `splits`, and one for each word."""
    if len(word) > 3 and word[0] in "وف":
        word = word[1:]
    prefix = next((p for p in _PREFIXES if word.startswith(p) and len(word) - len(p) >= 3), "")
    word = word.removeprefix(prefix)
    ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= 3), "")
    return word.removesuffix(ending)


def _standing(kinds: Sequence[tuple[str, ...]]) -> Iterator[str]:
    for kind, n in Counter(k for of_word in kinds for k in of_word).items():
        yield kind
        yield f"{kind} {min(n, 3)}"


def _pairs(sheet: Sheet, kinds: Sequence[tuple[str, ...]]) -> set[str]:
    """Kinds near one another inside a clause, and kinds beside a word that tells of an event or an outcome."""
    found: set[str] = set()
    for i, of_word in enumerate(kinds):
        for j in range(i + 1, min(i + _NEAR + 1, len(kinds))):
            if sheet.words[j] in CLAUSE_ENDS:
                break
            pairs = [f"{a} {b}" for a in of_word for b in kinds[j]]
            found.update(pairs)
            if j == i + 1:
                found.update(f"{pair} joined" for pair in pairs)
    for trigger in sheet.triggers:
        told = _told(trigger.type)
        found.update(f"{k} before {told}" for of in kinds[max(trigger.start - _NEAR, 0) : trigger.start] for k in of)
        found.update(f"{k} after {told}" for of in kinds[trigger.end : trigger.end + _NEAR + 1] for k in of)
    for outcome in sheet.outcomes:
        told = outcome.entry.outcome
        found.update(f"{k} before {told}" for of in kinds[max(outcome.start - _NEAR, 0) : outcome.start] for k in of)
    return found


def _opening(kinds: Sequence[tuple[str, ...]]) -> set[str]:
    found: set[str] = set()
    for i, of_word in enumerate(kinds[:_OPENING]):
        found.update(f"{kind} {min(i, 2)}" for kind in of_word)
        found.update(of_word)
    return found


def _reading(sheet: Sheet) -> set[str]:
    """What the rules read: events by type and status, outcomes, tolls, sides, dates, places, who says it."""
    found = {f"event {_told(e.type)} {e.status} {e.background}" for e in sheet.events}
    found |= {f"event {e.type} {e.status}" for e in sheet.events}
    found |= {f"trigger {t.type} {t.form.tense}" for t in sheet.triggers}
    found |= {f"outcome {o.entry.outcome} {o.entry.kind} {o.form.tense}" for o in sheet.outcomes}
    found |= {f"figure {f.outcome} {f.qualifier} {f.victims}" for f in sheet.figures}
    found |= {f"side {m.kind} {m.victims}" for m in sheet.sides}
    found |= {f"date {d.recent} {d.period} {d.since} {d.edtf is not None}" for d in sheet.dates}
    found |= {f"said {a.kind} {a.denies}" for a in sheet.attributions if a.kind != "stated"}
    found |= {f"mark {mark}" for mark in ("؟", "?", "!") if mark in sheet.words}
    counts = (("figures", sheet.figures, 3), ("dates", sheet.dates, 2), ("places", sheet.places, 3))
    found |= {f"{name} {min(len(items), most)}" for name, items, most in counts}
    return found | {f"words {min(len(sheet.words) // 10, 6)}"}


def _told(event_type: str) -> str:
    return "violence" if event_type in VIOLENT else event_type
