"""Places: names of the gazetteer, and names that a place noun announces, resolved with the whole report in view.

A named place that no gazetteer knows is kept, with null coordinates or those of the province the text puts it in
(codebook, "Places"). States and capitals are places only where the words lead to them as places ("في موسكو"), not as
governments.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc

from marsad.extract.sheet import CLAUSE_ENDS, PlaceMention, Sheet, sheet_of
from marsad.gazetteer import Entry, Gazetteer, Hints, Named, resolve
from marsad.lexicon.actors import ActorRegistry
from marsad.lexicon.grammar import PlaceGrammar
from marsad.lexicon.index import WordIndex, word_index
from marsad.model import Place
from marsad.text.clitics import heads
from marsad.text.folding import fold_word

_LIST_REACH: Final = 3
_PARTS_OF: Final = frozenset({"province", "country", "district"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
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
class Places:
    """The component: writes `sheet.places`."""

    gazetteer: Gazetteer
    registry: ActorRegistry
    index: WordIndex[tuple[Entry, ...]]
    grammar: PlaceGrammar
    version: str = "1"

    def __call__(self, doc: Doc) -> Doc:
        sheet = sheet_of(doc)
        found = list(self._names(sheet))
        named = self._named(sheet, found)
        for mention, resolution in zip(
            found, resolve(named, gazetteer=self.gazetteer, hints=self._hints(sheet)), strict=True
        ):
            span = sheet.span(*mention.printed)
            place = Place(
                span=span,
                name=_bare(sheet, mention),
                id=resolution.entry.id if resolution.entry else None,
                latitude=resolution.latitude,
                longitude=resolution.longitude,
                admin1=resolution.admin1,
                country=resolution.country,
                precision=resolution.precision,
                why=resolution.reason,
            )
            sheet.places.append(
                PlaceMention(
                    start=mention.start,
                    end=mention.end,
                    name_start=mention.name_start,
                    place=place,
                    preposition=mention.preposition,
                )
            )
        return doc

    # ---- names

    def _names(self, sheet: Sheet) -> Iterator[_Found]:
        words, i = sheet.words, 0
        taken = _side_tokens(sheet)
        last: _Found | None = None
        while i < len(words):
            found = None if sheet.masked[i] else self._at(sheet, i, taken) or self._listed(sheet, i, last, taken)
            if found is None:
                i += 1
                continue
            yield found
            last, i = found, found.end

    def _at(self, sheet: Sheet, i: int, taken: frozenset[int]) -> _Found | None:
        """A name at a token: after a place noun, after a direction, or standing alone."""
        words = sheet.words
        for head in heads(words[i]):
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

    def _after_noun(self, sheet: Sheet, i: int, form: str, preposition: str, taken: frozenset[int]) -> _Found | None:
        words, noun = sheet.words, self.gazetteer.place_nouns[form]
        whole = next((f for h in heads(words[i]) if h.form == form and (f := self.index.at(form, words, i))), None)
        if whole is not None and whole[0] > 1:
            return self._made(
                sheet, i, i, i + whole[0], form, noun.relation, preposition, whole[1], printed=(i, i + whole[0])
            )
        at = i + 1
        while at < len(words) and words[at] in self.grammar.after_noun and noun.relation:
            at += 1
        if at >= len(words) or at in taken or words[at] in CLAUSE_ENDS:
            return None
        inner = self.gazetteer.place_nouns.get(words[at])
        if inner is not None and not self.index.at(words[at], words, at):
            return None
        hit = self.index.at(words[at], words, at)
        if hit is not None:
            end = at + hit[0]
            start = i if noun.part_of_name or noun.relation == "part" else at
            end_printed = self._adjectives(words, end) if noun.relation == "part" else end
            return self._made(
                sheet,
                i,
                at,
                max(end, end_printed),
                form,
                noun.relation,
                preposition,
                hit[1],
                printed=(start, end_printed),
            )
        naming = noun.evidence and fold_word(noun.word) in self.grammar.naming_nouns and not form.startswith("ال")
        unknown_end = self._unknown(sheet, at, naming)
        if unknown_end is None:
            return None
        start = i if noun.part_of_name else at
        return self._made(sheet, i, at, unknown_end, form, noun.relation, preposition, (), printed=(start, unknown_end))

    def _after_direction(self, sheet: Sheet, i: int, preposition: str, taken: frozenset[int]) -> _Found | None:
        """ "شمال غرب سوريا", "جنوبي محافظة صنعاء"."""
        words, at = sheet.words, i + 1
        while at < len(words) and words[at] in self.gazetteer.directions:
            at += 1
        noun = None
        if at < len(words) and words[at] in self.gazetteer.place_nouns and not self.index.at(words[at], words, at):
            noun, at = words[at], at + 1
        hit = self.index.at(words[at], words, at) if at < len(words) and at not in taken else None
        if hit is None or self._doubtful(words, at, hit[0], evidence=True):
            return None
        end = at + hit[0]
        coarse = any(e.kind in _PARTS_OF for e in hit[1])
        return self._made(
            sheet,
            i,
            at,
            end,
            noun,
            "part" if coarse else "near",
            preposition or "في",
            hit[1],
            printed=(i if coarse else at, end),
        )

    def _alone(self, sheet: Sheet, i: int, taken: frozenset[int]) -> _Found | None:
        words = sheet.words
        best: tuple[int, _Found] | None = None
        for head in heads(words[i]):
            hit = self.index.at(head.form, words, i)
            if hit is None or (i in taken and not self._as_place(words, i, head.preposition)):
                continue
            evidence = self._evidence(words, i, i + hit[0], head.preposition)
            if self._doubtful_form(head.form, words, i, hit[0], evidence=evidence):
                continue
            coarse = all(e.kind == "country" for e in hit[1]) or i in taken
            if coarse and not self._as_place(words, i, head.preposition):
                continue
            if best is None or hit[0] > best[0]:
                best = (
                    hit[0],
                    self._made(
                        sheet,
                        i,
                        i,
                        i + hit[0],
                        None,
                        None,
                        head.preposition,
                        hit[1],
                        printed=(i, i + hit[0]),
                        form=head.form,
                    ),
                )
        return best[1] if best else None

    def _listed(self, sheet: Sheet, i: int, last: _Found | None, taken: frozenset[int]) -> _Found | None:
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
        end = self._unknown(sheet, i, True)
        return self._made(sheet, i, i, end, last.noun, None, "", (), printed=(i, end)) if end else None

    def _unknown(self, sheet: Sheet, at: int, evidence: bool) -> int | None:
        """The end of a name the gazetteer does not know: one word, two after a word that names are built with."""
        words = sheet.words
        if (
            not evidence
            or words[at] in CLAUSE_ENDS
            or not words[at][0].isalpha()
            or (len(words[at]) < 3 and words[at] not in self.grammar.name_builders)
        ):
            return None
        if (
            any(t.start == at for t in sheet.triggers)
            or any(o.start == at for o in sheet.outcomes)
            or words[at] in self.grammar.no_name
        ):
            return None
        if words[at] in self.gazetteer.directions or any(d.start == at for d in sheet.dates):
            return None
        first = words[at][1:] if words[at].startswith("و") and len(words[at]) > 3 else words[at]
        if any(q.start <= at < q.end for q in sheet.quantities) or first in self.gazetteer.place_nouns:
            return None
        if first.startswith(self.grammar.no_name_beginnings) or (
            first.startswith("ال") and first.endswith("ه") and len(first) > 5
        ):
            return None
        if first in self.grammar.name_builders:
            return at + 2 if at + 1 < len(words) and words[at + 1][0].isalpha() else None
        return at + 1

    def _made(
        self,
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
    ) -> _Found:
        words = list(sheet.words[name_start:end])
        if form is not None:
            words[0] = form
        elif words[0].startswith("و") and not known and name_start == start:
            words[0] = words[0][1:]
        return _Found(
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

    # ---- homographs and governments

    def _doubtful(self, words: Sequence[str], at: int, length: int, *, evidence: bool) -> bool:
        return self._doubtful_form(words[at], words, at, length, evidence=evidence)

    def _doubtful_form(self, form: str, words: Sequence[str], at: int, length: int, *, evidence: bool) -> bool:
        return self.gazetteer.is_homograph(" ".join((form, *words[at + 1 : at + length]))) and not evidence

    def _evidence(self, words: Sequence[str], at: int, end: int, preposition: str) -> bool:
        """Whether a province or countryside after a homograph speaks for a place ("سان بريف إدلب")."""
        if preposition == "ل":
            return False
        after = words[end] if end < len(words) else ""
        return (
            any(h.preposition == "ب" and h.form in self.gazetteer.place_nouns for h in heads(after)) if after else False
        )

    def _as_place(self, words: Sequence[str], i: int, preposition: str) -> bool:
        if preposition == "ب":
            return True
        before = words[i - 1] if i else ""
        return (
            before in self.grammar.before_place
            or any(h.form in self.grammar.before_place_joined for h in heads(before))
            if before
            else False
        )

    def _adjectives(self, words: Sequence[str], end: int) -> int:
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

    # ---- resolution

    def _named(self, sheet: Sheet, found: Sequence[_Found]) -> list[Named]:
        within = self._containers(sheet, found)
        return [
            Named(
                text=sheet.text(f.name_start, f.end),
                folded=f.folded,
                noun=f.noun,
                relation=f.relation if f.relation in ("near", "part", "between") else None,
                within=within.get(k),
            )
            for k, f in enumerate(found)
        ]

    def _containers(self, sheet: Sheet, found: Sequence[_Found]) -> dict[int, int]:
        """Which name is said to lie in which: "كفرنوران والأتارب بريف حلب", "قرية زركلة في منطقة رواندز"."""
        out: dict[int, int] = {}
        for k in range(1, len(found)):
            here = found[k]
            gap = sheet.words[found[k - 1].end : here.start]
            led = here.preposition == "ب" or any(w == "(" or w in self.grammar.within for w in gap)
            if not led or len(gap) > _LIST_REACH or any(w in CLAUSE_ENDS for w in gap) or not self._coarse(here):
                continue
            j = k - 1
            out[j] = k
            while j > 0 and self._joined(sheet, found[j - 1], found[j]) and not self._coarse(found[j - 1]):
                out[j - 1] = k
                j -= 1
        return out

    def _joined(self, sheet: Sheet, a: _Found, b: _Found) -> bool:
        gap = sheet.words[a.end : b.start]
        return len(gap) <= 2 and (sheet.words[b.start].startswith("و") or any(w in ("،", ",", "و") for w in gap))

    def _coarse(self, found: _Found) -> bool:
        if found.relation == "part":
            return True
        noun = self.gazetteer.place_nouns.get(found.noun) if found.noun else None
        if noun is not None and any(k in ("province", "district", "area", "subdistrict") for k in noun.kinds):
            return True
        return any(e.kind in ("province", "country", "district", "area") for e in found.known)

    def _hints(self, sheet: Sheet) -> Hints:
        votes: Counter[str] = Counter()
        for mention in sheet.sides:
            country = self.registry.actors[mention.labels[0]].country
            if country:
                votes[country] += 1
        total = sum(votes.values())
        return Hints(countries={c: n / total for c, n in votes.items()} if total else {})


def place_index(gazetteer: Gazetteer) -> WordIndex[tuple[Entry, ...]]:
    """The gazetteer's names by their first word."""
    return word_index(gazetteer.names.items())


def _side_tokens(sheet: Sheet) -> frozenset[int]:
    """Tokens that name a side: "ثوار تعز", "القوات التركية"."""
    return frozenset(
        i for m in sheet.sides if m.kind != "generic" or m.end - m.start > 1 for i in range(m.start, m.end)
    )


def _bare(sheet: Sheet, found: _Found) -> str:
    """The printed name, without the clitics joined to its first word."""
    start, end = found.printed
    text = sheet.text(start, end)
    word = sheet.words[start]
    for head in heads(word):
        joined = head.conjunction + head.preposition
        if not joined:
            continue
        if found.known and found.name_start == start and found.folded.split()[0] == head.form:
            return text[len(joined) :]
        if not found.known or found.name_start != start:
            if head.conjunction == "و" and not head.preposition and found.name_start == start:
                return text[1:]
            if found.name_start != start and joined:
                return text[len(joined) :]
    return text
