"""Claimants: who asserts what a sentence says (codebook, "Figures": claimant; the report in its own voice is `report`).

A claimant is the subject of a verb of saying ("أعلنت وزارة الدفاع أن"), what follows "according to" ("بحسب المرصد"),
or the one of the sentence before, where this one only goes on ("وأضاف أن", "وأشار المصدر إلى").
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from spacy.tokens import Doc

from marsad.extract.remembering import beginning_in, remembered
from marsad.extract.sheet import CLAUSE_ENDS, Attribution, Sheet, sheet_of
from marsad.lexicon.grammar import ClaimantGrammar
from marsad.lexicon.reporting import ReportingWords
from marsad.text.clitics import Head, heads, splits
from marsad.text.folding import fold_word

_LONGEST: Final = 9  # words of a claimant's name
_LONGEST_PERSON: Final = 3  # words of a person's name that no table has
_SPREAD_REACH: Final = 8  # words from what is told to the verb that says who spread it
_OPENING: Final = ("«", '"', "“", "(")
_QUOTES: Final = (("«", "»"), ("“", "”"), ('"', '"'), ("(", ")"))
REPORT: Final = "report"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimants:
    """The component: writes `sheet.attributions`, in the order of the text."""

    words: ReportingWords
    grammar: ClaimantGrammar
    version: str = "1"
    _particles: Callable[[str], tuple[Head, ...]] = field(init=False, repr=False, compare=False)
    _saying: Callable[[str], bool] = field(init=False, repr=False, compare=False)
    _told_it: Callable[[str], bool] = field(init=False, repr=False, compare=False)
    _may_begin: Callable[[str], bool] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_particles", beginning_in(self.words.particles.by_first))
        object.__setattr__(self, "_saying", remembered(self._says))
        object.__setattr__(self, "_told_it", remembered(self._says_it))
        object.__setattr__(self, "_may_begin", remembered(self._begins))

    def __call__(self, doc: Doc) -> Doc:
        sheet = sheet_of(doc)
        last: tuple[str, ...] = ()
        for start, end in sheet.sentences:
            if start < sheet.title_end or all(sheet.masked[start:end]):
                continue
            found = self._sentence(sheet, start, end, last)
            sheet.attributions.extend(found)
            verbs = [a for a in found if a.kind != "particle"] or found
            if verbs:
                last = (*last, *(a.claimant for a in found))
            elif last and self._runs_on(sheet, start, end):
                sheet.attributions.append(Attribution(start=start, end=end, claimant=last[-1], kind="carried"))
        return doc

    def _runs_on(self, sheet: Sheet, start: int, end: int) -> bool:
        """ "بينما قتل 3…", "فيما أصيب…": a sentence that is the rest of the one before, in its paragraph."""
        if start and sheet.words[start - 1] == "\n":
            return False
        at = next((i for i in range(start, end) if sheet.words[i][0].isalnum()), start)
        more = any(o.start == at and o.conjunction == "و" and o.form.tense for o in sheet.outcomes)
        return sheet.words[at] in self.grammar.runs_on or more

    def _sentence(self, sheet: Sheet, start: int, end: int, last: tuple[str, ...]) -> list[Attribution]:
        found: list[Attribution] = []
        i = start
        headed = self._headed(sheet, start, end)
        if headed is not None:
            found.append(headed)
        may_begin = self._may_begin
        while i < end:
            if not may_begin(sheet.words[i]):
                i += 1
                continue
            step = self._particle(sheet, i, start, end, last) or self._verb(
                sheet, i, end, (*last, *(a.claimant for a in found))
            )
            if step is None:
                i += 1
                continue
            attribution, i = step
            if attribution is not None:
                found.append(attribution)
        return found

    def _headed(self, sheet: Sheet, start: int, end: int) -> Attribution | None:
        """ "مصدر في الشرطة: 9 شهداء": a claimant before a colon at the head of a line."""
        words = sheet.words
        at = start
        while at < end and not words[at][0].isalnum():
            at += 1
        colon = next((i for i in range(at + 1, min(at + 9, end)) if words[i] == ":"), None)
        if (
            colon is None
            or not self._begins_name(sheet, at)
            or any(self._saying(w) or w == "-" for w in words[at:colon])
        ):
            return None
        if any(m.start == at and m.kind in ("country", "capital") for m in sheet.sides) or colon + 1 >= end:
            return None
        return Attribution(start=at, end=end, claimant=self._unclitic(sheet, at, colon), kind="verb")

    # ---- "according to"

    def _particle(
        self, sheet: Sheet, i: int, start: int, end: int, last: tuple[str, ...]
    ) -> tuple[Attribution | None, int] | None:
        words = sheet.words
        hit = next(
            (
                f
                for h in self._particles(words[i])
                if not h.preposition and (f := self.words.particles.at(h.form, words, i))
            ),
            None,
        )
        if hit is None:
            return None
        at = i + hit[0]
        if at < end and self._saying(words[at]):
            at += 1
        elif hit[1] in self.words.with_verb:
            return None
        if at < end and words[at] in self.words.nobody:
            return None, at
        name = self._name(sheet, at, end, sure=True)
        if name is None:
            return None
        claimant, after = name
        return Attribution(start=i, end=end, claimant=self._named_before(claimant, last), kind="particle"), after

    # ---- verbs of saying

    def _verb(self, sheet: Sheet, i: int, end: int, last: tuple[str, ...]) -> tuple[Attribution | None, int] | None:
        words = sheet.words
        if not self._saying(words[i]):
            return self._quoted(sheet, i, end)
        denies = self._bare(words[i]) in self.grammar.denials
        at = i + 1
        if last and i and words[i - 1] in self.grammar.who:
            return Attribution(start=i, end=end, claimant=last[-1], kind="carried", denies=denies), at
        name = None if self._addressee(sheet, at) else self._name(sheet, at, end) or self._person(sheet, at, end)
        if name is not None:
            claimant, after = name
            stop = self._deed_end(sheet, i, end)
            return Attribution(
                start=i, end=stop, claimant=self._named_before(claimant, last), kind="verb", denies=denies
            ), after
        before = self._name_before(sheet, i) if name is None else None
        if before is not None:
            return Attribution(start=i, end=end, claimant=before, kind="verb", denies=denies), at
        if last and self._bare(words[i]) in self.words.carried_verbs and self._goes_on(words, at, end):
            return Attribution(start=i, end=end, claimant=last[-1], kind="carried", denies=denies), at
        return None

    def _quoted(self, sheet: Sheet, i: int, end: int) -> tuple[Attribution | None, int] | None:
        """ "ما بثته قنوات عن", "أنباء … بثتها حسابات": whom another quotes, the subject of such a verb."""
        if not self._told_it(sheet.words[i]):
            return None
        name = self._name(sheet, i + 1, end)
        if name is None:
            return None
        return Attribution(start=i, end=end, claimant=name[0], kind="verb", quoted=True), name[1]

    def _addressee(self, sheet: Sheet, at: int) -> bool:
        """ "قال لوكالة …": to whom it was said, not who said it."""
        if at >= len(sheet.words):
            return False
        return any(
            h.preposition == "ل" and self.words.heads.at(h.form, sheet.words, at) for h in heads(sheet.words[at])
        )

    def _person(self, sheet: Sheet, at: int, end: int) -> tuple[str, int] | None:
        """ "قال غامندي إن": words of no table between a verb of saying and what is said are a person's name."""
        stop = at
        while stop < end and stop - at < _LONGEST_PERSON and self._name_word(sheet, stop):
            stop += 1
            if _quotation(sheet, min(stop, end - 1)):
                break
        if stop == at or stop >= end:
            return None
        told = sheet.words[stop] in self.grammar.that or sheet.words[stop] == ":" or _quotation(sheet, stop)
        return (sheet.text(at, stop), stop) if told else None

    def _name_word(self, sheet: Sheet, i: int) -> bool:
        """Whether a word can be part of a person's name: none that ends a claimant, says, or tells something else."""
        word = sheet.words[i]
        if not word.isalpha() or len(word) < 2 or self._stops(sheet.words, i) or word in self.grammar.before_name:
            return False
        return word not in self.grammar.goes_on and not self._told_it(word) and not sheet.told(i)

    def _deed_end(self, sheet: Sheet, i: int, end: int) -> int:
        """Where what is said ends: "تبنى التنظيم التفجير، في حين …" says nothing beyond its clause."""
        if self._bare(sheet.words[i]) not in self.grammar.deeds:
            return end
        return next((k for k in range(i, end) if sheet.words[k] in CLAUSE_ENDS), end)

    def _begins(self, word: str) -> bool:
        """Whether an attribution may begin with a word: most are passed over."""
        return bool(self._particles(word)) or self._saying(word) or self._told_it(word)

    def _says(self, word: str) -> bool:
        """Whether a word is a verb of saying."""
        return any(
            s.stem in self.words.verbs for s in splits(word) if not s.article and not s.preposition and not s.pronoun
        )

    def _says_it(self, word: str) -> bool:
        """Whether a word is a verb of spreading news with its object joined ("بثته", "أوردتها")."""
        found = (s for s in splits(word) if s.pronoun in ("ه", "ها") and not s.article and not s.preposition)
        return any(s.stem in self.words.spreading for s in found)

    @staticmethod
    def _bare(word: str) -> str:
        return word[1:] if word.startswith(("و", "ف")) and len(word) > 3 else word

    def _goes_on(self, words: Sequence[str], at: int, end: int) -> bool:
        """Whether what was said follows: "أن …", "إلى مقتل …", a colon."""
        return any(
            w == ":" or w in self.grammar.that or w in self.grammar.goes_on or w.startswith("ب")
            for w in words[at : min(at + 3, end)]
        )

    def _named_before(self, claimant: str, before: Sequence[str]) -> str:
        """ "المصدر", "المرصد", "البيان" alone mean the one named so before, else the last one of all."""
        noun = fold_word(claimant)
        for itself in self.grammar.itself:
            noun = noun.removesuffix(f" {itself}")
        if not before or " " in noun:
            return claimant
        if noun not in self.words.carried_nouns:
            whole = [c for c in before if noun.startswith("ال") and noun[2:] in fold_word(c).split()]
            return whole[-1] if whole else claimant
        stem = noun.removeprefix("ال")
        same = [c for c in before if stem in fold_word(c) or self._sources(noun, c)]
        if same:
            return same[-1]
        return claimant if noun in self.grammar.stands_alone else before[-1]

    def _sources(self, noun: str, claimant: str) -> bool:
        """Whether a noun for sources can mean a claimant who is one."""
        return noun in self.grammar.the_sources and any(w in fold_word(claimant) for w in self.grammar.sources)

    # ---- names

    def _name(self, sheet: Sheet, at: int, end: int, *, sure: bool = False) -> tuple[str, int] | None:
        """The claimant whose name begins at word `at`: its source words, and the word after it."""
        words = sheet.words
        while at < end and (words[at] in self.grammar.before_name or words[at] in ("(", "،")):
            if words[at] == "،" and words[at - 1] not in self.grammar.for_his_part:
                return None
            at += 1
        if at >= end or words[at] in CLAUSE_ENDS or words[at] in self.grammar.that:
            return None
        if not self._begins_name(sheet, at) and not (sure and words[at].isalpha() and words[at] not in self.words.ends):
            return None
        stop = at + 1
        fixed = next((f for h in heads(words[at]) if (f := self.words.fixed.at(h.form, words, at))), None)
        if fixed is not None:
            return sheet.text(at, at + fixed[1]), at + fixed[0]
        told = {t.start for t in sheet.triggers} | {o.start for o in sheet.outcomes} | {d.start for d in sheet.dates}
        while stop < end and stop - at < _LONGEST and stop not in told:
            if self._stops(words, stop):
                inner = self._inside(sheet, stop, end)
                if inner is None:
                    break
                stop = inner
            else:
                stop += 1
        leader = next((m for m in sheet.sides if m.kind == "leader" and stop < m.start <= stop + 2), None)
        if (
            leader is not None
            and words[stop] in ("،", ",")
            and any(m.kind == "office" and m.end == stop for m in sheet.sides)
        ):
            return sheet.text(leader.start, leader.end), leader.end  # "الرئيس التركي، رجب طيب أردوغان"
        short = self._short_form(words, stop, end)
        if short is not None:
            return sheet.text(short, short + 1), short + 2
        return self._unclitic(sheet, at, stop), stop

    def _inside(self, sheet: Sheet, stop: int, end: int) -> int | None:
        """ "مصدر في المقاومة الشعبية", "متحدث باسم …": the end of the body that "في" or "من" puts the claimant in."""
        if sheet.words[stop] not in self.grammar.of_body or stop + 1 >= end:
            return None
        office = next((m for m in sheet.sides if m.start == stop + 1 and m.kind not in ("country", "capital")), None)
        return office.end if office is not None else None

    @staticmethod
    def _short_form(words: Sequence[str], stop: int, end: int) -> int | None:
        """ "بعثة الأمم المتحدة لمساعدة العراق (يونامي)": the short name in brackets after a long one."""
        if stop + 2 < end and words[stop] == "(" and words[stop + 2] == ")" and words[stop + 1].isalpha():
            return stop + 1
        return None

    def _begins_name(self, sheet: Sheet, at: int) -> bool:
        words, word = sheet.words, sheet.words[at]
        if word[0].isdigit() or self._saying(word):
            return False
        forms = {form for head in heads(word) for form in (head.form, head.form.removeprefix("ال"))}
        forms |= {form[:-1] for form in forms if form.endswith("ا") and len(form) > 3}  # "لكن طبيبا … قال"
        if any(self.words.heads.at(form, words, at) for form in forms):
            return True
        return any(m.start == at and m.kind not in ("adjective", "ours") and not m.preposition for m in sheet.sides)

    def _stops(self, words: Sequence[str], at: int) -> bool:
        word = words[at]
        if word in CLAUSE_ENDS or word in self.words.ends or word in ("-", "(", ")"):
            return True
        return self._saying(word) or word[0].isdigit()

    def _name_before(self, sheet: Sheet, i: int) -> str | None:
        """The subject before its verb: "والمرصد قال", "الكرملين أعلن"; only at the head of a clause."""
        words = sheet.words
        start, _ = sheet.sentence(i)
        end = i - 1 if words[i - 1] in self.grammar.already else i
        for begin in range(max(start, i - 6), end):
            at_head = begin == start or self._opens(words, begin - 1)
            if (
                at_head
                and self._begins_name(sheet, begin)
                and not any(self._stops(words, k) for k in range(begin + 1, end))
            ):
                return self._unclitic(sheet, begin, end)
        return None

    def _opens(self, words: Sequence[str], i: int) -> bool:
        """Whether a clause begins after a word, an opening quotation mark perhaps between."""
        word = words[i]
        return word in self.grammar.clause_openers or word in CLAUSE_ENDS

    def _unclitic(self, sheet: Sheet, start: int, stop: int) -> str:
        """The source words of a name, without a conjunction or preposition joined to its first word."""
        text = sheet.text(start, stop)
        word = sheet.words[start]
        for clitic in ("و", "ل", "ب", "ف"):
            if word.startswith(clitic + "ال") and text.startswith(clitic):
                return text[1:]
        if word.startswith("لل") and text.startswith("لل"):
            return "ال" + text[2:]
        if word.startswith(self.grammar.with_lam_beginnings):
            return text[1:]
        return text + _closing(sheet, start, stop)


def _quotation(sheet: Sheet, at: int) -> bool:
    """Whether a quotation begins at a token: a mark that opens one stands before it."""
    before, here = sheet.span(at - 1, at), sheet.span(at, at + 1)
    return any(mark in sheet.report.text[before.end : here.start] for mark in _OPENING)


def _closing(sheet: Sheet, start: int, stop: int) -> str:
    """The mark that closes a quotation opened inside a name and ends right after it ("تنظيم «داعش»")."""
    span = sheet.span(start, stop)
    text, after = sheet.report.text[span.start : span.end], sheet.report.text[span.end : span.end + 1]
    for opening, closing in _QUOTES:
        inside = text.count(opening) % 2 == 1 if opening == closing else text.count(opening) > text.count(closing)
        if inside and after == closing:
            return closing
    return ""


def claimant_at(sheet: Sheet, token: int, *, denying: bool = False) -> str:
    """Who asserts what stands at a token: the attribution nearest around it in its sentence, else the report.

    `denying`: who denies it counts too.
    """
    start, end = sheet.sentence(token)
    here = [a for a in sheet.attributions if start <= a.start < end and (denying or not a.denies)]
    before = [a for a in here if a.start <= token < a.end]
    after = [a for a in here if a.kind == "particle" and a.start > token]
    spread = [a for a in here if a.quoted and token < a.start <= token + _SPREAD_REACH]
    if spread:
        return spread[0].claimant
    if before:
        return before[-1].claimant
    return after[0].claimant if after else REPORT
