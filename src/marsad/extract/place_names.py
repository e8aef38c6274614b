"""Finding names of places: those of the gazetteer, and unknown ones that a place noun announces (codebook, "Places").

States and capitals are places only where the words lead to them as places ("في موسكو"), not as governments.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from marsad.extract.remembering import beginning_in
from marsad.extract.sheet import CLAUSE_ENDS, Sheet
from marsad.gazetteer import Entry, Gazetteer
from marsad.lexicon.grammar import PlaceGrammar
from marsad.lexicon.index import WordIndex
from marsad.text.clitics import Head, heads
from marsad.text.folding import fold_word

_PARTS_OF: Final = frozenset({"province", "country", "district"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A name found, before resolution: tokens of the whole mention and of the name, and what leads to it."""

    start: int
    name_start: int
    end: int
    folded: str
    noun: str | None
    relation: str | None
    preposition: str
    known: tuple[Entry, ...]
    printed: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceNames:
    """Finds the names of places in a report."""

    gazetteer: Gazetteer
    index: WordIndex[tuple[Entry, ...]]
    grammar: PlaceGrammar
    _heads: Callable[[str], tuple[Head, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        tables = self.gazetteer.place_nouns, self.gazetteer.directions, self.index.by_first
        object.__setattr__(self, "_heads", beginning_in(*tables))

    def names(self, sheet: Sheet) -> Iterator[Found]:
        """All names of a report that the words do not lead to as something else, in the order of the text."""
        words, i = sheet.words, 0
        taken, known = _side_tokens(sheet), self._heads
        last: Found | None = None
        while i < len(words):
            found = None
            if not sheet.masked[i]:
                found = self._at(sheet, i, taken) if known(words[i]) else None
                found = found or self._listed(sheet, i, last, taken)
            if found is None:
                i += 1
                continue
            yield found
            last, i = found, found.end

    def _at(self, sheet: Sheet, i: int, taken: frozenset[int]) -> Found | None:
        """A name at a token: after a place noun, after a direction, or standing alone."""
        words = sheet.words
        for head in self._heads(words[i]):
            noun = self.gazetteer.place_nouns.get(head.form)
            if noun is not None:
                found = self._after_noun(sheet, i, head.form, head.preposition, taken)
                if found is not None:
                    return found
            direction = self.gazetteer.directions.get(head.form)
            if direction is not None and not direction.adjective:
                found = self._after_direction(sheet, i, head.preposition, taken)
                if found is not None:
                    return found
        return self._alone(sheet, i, taken)

    # ---- after a place noun

    def _after_noun(self, sheet: Sheet, i: int, form: str, preposition: str, taken: frozenset[int]) -> Found | None:
        """ "مدينة إدلب", "ريف حلب الغربي", "قرية كذا": the name after a place noun, known or not."""
        words, noun = sheet.words, self.gazetteer.place_nouns[form]
        whole = next((f for h in heads(words[i]) if h.form == form and (f := self.index.at(form, words, i))), None)
        if whole is not None and whole[0] > 1:
            full = i + whole[0]
            return _found(sheet, i, i, full, form, noun.relation, preposition, whole[1], printed=(i, full))
        at = i + 1
        while at < len(words) and words[at] in self.grammar.after_noun and noun.relation:
            at += 1
        if at >= len(words) or at in taken or words[at] in CLAUSE_ENDS:
            return None
        hit = self.index.at(words[at], words, at)
        if hit is None and words[at] in self.gazetteer.place_nouns:
            return None
        known, part = (hit[1], noun.relation == "part") if hit is not None else ((), False)
        end = at + hit[0] if hit is not None else self._unknown(sheet, at, evidence=self._announces(form))
        if end is None:
            return None
        end_printed = self._adjectives(words, end) if part else end
        start = i if noun.part_of_name or part else at
        return _found(sheet, i, at, end_printed, form, noun.relation, preposition, known, printed=(start, end_printed))

    def _announces(self, form: str) -> bool:
        """Whether the word after a place noun is a name even where the gazetteer does not know it."""
        noun = self.gazetteer.place_nouns[form]
        return noun.evidence and fold_word(noun.word) in self.grammar.naming_nouns and not form.startswith("ال")

    def _adjectives(self, words: Sequence[str], end: int) -> int:
        """Where the adjectives of direction after a name end ("ريف إدلب الجنوبي والشرقي")."""
        while end < len(words) and (d := self.gazetteer.directions.get(words[end])) is not None and d.adjective:
            end += 1
        if (
            end < len(words)
            and words[end].startswith("و")
            and (d := self.gazetteer.directions.get(words[end][1:]))
            and d.adjective
        ):
            end += 1
        return end

    def _listed(self, sheet: Sheet, i: int, last: Found | None, taken: frozenset[int]) -> Found | None:
        """An unknown name joined to a list of places: "قرى سيعة، وذي مهنة، ومحزف"."""
        words = sheet.words
        if last is None or i in taken or last.noun is None or i - last.end > 1:
            return None
        noun = self.gazetteer.place_nouns.get(last.noun)
        if noun is None or noun.relation or not noun.evidence or not words[i].startswith("و") or len(words[i]) < 4:
            return None
        if i > last.end and words[last.end] not in ("،", ","):
            return None
        if noun.word == last.noun and not last.known and last.noun not in self.grammar.list_nouns:
            return None
        end = self._unknown(sheet, i, evidence=True)
        return _found(sheet, i, i, end, last.noun, None, "", (), printed=(i, end)) if end else None

    def _unknown(self, sheet: Sheet, at: int, *, evidence: bool) -> int | None:
        """The end of a name the gazetteer does not know: one word, two after a word that names are built with."""
        words, word = sheet.words, sheet.words[at]
        if not evidence or word in CLAUSE_ENDS or not word[0].isalpha() or self._said_otherwise(sheet, at):
            return None
        builds = self.grammar.name_builders
        if len(word) < 3 and word not in builds:
            return None
        first = word[1:] if word.startswith("و") and len(word) > 3 else word
        if first in self.gazetteer.place_nouns or first.startswith(self.grammar.no_name_beginnings):
            return None
        if first.startswith("ال") and first.endswith("ه") and len(first) > 5:
            return None  # an adjective with the article
        if first in builds:
            return at + 2 if at + 1 < len(words) and words[at + 1][0].isalpha() else None
        return at + 1

    def _said_otherwise(self, sheet: Sheet, at: int) -> bool:
        """Whether the word at a token is read as something else than a name."""
        if sheet.words[at] in self.grammar.no_name or sheet.words[at] in self.gazetteer.directions:
            return True
        if any(m.start == at for m in sheet.triggers) or any(m.start == at for m in sheet.outcomes):
            return True
        return any(d.start == at for d in sheet.dates) or any(q.start <= at < q.end for q in sheet.quantities)

    # ---- after a direction, or alone

    def _after_direction(self, sheet: Sheet, i: int, preposition: str, taken: frozenset[int]) -> Found | None:
        """ "شمال غرب سوريا", "جنوبي محافظة صنعاء"."""
        words, at = sheet.words, i + 1
        while at < len(words) and words[at] in self.gazetteer.directions:
            at += 1
        noun = None
        if at < len(words) and words[at] in self.gazetteer.place_nouns and not self.index.at(words[at], words, at):
            noun, at = words[at], at + 1
        hit = self.index.at(words[at], words, at) if at < len(words) and at not in taken else None
        if hit is None:
            return None
        end = at + hit[0]
        part = any(e.kind in _PARTS_OF for e in hit[1])
        relation, printed = ("part", (i, end)) if part else ("near", (at, end))
        return _found(sheet, i, at, end, noun, relation, preposition or "في", hit[1], printed=printed)

    def _alone(self, sheet: Sheet, i: int, taken: frozenset[int]) -> Found | None:
        """The longest name that begins at a token, where the words do not lead to it as a side or a common word."""
        words = sheet.words
        best: Found | None = None
        for head in self._heads(words[i]):
            hit = self.index.at(head.form, words, i)
            if hit is None:
                continue
            end = i + hit[0]
            government = i in taken or all(e.kind == "country" for e in hit[1])
            if government and not self._as_place(words, i, head.preposition):
                continue
            name = " ".join((head.form, *words[i + 1 : end]))
            if self.gazetteer.is_homograph(name) and not self._evidence(words, end, head.preposition):
                continue
            if best is None or end > best.end:
                best = _found(sheet, i, i, end, None, None, head.preposition, hit[1], printed=(i, end), form=head.form)
        return best

    # ---- homographs and governments

    def _evidence(self, words: Sequence[str], end: int, preposition: str) -> bool:
        """Whether a province or countryside after a homograph speaks for a place ("سان بريف إدلب")."""
        if preposition == "ل" or end >= len(words):
            return False
        return any(h.preposition == "ب" and h.form in self.gazetteer.place_nouns for h in heads(words[end]))

    def _as_place(self, words: Sequence[str], i: int, preposition: str) -> bool:
        """Whether the words before a name lead to it as to a place."""
        if preposition == "ب" or i == 0:
            return preposition == "ب"
        before = words[i - 1]
        return before in self.grammar.before_place or any(
            h.form in self.grammar.before_place_joined for h in heads(before)
        )


def _found(
    sheet: Sheet,
    start: int,
    name_start: int,
    end: int,
    noun: str | None,
    relation: str | None,
    preposition: str,
    known: tuple[Entry, ...],
    *,
    printed: tuple[int, int],
    form: str | None = None,
) -> Found:
    """A name found; `form` is its first word without clitics. An unknown name loses the و that joins it to a list."""
    words = list(sheet.words[name_start:end])
    if form is not None:
        words[0] = form
    elif words[0].startswith("و") and not known and name_start == start:
        words[0] = words[0][1:]
    return Found(
        start=start,
        name_start=name_start,
        end=end,
        folded=" ".join(words),
        noun=noun,
        relation=relation,
        preposition=preposition,
        known=known,
        printed=printed,
    )


def _side_tokens(sheet: Sheet) -> frozenset[int]:
    """Tokens that name a side: "ثوار تعز", "القوات التركية"."""
    return frozenset(
        i for m in sheet.sides if m.kind != "generic" or m.end - m.start > 1 for i in range(m.start, m.end)
    )
