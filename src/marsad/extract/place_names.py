"""Finding names of places: those of the gazetteer, and unknown ones that a place noun announces (codebook, "Places").

States and capitals are places only where the words lead to them as places ("في موسكو"), not as governments.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from marsad.extract.described_places import DescribedPlaces
from marsad.extract.found import Found, bearing, found_name
from marsad.extract.sheet import CLAUSE_ENDS, Sheet
from marsad.extract.unknown_names import UnknownNames
from marsad.gazetteer import Entry, Gazetteer, PlaceNoun
from marsad.lexicon.grammar import PlaceGrammar
from marsad.lexicon.index import WordIndex
from marsad.text.clitics import Head, beginning_in, heads
from marsad.text.folding import fold_word
from marsad.text.remembering import remembered

_PARTS_OF: Final = frozenset({"province", "country", "district"})
_SETTLED: Final = frozenset({"settlement", "village", "quarter", "camp"})
_NEAR_WHICH: Final = _SETTLED | {"crossing", "base", "airport", "mountain"}
_LIST_MARKS: Final = frozenset({"،", ",", "و"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceNames:
    """Finds the names of places in a report."""

    gazetteer: Gazetteer
    index: WordIndex[tuple[Entry, ...]]
    grammar: PlaceGrammar
    _heads: Callable[[str], tuple[Head, ...]] = field(init=False, repr=False, compare=False)
    _begins: Callable[[str], bool] = field(init=False, repr=False, compare=False)
    _unknown: UnknownNames = field(init=False, repr=False, compare=False)
    _described: DescribedPlaces = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        unknown = UnknownNames(gazetteer=self.gazetteer, index=self.index, grammar=self.grammar)
        object.__setattr__(self, "_unknown", unknown)
        described = DescribedPlaces(gazetteer=self.gazetteer, grammar=self.grammar)
        object.__setattr__(self, "_described", described)
        tables = self.gazetteer.place_nouns, self.gazetteer.directions, self.index.by_first
        object.__setattr__(self, "_heads", beginning_in(*tables))
        firsts = frozenset().union(*tables, described.firsts)
        object.__setattr__(self, "_begins", remembered(lambda word: any(h.form in firsts for h in heads(word))))

    def names(self, sheet: Sheet) -> list[Found]:
        """All names of a report that the words do not lead to as something else, in the order of the text.

        A name that is mostly something else counts where its words speak for a place, and then in the whole report
        wherever they lead to it as to a place.
        """
        words, i = sheet.words, 0
        taken, begins = _side_tokens(sheet), self._begins
        names: list[Found] = []
        doubtful: list[Found] = []
        while i < len(words):
            found, last = None, names[-1] if names else None
            if begins(words[i]) and not sheet.masked[i]:
                found = self._at(sheet, i, last, taken) if self._heads(words[i]) else None
                if found is not None and not found.sure:
                    doubtful.append(found)
                    found = None
                found = found or self._described.at(sheet, i, names)
            if found is None and last is not None and i - last.end <= 1 and not sheet.masked[i]:
                found = self._listed(sheet, i, names, taken)
            if found is None:
                i += 1
                continue
            names.append(self._of_list(sheet, found, last))
            i = found.end
        return _with_known(names, doubtful) if doubtful else names

    def _at(self, sheet: Sheet, i: int, last: Found | None, taken: frozenset[int]) -> Found | None:
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
                found = self._after_direction(sheet, i, head, last)
                if found is not None:
                    return found
        return self._alone(sheet, i, last, taken)

    # ---- after a place noun

    def _after_noun(self, sheet: Sheet, i: int, form: str, preposition: str, taken: frozenset[int]) -> Found | None:
        """ "مدينة إدلب", "ريف حلب الغربي", "قرية كذا": the name after a place noun, known or not."""
        words, noun = sheet.words, self.gazetteer.place_nouns[form]
        whole = next((f for h in heads(words[i]) if h.form == form and (f := self.index.at(form, words, i))), None)
        if whole is not None and whole[0] > 1:
            full = i + whole[0]
            return found_name(
                sheet, i, i, full, form, noun.relation, preposition, whole[1], printed=(i, full), form=form
            )
        at = i + 1
        lists = form in self.grammar.list_nouns
        while at < len(words) and (
            (noun.relation and words[at] in self.grammar.after_noun) or (lists and words[at] in (":", "("))
        ):
            at += 1
        at = self._past_capital(words, at) if at < len(words) else at
        if at >= len(words) or at in taken or words[at] in CLAUSE_ENDS:
            return None
        hit = self.index.at(words[at], words, at)
        if hit is not None and hit[0] == 1 and self.gazetteer.is_homograph(words[at]):
            if self._common_word(words, at, form, noun):
                return None
            hit = None if self._builds(words, at) else hit
        if hit is None and words[at] in self.gazetteer.place_nouns:
            return None
        if hit is not None and hit[0] == 1 and words[at] in self.grammar.no_name:
            return None
        known, part = (hit[1], noun.relation == "part") if hit is not None else ((), False)
        end = (
            at + hit[0]
            if hit is not None
            else self._unknown.after(sheet, at, form, taken, led=preposition == "ب" or words[i - 1] == "في")
        )
        if end is None and noun.relation == "near" and self._place_follows(words, at + 1, kinds=_NEAR_WHICH):
            end = self._unknown.name(sheet, at)  # "بالقرب من بابسقا وباب الهوى"
        if end is None:
            return None
        end_printed = self._adjectives(words, end) if part else end
        start = i if noun.part_of_name or part else at
        span = start, end_printed
        found = found_name(
            sheet, i, at, end_printed, form, noun.relation, preposition, known, printed=span, name_end=end, head=form
        )  # fmt: skip
        towards = [
            d.bearing for w in words[end:end_printed] if (d := self.gazetteer.directions.get(w.removeprefix("و")))
        ]
        return replace(found, bearing=bearing(towards)) if towards else found

    def _common_word(self, words: Sequence[str], at: int, form: str, noun: PlaceNoun) -> bool:
        """Whether a homograph after a place noun is no name: "القرى الشمالية", "بين المصدر أن"."""
        if noun.relation == "between":
            return not self._place_follows(words, at + 1)
        plural = form.startswith("ال") and form != "ال" + fold_word(noun.word)
        return plural and words[at].startswith("ال")

    def _builds(self, words: Sequence[str], at: int) -> bool:
        """Whether a homograph is the first word of a longer name that no table knows: "حي عين اللوزة"."""
        after = words[at + 1] if at + 1 < len(words) else ""
        return words[at] in self.grammar.name_builders and after.startswith("ال") and after not in self.grammar.no_name

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

    def _listed(self, sheet: Sheet, i: int, names: Sequence[Found], taken: frozenset[int]) -> Found | None:
        """An unknown name joined to a list of places: "قرى سيعة، وذي مهنة، ومحزف"; a dual lists two."""
        words, last = sheet.words, names[-1] if names else None
        if last is None or i in taken or last.noun is None or i - last.end > 1:
            return None
        noun = self.gazetteer.place_nouns.get(last.noun)
        if noun is None or noun.relation or not noun.evidence or not words[i].startswith("و") or len(words[i]) < 4:
            return None
        if i > last.end and words[last.end] not in ("،", ","):
            return None
        if last.noun.endswith("تي") and len(names) > 1 and names[-2].noun == last.noun and names[-2].end == last.start:
            return None  # "محافظتي لحج وعدن وتقوم"
        if fold_word(noun.word) == last.noun and last.noun not in self.grammar.list_nouns:
            return None  # one place alone: "معسكر كذا وتمكنوا"
        end = self._unknown.name(sheet, i, listed=last.end == i)
        return found_name(sheet, i, i, end, last.noun, None, "", (), printed=(i, end)) if end else None

    # ---- after a direction, or alone

    def _after_direction(self, sheet: Sheet, i: int, head: Head, last: Found | None) -> Found | None:
        """ "شمال غرب سوريا", "جنوبي محافظة صنعاء"; not "غرب دارفور", which is a name. A state here is no government."""
        words, at = sheet.words, i + 1
        whole = self.index.at(head.form, words, i)
        if whole is not None and whole[0] > 1:
            return None
        while at < len(words) and words[at] in self.gazetteer.directions:
            at += 1
        noun = None
        if at < len(words) and words[at] in self.gazetteer.place_nouns and not self.index.at(words[at], words, at):
            noun, at = words[at], at + 1
        elif at < len(words):
            at = self._past_capital(words, at)
        hit = self.index.at(words[at], words, at) if at < len(words) else None
        if hit is None:
            return None
        end = at + hit[0]
        part = any(e.kind in _PARTS_OF for e in hit[1])
        relation, printed = ("part", (i, end)) if part else ("near", (at, end))
        sure = noun is not None or not self.gazetteer.is_homograph(" ".join(words[at:end]))
        beside = last is not None and last.end == i and words[at] not in self.grammar.the_country
        sure = sure or beside or words[at] in self.grammar.before_place_joined  # "الصكرة غرب حديثة", "غرب العاصمة"
        led = head.preposition or "في"
        found = found_name(
            sheet, i, at, end, noun, relation, led, hit[1], printed=printed, head=head.form, sure=sure
        )  # fmt: skip
        towards = bearing(
            [d.bearing for w in (head.form, *words[i + 1 : at]) if (d := self.gazetteer.directions.get(w))]
        )
        if words[at] in self.grammar.before_place_joined:
            found = replace(found, known=())  # "غرب العاصمة": of which country is not said here
        return replace(found, bearing=towards, distance_km=self._distance(sheet, i))

    def _distance(self, sheet: Sheet, i: int) -> float | None:
        """The kilometres told right before a token: "على بعد 10 كلم شمال", "خمسة كيلومترات غرب"."""
        words = sheet.words
        if i < 1 or words[i - 1] not in self.grammar.kilometres:
            return None
        if i > 1 and words[i - 2].isdecimal() and len(words[i - 2]) <= 3:
            return float(words[i - 2])
        told = next((q for q in sheet.quantities if q.number_start < i - 1 <= q.end), None)
        return float(told.low) if told and told.low is not None and told.low == told.high else self._pair(words[i - 1])

    def _pair(self, word: str) -> float | None:
        return 2.0 if word in self.grammar.two_kilometres else None

    def _alone(self, sheet: Sheet, i: int, last: Found | None, taken: frozenset[int]) -> Found | None:
        """The longest name that begins at a token, where the words do not lead to it as a side or a common word."""
        words = sheet.words
        best: Found | None = None
        for head in self._heads(words[i]):
            hit = self.index.at(head.form, words, i)
            if hit is None:
                continue
            end = i + hit[0]
            if hit[0] == 1 and (self._past_capital(words, i) > i or (head.conjunction == "ف" and not head.preposition)):
                continue  # "فجره" is no town
            place = self._as_place(words, i, head.preposition)
            government = i in taken or all(e.kind == "country" for e in hit[1])
            if government and not place and not self._next_state(i, head, last):
                continue
            sure = not self.gazetteer.is_homograph(" ".join((head.form, *words[i + 1 : end])))
            sure = sure or self._evidence(sheet, i, end, head, last) or (place and self._place_follows(words, end))
            if not sure and (not place or words[min(end, len(words) - 1)] in self.grammar.that):
                continue  # "بيّن المصدر أن" is written like "between"
            if best is None or (sure, end) > (best.sure, best.end):
                best = found_name(
                    sheet, i, i, end, None, None, head.preposition, hit[1], printed=(i, end), form=head.form, sure=sure
                )
        return best

    # ---- lists

    def _of_list(self, sheet: Sheet, found: Found, last: Found | None) -> Found:
        """A name joined to one under a plural noun stands under it too: "ريفي حلب وإدلب", "أحياء الشعار والفردوس"."""
        if last is None or last.noun is None or found.noun is not None or not self._joined(sheet, found.start, last):
            return found
        noun = self.gazetteer.place_nouns[last.noun]
        if fold_word(noun.word) == last.noun or not (noun.relation == "part" or noun.kinds):
            return found
        fits = noun.relation == "part" or any(e.kind in noun.kinds for e in found.known)
        return replace(found, noun=last.noun, relation=found.relation or noun.relation) if fits else found

    def _joined(self, sheet: Sheet, i: int, last: Found) -> bool:
        """Whether a token is joined to the last name: nothing but a comma or «و» lies between."""
        gap = sheet.words[last.end : i]
        if len(gap) > 3 or not all(w in _LIST_MARKS for w in gap):
            return False
        return sheet.words[i].startswith("و") or bool(gap)

    # ---- homographs and governments

    def _evidence(self, sheet: Sheet, i: int, end: int, head: Head, last: Found | None) -> bool:
        """Whether the words beside a homograph speak for a place.

        A province or countryside after it ("سان بريف إدلب"), or a list of places that it stands in: under a plural
        noun ("أحياء الجمهوري والإخوة") or between two names ("خلصة والصحفيين والراشدين"). Led to as a place, it may
        open the list too ("في البيضاء ورداع").
        """
        words = sheet.words
        if head.preposition == "ل" or any(date.start <= i < date.end for date in sheet.dates):
            return False  # "صباح أمس الجمعة بمنطقة كذا"
        if end < len(words) and any(
            h.preposition == "ب" and h.form in self.gazetteer.place_nouns for h in heads(words[end])
        ):
            return True
        if last is not None and last.sure and last.end == i - 1 and words[i - 1] == "في" and not head.conjunction:
            return not all(e.kind == "country" for e in last.known)  # "مشرعة وحدنان في صبر"
        if last is None or head.preposition or not self._joined(sheet, i, last):
            return False
        if not head.conjunction and words[i - 1] != "و" and words[i - 2] != "و":
            return False
        noun = self.gazetteer.place_nouns.get(last.noun) if last.noun else None
        if noun is not None and noun.evidence and noun.kinds and fold_word(noun.word) != last.noun:
            return True
        return self._settled(last.known) and self._place_follows(words, end)

    def _place_follows(self, words: Sequence[str], at: int, *, kinds: frozenset[str] = _SETTLED) -> bool:
        """Whether a place of some kinds that is mostly one is joined to what ends at a token."""
        while at < len(words) and words[at] in _LIST_MARKS:
            at += 1
        if at >= len(words) or not words[at].startswith("و"):
            return False
        for head in self._heads(words[at]):
            hit = self.index.at(head.form, words, at) if head.conjunction and not head.preposition else None
            if hit and any(e.kind in kinds for e in hit[1]):
                return not self.gazetteer.is_homograph(" ".join((head.form, *words[at + 1 : at + hit[0]])))
        return False

    @staticmethod
    def _settled(known: tuple[Entry, ...]) -> bool:
        return any(e.kind in _SETTLED for e in known)

    @staticmethod
    def _next_state(i: int, head: Head, last: Found | None) -> bool:
        """ "في سوريا والعراق": a state joined to one that is led to as a place."""
        if last is None or last.end != i or not head.conjunction or head.preposition:
            return False
        return bool(last.known) and all(e.kind == "country" for e in last.known) and last.preposition != "ل"

    def _as_place(self, words: Sequence[str], i: int, preposition: str) -> bool:
        """Whether the words before a name lead to it as to a place."""
        if preposition == "ب" or i == 0:
            return preposition == "ب"
        before = words[i - 1]
        if i > 1 and self._past_capital(words, i - 2) == i:
            before = words[i - 2]
        return before in self.grammar.before_place or any(
            h.form in self.grammar.before_place_joined for h in heads(before)
        )

    def _past_capital(self, words: Sequence[str], at: int) -> int:
        """The token of the name after "the capital" ("العاصمة الصومالية مقديشو"), else `at` itself."""
        if not any(h.form in self.grammar.before_place_joined and h.form.startswith("ال") for h in heads(words[at])):
            return at
        of = words[at + 1].removeprefix("ال").removesuffix("ه") if at + 1 < len(words) else ""
        name = at + 2 if of in self.gazetteer.adjectives else at + 1
        known = name < len(words) and any(self.index.at(h.form, words, name) for h in self._heads(words[name]))
        return name if known else at


def _side_tokens(sheet: Sheet) -> frozenset[int]:
    """Tokens that name a side: "ثوار تعز", "القوات التركية"."""
    return frozenset(
        i for m in sheet.sides if m.kind != "generic" or m.end - m.start > 1 for i in range(m.start, m.end)
    )


def _with_known(names: list[Found], doubtful: Sequence[Found]) -> list[Found]:
    """The names, with those of the doubtful that the report elsewhere tells as places."""
    known = {found.folded for found in names if found.known}
    covered = {i for found in names for i in range(found.start, found.end)}
    more = [replace(f, sure=True) for f in doubtful if f.folded in known and covered.isdisjoint(range(f.start, f.end))]
    return sorted([*names, *more], key=lambda found: found.start) if more else names
