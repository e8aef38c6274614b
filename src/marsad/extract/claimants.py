"""Claimants: who asserts what a sentence says (codebook, "Figures": claimant; the report in its own voice is `report`).

A claimant is the subject of a verb of saying ("أعلنت وزارة الدفاع أن"), what follows "according to" ("بحسب المرصد"),
or the one of the sentence before, where this one only goes on ("وأضاف أن", "وأشار المصدر إلى").
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from spacy.tokens import Doc

from marsad.extract.claimant_names import (
    ClaimantNames,
    closes_quotation,
    inside_quotation,
    quotation,
    quotation_ends,
    speech_end,
)
from marsad.extract.claimed import of_sentence
from marsad.extract.headed import Headed
from marsad.extract.other_sayings import OtherSayings
from marsad.extract.saying import Saying, bare
from marsad.extract.sheet import CLAUSE_ENDS, Attribution, Sheet, sheet_of
from marsad.lexicon.grammar import ClaimantGrammar
from marsad.lexicon.reporting import ReportingWords
from marsad.text.clitics import Head, beginning_in, heads
from marsad.text.folding import fold_word
from marsad.text.remembering import remembered
from marsad.text.tokens import words as words_of

_TO_SOURCE: Final = 3  # words of "according to what … said" beside the name
_TO_VERB: Final = 6  # words from "that" over a subject to its verb of saying
_ASIDE: Final = 12  # words that tell where or to whom something was said, before what was said


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
    _others: OtherSayings = field(init=False, repr=False, compare=False)
    _headed: Headed = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        saying = Saying(words=self.words)
        object.__setattr__(self, "_particles", beginning_in(self.words.particles.by_first))
        object.__setattr__(self, "_saying", saying)
        names = ClaimantNames(words=self.words, grammar=self.grammar, saying=saying)
        object.__setattr__(self, "_names", names)
        object.__setattr__(self, "_others", OtherSayings(words=self.words, grammar=self.grammar, names=names))
        object.__setattr__(self, "_headed", Headed(names=names, saying=saying))
        object.__setattr__(self, "_may_begin", remembered(self._begins))

    def __call__(self, doc: Doc) -> Doc:
        sheet = sheet_of(doc)
        last: tuple[str, ...] = ()
        speaking = False  # whether the sentence before is what somebody says
        quoted = 0  # where the statement ends that is quoted over paragraphs
        for start, end in sheet.sentences:
            if start < sheet.title_end or all(sheet.masked[start:end]):
                continue
            found = self._sentence(sheet, start, end, last)
            sheet.attributions.extend(found)
            if start and self._source_alone(sheet, start, end, found):
                sheet.attributions.append(replace(found[0], start=start - 1, end=start))
            verbs = [a for a in found if a.kind != "particle"] or found
            if verbs:
                told = sorted(found, key=lambda a: a.told_by is None)  # who is only told of does not speak on
                last = (*last, *(a.claimant for a in told))
            elif last and (
                sheet.span(start, start + 1).start < quoted
                or self._runs_on(sheet, start, end, speaking=speaking)
                or inside_quotation(sheet, start)
            ):
                quoted = max(quoted, speech_end(sheet, start))
                sheet.attributions.append(Attribution(start=start, end=end, claimant=last[-1], kind="carried"))
                continue
            speaking = verbs != [] and verbs[-1].kind != "particle"
        headline = self._headed.headline(sheet, last)
        if headline is not None:
            sheet.attributions.insert(0, headline)
        return doc

    @staticmethod
    def _source_alone(sheet: Sheet, start: int, end: int, found: Sequence[Attribution]) -> bool:
        """ "… في تعز. وفقا لشبكة X.": whether a sentence is nothing but the source of the one before it."""
        if len(found) != 1 or found[0].kind != "particle" or sheet.words[start - 1] == "\n":
            return False
        said = [w for w in sheet.words[start:end] if w[0].isalnum()]
        named = [w for w in words_of(fold_word(found[0].claimant)) if w[0].isalnum()]
        return len(said) <= len(named) + _TO_SOURCE and sheet.words[found[0].start] in said[:1]

    def _runs_on(self, sheet: Sheet, start: int, end: int, *, speaking: bool) -> bool:
        """ "بينما قتل 3…", "فيما أصيب…": a sentence that is the rest of the one before, in its paragraph."""
        at = next((i for i in range(start, end) if sheet.words[i][0].isalnum()), start)
        if sheet.words[at] in self.grammar.saying_on or self._told_in(sheet, at):
            return True
        before = next((i for i in range(start - 1, -1, -1) if sheet.words[i] != "\n"), None)
        if before is not None and sheet.words[before] == ":" and of_sentence(sheet, before):
            return True  # "وقال المتحدث:", and what he said in the next line
        if start and sheet.words[start - 1] == "\n" and not sheet.brief:
            return False
        if closes_quotation(sheet, start, end):
            return True
        more = speaking and any(o.start == at and o.conjunction == "و" and o.form.tense for o in sheet.outcomes)
        return sheet.words[at] in self.grammar.runs_on or more

    def _told_in(self, sheet: Sheet, at: int) -> bool:
        """ "جاء ذلك في بيان": the sentence tells where the one before was said, and goes on with it."""
        words = sheet.words
        if words[at] not in self.grammar.came:
            return False
        where = next((k for k in range(at + 1, min(at + 3, len(words))) if words[k] in self.grammar.of_body), None)
        if where is None:
            return words[at + 1 : at + 2] != [] and words[at + 1] in self.grammar.of_which
        return any(w.removeprefix("ال") in self.grammar.venues for w in words[where + 1 : where + 3])

    def _sentence(self, sheet: Sheet, start: int, end: int, last: tuple[str, ...]) -> list[Attribution]:
        headed = self._headed.line(sheet, start, end)
        found = [headed] if headed is not None else []
        done = start
        for i in sheet.where(self._may_begin, start, end):
            if i < done:
                continue
            step = (
                self._particle(sheet, i, start, end, last)
                or self._said_on(sheet, i, end, found)
                or self._verb(sheet, i, end, (*last, *(a.claimant for a in found)))
            )
            if step is None:
                continue
            attribution, done = step
            if attribution is not None:
                found.append(self._inside(sheet, attribution, found))
        return found

    def _said_on(
        self, sheet: Sheet, i: int, end: int, found: Sequence[Attribution]
    ) -> tuple[Attribution | None, int] | None:
        """ "طالب X بـ…، مؤكدا أن": a participle after a stand says what its speaker tells."""
        if not found or found[-1].kind != "stated" or sheet.words[i] not in self.grammar.saying_on:
            return None
        return replace(found[-1], start=i, end=end, kind="carried"), i + 1

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
        if words[at].startswith("ل") and (
            words[at - 1] in self.grammar.with_lam or words[at - 1] in self.words.documents
        ):
            claimant = claimant.removeprefix("ل")
        claimant, after = self._others.relayed(sheet, at - 1, after, end) or (claimant, after)
        return Attribution(start=i, end=end, claimant=self._named_before(claimant, last), kind="particle"), after

    # ---- verbs of saying

    def _verb(self, sheet: Sheet, i: int, end: int, last: tuple[str, ...]) -> tuple[Attribution | None, int] | None:
        words = sheet.words
        if any(t.start == i and t.type == "deployment" for t in sheet.triggers):
            return None  # "نشر الجيش دبابات"
        if self._saying.states(words[i]) or self._others.voiced(sheet, i, end):
            return self._stated(sheet, i, end, last)
        if not (self._saying.says(words[i]) or self._others.shows(sheet, i, end) or self._others.issued(sheet, i, end)):
            return self._quoted(sheet, i, end) or self._by_noun(sheet, i, end, last)
        denies = bare(words[i]) in self.grammar.denials
        at = i + 1
        relayed = self._others.relayed(sheet, i, at, end)
        if relayed is not None:
            claimant = self._named_before(relayed[0], last)
            return Attribution(start=i, end=end, claimant=claimant, kind="verb"), relayed[1]
        of_another = at < end and words[at] in self.grammar.of_which  # "الوقت الذي أعلنت فيه قوات التحالف"
        if (
            last
            and i
            and words[i - 1] in self.grammar.who
            and not of_another
            and not self._others.own_subject(sheet, at, end)
        ):
            return Attribution(start=i, end=end, claimant=last[-1], kind="carried", denies=denies), at
        at = self._past_quoted_addressee(sheet, at, end)
        name = None
        if not self._addressee(sheet, at) and not words[i].endswith(self.grammar.own_endings):
            name = self._names.at(sheet, at, end) or self._names.person(sheet, words[i], at, end, last)
            if name is None and words[at : at + 1] and words[at] not in self.grammar.of_which:
                name = self._names.subject(sheet, words[i], at, end)
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
        if last and bare(words[i]) in self.words.carried_verbs and self._goes_on(sheet, at, end):
            return Attribution(start=i, end=end, claimant=last[-1], kind="carried", denies=denies), at
        return None

    def _by_noun(self, sheet: Sheet, i: int, end: int, last: tuple[str, ...]) -> tuple[Attribution | None, int] | None:
        name = self._others.noun(sheet, i, end)
        if name is None:
            return None
        return Attribution(start=i, end=end, claimant=self._named_before(name[0], last), kind="verb"), name[1]

    def _quoted(self, sheet: Sheet, i: int, end: int) -> tuple[Attribution | None, int] | None:
        """ "ما بثته قنوات عن", "أنباء … بثتها حسابات": whom another quotes, the subject of such a verb."""
        if not self._saying.spreads(sheet.words[i]):
            return None
        name = self._names.at(sheet, i + 1, end)
        if name is None:
            return None
        stop = next((k for k in range(name[1], end) if sheet.words[k] in CLAUSE_ENDS), end)
        return Attribution(start=i, end=stop, claimant=name[0], kind="verb", quoted=True), name[1]

    def _stated(self, sheet: Sheet, i: int, end: int, last: tuple[str, ...]) -> tuple[Attribution | None, int] | None:
        """ "طالب بارزاني بـ", "ودعا إلى": who demands or condemns; what an accusation is of is claimed too."""
        at = i + 1
        verb = bare(sheet.words[i])
        stop = end if verb in self.grammar.accuses else at
        seen = verb in self.grammar.acts
        word = sheet.words[i - 1] if i else ""
        if word in self.grammar.subjects or sheet.words[i].endswith(self.grammar.own_endings):
            own = Attribution(start=i, end=stop, claimant=last[-1], kind="stated") if last else None
            return own, at  # "فإنها دعت الحزب إلى", "طالبنا الحزب": a noun after it is its object
        if word in self.grammar.already and self._names.before(sheet, i) is None:
            return None  # "كانت الوحدة قد اتهمت الحزب"
        name = None if self._object_next(sheet, i) else self._names.at(sheet, at, end, governs=True)
        name = name or self._names.person(sheet, sheet.words[i], at, end, last)
        if name is not None:
            claimant, after = self._named_before(name[0], last), name[1]
            seen = self._seen(sheet, i, at, after)
            stop = end if verb in self.grammar.tells and not seen else stop
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
        if word in self.grammar.saying_on or self._others.may_begin(word):
            return True
        if saying.says(word) or saying.spreads(word) or saying.states(word):
            return True
        return any(h.form in self.words.particles.by_first for h in heads(word))

    def _goes_on(self, sheet: Sheet, at: int, end: int) -> bool:
        """Whether what was said follows: "أن …", "إلى مقتل …", a colon, a quotation."""
        words = sheet.words
        near = range(at, min(at + 3, end))
        if any(quotation(sheet, k) or self._opens_speech(words[k]) or words[k].startswith("ب") for k in near):
            return True
        aside = at < end and words[at] in self.grammar.aside  # "وأضاف في تصريح صحفي أن"
        return aside and any(
            quotation(sheet, k) or self._others.opens_that(words[k]) for k in range(at, min(at + _ASIDE, end))
        )

    def _opens_speech(self, word: str) -> bool:
        return self._others.opens_that(word) or word in self.grammar.goes_on

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
        same = [c for c in before if fold_word(c).split()[0].removeprefix("ال") == stem]
        same = same or [c for c in before if stem in fold_word(c) or self._sources(noun, c)]
        if same:
            return same[-1]
        return claimant if noun in self.grammar.stands_alone else before[-1]

    def _sources(self, noun: str, claimant: str) -> bool:
        """Whether a noun for sources can mean a claimant who is one."""
        return noun in self.grammar.the_sources and any(w in fold_word(claimant) for w in self.grammar.sources)
