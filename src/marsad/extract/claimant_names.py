"""The names of claimants: where one begins and ends, and which of its words are printed (codebook: the shortest)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from marsad.extract.saying import Saying
from marsad.extract.sheet import CLAUSE_ENDS, Sheet, SideMention
from marsad.lexicon.grammar import ClaimantGrammar
from marsad.lexicon.reporting import ReportingWords
from marsad.text.clitics import heads
from marsad.text.folding import fold_word

_LONGEST: Final = 12  # words of a claimant's name, his titles among them
_TO_LEADER: Final = 4  # words from the beginning of an office to the name of who holds it
_OFFICE: Final = 3  # words of an office, of which a side may be part ("مسؤول العلاقات الخارجية")
_LONGEST_PERSON: Final = 3  # words of a person's name that no table has
_ALI: Final = "علي"
_QUOTED: Final = 8  # words of a name in quotation marks
_OPENING: Final = ("«", '"', "“", "(")
_QUOTES: Final = (("«", "»"), ("“", "”"), ('"', '"'), ("(", ")"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimantNames:
    """Finds the name of a claimant at a token, or before one."""

    words: ReportingWords
    grammar: ClaimantGrammar
    saying: Saying

    def at(
        self, sheet: Sheet, at: int, end: int, *, sure: bool = False, governs: bool = False
    ) -> tuple[str, int] | None:
        """The claimant whose name begins at word `at`: its source words, and the word after it.

        `sure`: a claimant stands here whatever its first word ("بحسب …"). `governs`: what the verb governs follows it
        without "that" ("اتهم X Y بـ").
        """
        begin = self._start(sheet.words, at, end)
        if begin is None:
            return None
        words = sheet.words
        any_word = sure and words[begin].isalpha() and words[begin] not in self.words.ends
        if not any_word and not self.begins(sheet, begin):
            return None
        fixed = next((f for h in heads(words[begin]) if (f := self.words.fixed.at(h.form, words, begin))), None)
        if fixed is not None:
            return sheet.text(begin, begin + fixed[1]), begin + fixed[0]
        if governs:
            end = self._governed(sheet, begin, end)
        stop = self._stop(sheet, begin, end)
        placed = self._placed(sheet, stop, end)
        if placed is not None:
            return sheet.text(*placed), placed[1]
        named = self._apposition(sheet, stop, end)
        if named is not None:
            return sheet.text(stop + 1, named), named
        short = _short_form(words, stop, end)
        if short is not None:
            return sheet.text(short, short + 1), short + 2
        return self.printed(sheet, self._after_titles(words, begin, stop), stop), stop

    def _start(self, words: Sequence[str], at: int, end: int) -> int | None:
        """Where the name begins after a verb of saying: past what stands between ("قال اليوم", "قال من جهته،")."""
        while at < end and (words[at] in self.grammar.before_name or words[at] in ("(", "،")):
            if words[at] == "،" and words[at - 1] not in self.grammar.for_his_part:
                return None
            at += 1
        if at >= end or words[at] in CLAUSE_ENDS or words[at] in self.grammar.that:
            return None
        return at

    def _stop(self, sheet: Sheet, begin: int, end: int) -> int:
        """Where the name that begins at a token ends."""
        told = {t.start for t in sheet.triggers} | {o.start for o in sheet.outcomes} | {d.start for d in sheet.dates}
        stop = begin + 1
        while stop < end and stop - begin < _LONGEST and stop not in told:
            if _speech(sheet, stop):
                break
            if sheet.words[stop] == _ALI and sheet.words[stop - 1] in self.grammar.ranks:
                stop += 1  # "اللواء علي إبراهيم": the name is written like "on"
            elif self.stops(sheet.words, stop):
                inner = self._inside(sheet, stop, end)
                if inner is None:
                    break
                stop = inner
            else:
                stop += 1
        return stop

    def _governed(self, sheet: Sheet, begin: int, end: int) -> int:
        """Where what a verb governs begins after its subject: after a person named, at another side, at ب or ل."""
        side = self.side(sheet, begin)
        start = side.end if side is not None else begin + _OFFICE
        near = [m for m in sheet.sides if begin <= m.start <= begin + _TO_LEADER and m.start < end]
        leader = next(
            (m for m in near if m.kind == "leader" or sheet.words[m.start - 1] in self.grammar.in_name_of), None
        )
        if leader is not None:
            return leader.end
        others = {m.start for m in sheet.sides if m.kind != "leader" and (m.preposition or m.kind != "adjective")}
        beginnings = self.grammar.governed_beginnings
        return next((i for i in range(start, end) if i in others or sheet.words[i].startswith(beginnings)), end)

    def _after_titles(self, words: Sequence[str], begin: int, stop: int) -> int:
        """ "قائد عمليات الجزيرة اللواء علي إبراهيم": the name alone, where one follows a rank."""
        ranks = [i for i in range(begin, stop - 1) if words[i] in self.grammar.ranks]
        return ranks[-1] + 1 if ranks else begin

    def _apposition(self, sheet: Sheet, stop: int, end: int) -> int | None:
        """ "عضو مجلس المحافظة، عيد عماش، …": the end of the person's name that commas set off after his office."""
        words = sheet.words
        if stop >= end or words[stop] not in ("،", ","):
            return None
        leader = next((m for m in sheet.sides if m.kind == "leader" and m.start == stop + 1), None)
        if leader is not None and any(m.kind == "office" and m.end == stop for m in sheet.sides):
            return leader.end  # "الرئيس التركي، رجب طيب أردوغان"
        at = stop + 1
        while at < end and at - stop <= _LONGEST_PERSON and self._name_word(sheet, at):
            at += 1
        closed = at < end and (words[at] in ("،", ",") or words[at] in self.grammar.that)
        return at if at - stop > 2 and closed else None

    def _placed(self, sheet: Sheet, stop: int, end: int) -> tuple[int, int] | None:
        """ "الناشط الإعلامي في الزبداني محمد الشامي": the name of who holds an office in a place, after the place."""
        if stop >= end or sheet.words[stop] != "في":
            return None
        place = next((p for p in sheet.places if p.start == stop + 1), None)
        if place is None:
            return None
        at = place.end
        while at < end and at - place.end < _LONGEST_PERSON and self._name_word(sheet, at):
            at += 1
        return (place.end, at) if at - place.end > 1 and at < end and self._after_name(sheet, at) else None

    def _after_name(self, sheet: Sheet, at: int) -> bool:
        word = sheet.words[at]
        return word in self.grammar.that or word in self.grammar.after_person or word == ":" or quotation(sheet, at)

    def person(self, sheet: Sheet, verb: str, at: int, end: int, before: Sequence[str]) -> tuple[str, int] | None:
        """ "قال غامندي إن": words of no table from token `at` on, after a verb of saying, that are a person's name.

        They are where what is said follows, where the verb takes no noun but its subject ("قال إبراهيم في …"), or
        where one told `before` has that name.
        """
        words = sheet.words
        while at < end and words[at] in self.grammar.before_name:
            at += 1
        stop = at
        while stop < end and stop - at < _LONGEST_PERSON and self._name_word(sheet, stop):
            stop += 1
            if quotation(sheet, min(stop, end - 1)):
                break
        if stop == at or stop >= end:
            return None
        told = words[stop] in self.grammar.that or words[stop] == ":" or quotation(sheet, stop)
        known = next((n for n in reversed(before) if len(words[at]) > 3 and words[at] in fold_word(n).split()), None)
        if told or (self.saying.takes_no_noun(verb) and self._ends_person(sheet, stop)):
            return (known if known is not None and stop == at + 1 else sheet.text(at, stop)), stop
        return (known, at + 1) if known is not None else None

    def _ends_person(self, sheet: Sheet, stop: int) -> bool:
        """Whether a person's name may end before a token: a mark, a preposition, his title after it."""
        word = sheet.words[stop]
        return word in CLAUSE_ENDS or word in self.grammar.after_person or self.begins(sheet, stop)

    def _name_word(self, sheet: Sheet, i: int) -> bool:
        """Whether a word can be part of a person's name: none that ends a claimant, says, or tells something else."""
        word = sheet.words[i]
        if not word.isalpha() or len(word) < 2 or self.stops(sheet.words, i) or word in self.grammar.before_name:
            return False
        if word in self.grammar.goes_on or word in self.grammar.after_person or self.saying.spreads(word):
            return False
        return not sheet.told(i)

    def _inside(self, sheet: Sheet, stop: int, end: int) -> int | None:
        """ "مصدر في المقاومة الشعبية", "متحدث باسم …": the end of the body that "في" or "من" puts the claimant in."""
        if sheet.words[stop] not in self.grammar.of_body or stop + 1 >= end:
            return None
        office = next((m for m in sheet.sides if m.start == stop + 1 and m.kind not in ("country", "capital")), None)
        return office.end if office is not None else None

    def begins(self, sheet: Sheet, at: int) -> bool:
        """Whether a claimant's name begins at a token: an office, a medium, a source, a side."""
        words, word = sheet.words, sheet.words[at]
        if word[0].isdigit() or self.saying.says(word):
            return False
        forms = {form for head in heads(word) for form in (head.form, head.form.removeprefix("ال"))}
        forms |= {form[:-1] for form in forms if form.endswith("ا") and len(form) > 3}  # "لكن طبيبا … قال"
        return any(self.words.heads.at(form, words, at) for form in forms) or self.side(sheet, at) is not None

    @staticmethod
    def side(sheet: Sheet, at: int) -> SideMention | None:
        """The side named at a token, as one that may speak."""
        sides = (m for m in sheet.sides if m.start == at)
        return next((m for m in sides if m.kind not in ("adjective", "ours") and not m.preposition), None)

    def stops(self, words: Sequence[str], at: int) -> bool:
        """Whether a claimant's name ends before a token."""
        word = words[at]
        if word in CLAUSE_ENDS or word in self.words.ends or word in self.grammar.that or word in ("-", "(", ")"):
            return True
        return self.saying.says(word) or word[0].isdigit()

    def before(self, sheet: Sheet, i: int) -> str | None:
        """The subject before its verb: "والمرصد قال", "الكرملين أعلن"; only at the head of a clause."""
        words = sheet.words
        start, _ = sheet.sentence(i)
        end = i - 1 if words[i - 1] in self.grammar.already else i
        for begin in range(max(start, i - 6), end):
            at_head = begin == start or self._opens(words, begin - 1)
            if at_head and self.begins(sheet, begin) and not any(self.stops(words, k) for k in range(begin + 1, end)):
                return self.printed(sheet, begin, end)
        return None

    def _opens(self, words: Sequence[str], i: int) -> bool:
        """Whether a clause begins after a word, an opening quotation mark perhaps between."""
        return words[i] in self.grammar.clause_openers or words[i] in CLAUSE_ENDS

    def printed(self, sheet: Sheet, start: int, stop: int) -> str:
        """The source words of a name, without a conjunction or preposition joined to its first word."""
        text, word = sheet.text(start, stop), sheet.words[start]
        for clitic in ("و", "ل", "ب", "ف"):
            if word.startswith(clitic + "ال") and text.startswith(clitic):
                return text[1:]
        if word.startswith("لل") and text.startswith("لل"):
            return "ال" + text[2:]
        if word.startswith(self.grammar.with_lam_beginnings):
            return text[1:]
        return text + _closing(sheet, start, stop)


def quotation(sheet: Sheet, at: int) -> bool:
    """Whether a quotation begins at a token: a mark that opens one stands before it."""
    before, here = sheet.span(at - 1, at), sheet.span(at, at + 1)
    return any(mark in sheet.report.text[before.end : here.start] for mark in _OPENING)


def quotation_ends(sheet: Sheet, at: int) -> bool:
    """Whether a quotation ends at a token: a mark that closes one stands after it."""
    here, after = sheet.span(at, at + 1), sheet.span(at + 1, at + 2)
    return any(closing in sheet.report.text[here.end : after.start] for _, closing in _QUOTES)


def _speech(sheet: Sheet, at: int) -> bool:
    """Whether a quotation too long for a name begins at a token: what was said, not who ("قال مصدر «سقط …")."""
    return quotation(sheet, at) and not any(
        quotation_ends(sheet, k) for k in range(at, min(at + _QUOTED, _last(sheet)))
    )


def _last(sheet: Sheet) -> int:
    return len(sheet.words) - 1


def inside_quotation(sheet: Sheet, at: int) -> bool:
    """Whether a quotation of its paragraph is still open at a token."""
    low = at
    while low and sheet.words[low - 1] != "\n":
        low -= 1
    if low == at:
        return False
    said = sheet.report.text[sheet.span(low, low + 1).start : sheet.span(at - 1, at).end]
    return any(said.count(o) > said.count(c) if o != c else said.count(o) % 2 == 1 for o, c in _QUOTES[:3])


def _short_form(words: Sequence[str], stop: int, end: int) -> int | None:
    """ "بعثة الأمم المتحدة لمساعدة العراق (يونامي)": the short name in brackets after a long one."""
    if stop + 2 < end and words[stop] == "(" and words[stop + 2] == ")" and words[stop + 1].isalpha():
        return stop + 1
    return None


def _closing(sheet: Sheet, start: int, stop: int) -> str:
    """The mark that closes a quotation opened inside a name and ends right after it ("تنظيم «داعش»")."""
    span = sheet.span(start, stop)
    text, after = sheet.report.text[span.start : span.end], sheet.report.text[span.end : span.end + 1]
    for opening, closing in _QUOTES:
        inside = text.count(opening) % 2 == 1 if opening == closing else text.count(opening) > text.count(closing)
        if inside and after == closing:
            return closing
    return ""
