"""Claimants: who asserts what a sentence says (codebook, "Figures": claimant; the report in its own voice is `report`).

A claimant is the subject of a verb of saying ("أعلنت وزارة الدفاع أن"), what follows "according to" ("بحسب المرصد"),
or the one of the sentence before, where this one only goes on ("وأضاف أن", "وأشار المصدر إلى").
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from spacy.tokens import Doc

from marsad.extract.claimant_names import ClaimantNames, inside_quotation, quotation, quotation_ends
from marsad.extract.remembering import beginning_in, remembered
from marsad.extract.saying import Saying, bare
from marsad.extract.sheet import CLAUSE_ENDS, Attribution, Sheet, sheet_of
from marsad.lexicon.grammar import ClaimantGrammar
from marsad.lexicon.reporting import ReportingWords
from marsad.text.clitics import Head, heads
from marsad.text.folding import fold_word

_TO_VERB: Final = 6  # words from "that" over a subject to its verb of saying
_SPREAD_REACH: Final = 8  # words from what is told to the verb that says who spread it
REPORT: Final = "report"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimants:
    """The component: writes `sheet.attributions`, in the order of the text."""

    words: ReportingWords
    grammar: ClaimantGrammar
    version: str = "1"
    _particles: Callable[[str], tuple[Head, ...]] = field(init=False, repr=False, compare=False)
    _may_begin: Callable[[str], bool] = field(init=False, repr=False, compare=False)
    _saying: Saying = field(init=False, repr=False, compare=False)
    _names: ClaimantNames = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        saying = Saying(words=self.words)
        object.__setattr__(self, "_particles", beginning_in(self.words.particles.by_first))
        object.__setattr__(self, "_saying", saying)
        object.__setattr__(self, "_names", ClaimantNames(words=self.words, grammar=self.grammar, saying=saying))
        object.__setattr__(self, "_may_begin", remembered(self._begins))

    def __call__(self, doc: Doc) -> Doc:
        sheet = sheet_of(doc)
        last: tuple[str, ...] = ()
        speaking = False  # whether the sentence before is what somebody says
        for start, end in sheet.sentences:
            if start < sheet.title_end or all(sheet.masked[start:end]):
                continue
            found = self._sentence(sheet, start, end, last)
            sheet.attributions.extend(found)
            verbs = [a for a in found if a.kind != "particle"] or found
            if verbs:
                told = sorted(found, key=lambda a: a.told_by is None)  # who is only told of does not speak on
                last = (*last, *(a.claimant for a in told))
            elif last and (self._runs_on(sheet, start, end, speaking=speaking) or inside_quotation(sheet, start)):
                sheet.attributions.append(Attribution(start=start, end=end, claimant=last[-1], kind="carried"))
                continue
            speaking = verbs != [] and verbs[-1].kind != "particle"
        return doc

    def _runs_on(self, sheet: Sheet, start: int, end: int, *, speaking: bool) -> bool:
        """ "بينما قتل 3…", "فيما أصيب…": a sentence that is the rest of the one before, in its paragraph."""
        at = next((i for i in range(start, end) if sheet.words[i][0].isalnum()), start)
        if sheet.words[at] in self.grammar.saying_on:
            return True
        if start and sheet.words[start - 1] == "\n":
            return False
        more = speaking and any(o.start == at and o.conjunction == "و" and o.form.tense for o in sheet.outcomes)
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
                found.append(self._inside(sheet, attribution, found))
        return found

    def _inside(self, sheet: Sheet, made: Attribution, before: Sequence[Attribution]) -> Attribution:
        """ "ذكر الكرملين أن الرئيسين شددا": an attribution with who tells it, where that is what another says."""
        outer = next((a for a in reversed(before) if a.kind in ("verb", "carried") and a.end >= made.end), None)
        if outer is None or made.kind == "particle":
            return made
        words = sheet.words[outer.start + 1 : made.start]
        opened = next((n for n in range(len(words) - 1, -1, -1) if words[n] in self.grammar.that), None)
        if opened is None or len(words) - opened > _TO_VERB or not CLAUSE_ENDS.isdisjoint(words[opened:]):
            return made
        return replace(made, told_by=outer.told_by or outer.claimant)

    def _headed(self, sheet: Sheet, start: int, end: int) -> Attribution | None:
        """ "مصدر في الشرطة: 9 شهداء": a claimant before a colon at the head of a line."""
        words = sheet.words
        at = start
        while at < end and not words[at][0].isalnum():
            at += 1
        colon = next((i for i in range(at + 1, min(at + 9, end)) if words[i] == ":"), None)
        if (
            colon is None
            or not self._names.begins(sheet, at)
            or any(self._saying.says(w) or w == "-" for w in words[at:colon])
        ):
            return None
        if any(m.start == at and m.kind in ("country", "capital") for m in sheet.sides) or colon + 1 >= end:
            return None
        return Attribution(start=at, end=end, claimant=self._names.printed(sheet, at, colon), kind="verb")

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
        if at < end and self._saying.says(words[at]):
            at += 1
        elif hit[1] in self.words.with_verb:
            return None
        if at < end and words[at] in self.words.nobody:
            return None, at
        name = self._names.at(sheet, at, end, sure=True)
        if name is None:
            return None
        claimant, after = name
        if words[at - 1] in self.grammar.with_lam and words[at].startswith("ل"):
            claimant = claimant.removeprefix("ل")
        return Attribution(start=i, end=end, claimant=self._named_before(claimant, last), kind="particle"), after

    # ---- verbs of saying

    def _verb(self, sheet: Sheet, i: int, end: int, last: tuple[str, ...]) -> tuple[Attribution | None, int] | None:
        words = sheet.words
        if any(t.start == i and t.type == "deployment" for t in sheet.triggers):
            return None  # "نشر الجيش دبابات"
        if self._saying.states(words[i]):
            return self._stated(sheet, i, end, last)
        if not self._saying.says(words[i]):
            return self._quoted(sheet, i, end)
        denies = bare(words[i]) in self.grammar.denials
        at = i + 1
        if last and i and words[i - 1] in self.grammar.who:
            return Attribution(start=i, end=end, claimant=last[-1], kind="carried", denies=denies), at
        at = self._past_quoted_addressee(sheet, at, end)
        name = None
        if not self._addressee(sheet, at):
            name = self._names.at(sheet, at, end) or self._names.person(sheet, words[i], at, end, last)
        if name is not None:
            claimant, after = name
            stop = self._deed_end(sheet, i, end)
            return Attribution(
                start=i,
                end=stop,
                claimant=self._named_before(claimant, last),
                kind="verb",
                denies=denies,
                seen=self._seen(sheet, i, at, after),
            ), after
        before = self._names.before(sheet, i) if name is None else None
        if before is not None:
            return Attribution(start=i, end=end, claimant=before, kind="verb", denies=denies), at
        if last and bare(words[i]) in self.words.carried_verbs and self._goes_on(words, at, end):
            return Attribution(start=i, end=end, claimant=last[-1], kind="carried", denies=denies), at
        return None

    def _quoted(self, sheet: Sheet, i: int, end: int) -> tuple[Attribution | None, int] | None:
        """ "ما بثته قنوات عن", "أنباء … بثتها حسابات": whom another quotes, the subject of such a verb."""
        if not self._saying.spreads(sheet.words[i]):
            return None
        name = self._names.at(sheet, i + 1, end)
        if name is None:
            return None
        return Attribution(start=i, end=end, claimant=name[0], kind="verb", quoted=True), name[1]

    def _stated(self, sheet: Sheet, i: int, end: int, last: tuple[str, ...]) -> tuple[Attribution | None, int] | None:
        """ "طالب بارزاني بـ", "ودعا إلى": who demands or condemns; what an accusation is of is claimed too."""
        at = i + 1
        stop = end if bare(sheet.words[i]) in self.grammar.accuses else at
        seen = bare(sheet.words[i]) in self.grammar.acts
        word = sheet.words[i - 1] if i else ""
        if word in self.grammar.subjects or sheet.words[i].endswith(self.grammar.we_endings):
            own = Attribution(start=i, end=stop, claimant=last[-1], kind="stated") if last else None
            return own, at  # "فإنها دعت الحزب إلى", "طالبنا الحزب": a noun after it is its object
        if word in self.grammar.already and self._names.before(sheet, i) is None:
            return None  # "كانت الوحدة قد اتهمت الحزب"
        name = None if self._object_next(sheet, i) else self._names.at(sheet, at, end, governs=True)
        name = name or self._names.person(sheet, sheet.words[i], at, end, last)
        if name is not None:
            claimant, after = self._named_before(name[0], last), name[1]
            seen = self._seen(sheet, i, at, after)
            return Attribution(start=i, end=stop, claimant=claimant, kind="stated", seen=seen), after
        before = self._names.before(sheet, i)
        if before is not None or last:
            claimant = before or last[-1]
            return Attribution(start=i, end=stop, claimant=claimant, kind="stated", seen=seen), at
        return None

    def _object_next(self, sheet: Sheet, i: int) -> bool:
        """ "دعا الحكومة إلى": a noun of the other gender after a masculine verb is no subject of it."""
        verb, noun = sheet.words[i], sheet.words[i + 1] if i + 1 < len(sheet.words) else ""
        return (
            not bare(verb).endswith("ت")
            and not bare(verb).startswith("ت")
            and noun.startswith("ال")
            and noun[-1] == "ه"
        )

    def _seen(self, sheet: Sheet, i: int, at: int, after: int) -> bool:
        """Whether the verb `i` is one of condemning or owning up, and a state or a faction itself does it."""
        if bare(sheet.words[i]) not in self.grammar.acts:
            return False
        side = next((m for i in range(at, after) if (m := self._names.side(sheet, i)) is not None), None)
        first = next((i for i in range(at, after) if sheet.words[i] not in self.grammar.before_name), after)
        return side is not None and side.start == first and side.kind not in ("leader", "office")

    def _past_quoted_addressee(self, sheet: Sheet, at: int, end: int) -> int:
        """ "قالت لـ«الاقتصادية» مصادر": the word after the medium in quotation marks to which it was said."""
        if at + 1 >= end or sheet.words[at] != "ل" or not quotation(sheet, at + 1):
            return at
        return next((k + 1 for k in range(at + 1, min(at + 5, end - 1)) if quotation_ends(sheet, k)), at)

    def _addressee(self, sheet: Sheet, at: int) -> bool:
        """ "قال لوكالة …": to whom it was said, not who said it."""
        if at >= len(sheet.words):
            return False
        return any(
            h.preposition == "ل" and self.words.heads.at(h.form, sheet.words, at) for h in heads(sheet.words[at])
        )

    def _deed_end(self, sheet: Sheet, i: int, end: int) -> int:
        """Where what is said ends: "تبنى التنظيم التفجير، في حين …" says nothing beyond its clause."""
        if bare(sheet.words[i]) not in self.grammar.deeds:
            return end
        return next((k for k in range(i, end) if sheet.words[k] in CLAUSE_ENDS), end)

    def _begins(self, word: str) -> bool:
        """Whether an attribution may begin with a word: most are passed over."""
        saying = self._saying
        return bool(self._particles(word)) or saying.says(word) or saying.spreads(word) or saying.states(word)

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


def claimant_at(sheet: Sheet, token: int, *, denying: bool = False, stating: bool = False) -> str:
    """Who asserts what stands at a token: the attribution nearest around it in its sentence, else the report.

    `denying`: who denies it counts too. `stating`: a statement stands there, which is its speaker's, or whose who tells
    of it; where a state or a faction condemns or owns up, the report tells what was seen.
    """
    inside = _of_sentence(sheet, token)
    made = next((a for a in inside if stating and a.start == token), None)
    if made is not None:
        return made.told_by or (REPORT if made.seen else made.claimant)
    if stating:
        speaking = [a for a in inside if a.start < token and a.kind != "particle" and not a.quoted]
        if speaking and speaking[-1].kind == "stated":  # "طالب X بـ…، داعيا إلى …"
            return speaking[-1].told_by or (REPORT if speaking[-1].seen else speaking[-1].claimant)
    if token < sheet.title_end:
        return _of_lead(sheet)
    here = [a for a in inside if denying or not a.denies]
    return _nearest([a for a in here if a.kind != "stated" or a.start < token], token)


def _of_lead(sheet: Sheet) -> str:
    """Who says what a headline alone tells: the first whom the lead names as saying something, else the report."""
    lead = next((n for n, (start, _) in enumerate(sheet.sentences) if start >= sheet.title_end), 0)
    end = sheet.sentences[lead][1]
    said = [a for a in sheet.attributions if a.start < end and a.kind != "stated" and not a.denies]
    return said[0].claimant if said else REPORT


def said_at(sheet: Sheet, token: int) -> str:
    """Who says what stands at a token, of those who say something and take no stand only; else the report."""
    return _nearest([a for a in _of_sentence(sheet, token) if a.kind != "stated" and not a.denies], token)


def _of_sentence(sheet: Sheet, token: int) -> list[Attribution]:
    start, end = sheet.sentence(token)
    return [a for a in sheet.attributions if start <= a.start < end]


def _nearest(here: Sequence[Attribution], token: int) -> str:
    """Of the attributions of a sentence the one around a token: one that quotes it, the last before, a source after."""
    before = [a for a in here if a.start <= token < a.end]
    after = [a for a in here if a.kind == "particle" and a.start > token]
    spread = [a for a in here if a.quoted and token < a.start <= token + _SPREAD_REACH]
    if spread:
        return spread[0].claimant
    if before:
        return before[-1].claimant
    return after[0].claimant if after else REPORT
