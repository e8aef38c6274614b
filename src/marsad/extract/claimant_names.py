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
_TO_THAT: Final = 24  # words from the beginning of a name to what is said
_TO_SUBJECT: Final = 16  # words from a subject after "had" to its verb ("وكان رئيس مجلس … أعلن")
_NEAR_SUBJECT: Final = 7  # words from a subject at the head of its clause to its verb
_LONGEST_PERSON: Final = 3  # words of a person's name that no table has
_ALI: Final = "علي"
_PARAGRAPHS: Final = 16  # that a quotation may go on over
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
        any_word = sure and words[begin].isalpha() and words[begin] not in self.words.ends | self.grammar.no_subject
        if not any_word and not self.begins(sheet, begin):
            return None
        fixed = next((f for h in heads(words[begin]) if (f := self.words.fixed.at(h.form, words, begin))), None)
        if fixed is not None:
            return sheet.text(begin, begin + fixed[1]), begin + fixed[0]
        begin = self._issuer(sheet, begin, end)
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

    def _issuer(self, sheet: Sheet, begin: int, end: int) -> int:
        """ "بيان للجيش", "تقرير صادر عن بعثة …": where the name of whose paper speaks begins, else where it stands."""
        words = sheet.words
        at = begin + 1
        paper = words[begin].removeprefix("ل")
        papers = self.words.documents | self.grammar.saying_nouns
        joined = paper in papers or (at < end and words[at] in self.grammar.issued)
        if not joined or paper.removeprefix("ال") not in papers:
            return begin
        while at < end and words[at] in self.grammar.issued:
            at += 1
        named = at < end and (self.begins(sheet, at) or words[at].startswith("لل") or self._its(sheet, begin, at))
        return at if named and words[at] not in self.words.documents else begin

    @staticmethod
    def _its(sheet: Sheet, begin: int, at: int) -> bool:
        """ "بيان القوات": whether the noun right after a paper is whose it is, and not what it counts."""
        return at == begin + 1 and sheet.words[at].startswith("ال") and at not in _told(sheet)

    def _stop(self, sheet: Sheet, begin: int, end: int) -> int:
        """Where the name that begins at a token ends."""
        told = _told(sheet)
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
        side, words = self.side(sheet, begin), sheet.words
        if side is not None and side.kind in ("country", "capital"):
            return side.end
        end = self._other_gender(words, begin, end)
        start = side.end if side is not None else begin + _OFFICE
        near = [m for m in sheet.sides if begin <= m.start <= begin + _TO_LEADER and m.start < end]
        leader = next(
            (m for m in near if m.kind == "leader" or sheet.words[m.start - 1] in self.grammar.in_name_of), None
        )
        if leader is not None:
            return leader.end
        others = {m.start for m in sheet.sides if m.kind != "leader" and (m.preposition or m.kind != "adjective")}
        others -= {i for p in sheet.places for i in range(p.start + 1, p.end)}  # "ريف دمشق" is no government
        begins, of_name = self.grammar.governed_beginnings, self.grammar.named_beginnings
        for i in range(begin + 1, end):
            if i >= start and (i in others or words[i].startswith(begins)):
                return i
            if words[i].startswith(begins) and not words[i].startswith(of_name):
                return i
        return end

    def _other_gender(self, words: Sequence[str], begin: int, end: int) -> int:
        """ "طالب المجلس الرئاسي المحكمة بـ": where a feminine noun follows a masculine name that has the article."""
        if words[begin] not in self.grammar.masculine:
            return end
        at = begin + 1
        while at < end and words[at].startswith("ال"):
            if words[at].endswith("ه"):
                return at
            at += 1
        return end

    def _after_titles(self, words: Sequence[str], begin: int, stop: int) -> int:
        """ "قائد عمليات الجزيرة اللواء علي إبراهيم": the name alone, where one follows a rank."""
        ranks = [i for i in range(begin, stop - 1) if words[i] in self.grammar.ranks]
        return ranks[-1] + 1 if ranks and words[ranks[-1] + 1] not in self.grammar.of_body else begin

    def _apposition(self, sheet: Sheet, stop: int, end: int) -> int | None:
        """ "عضو مجلس المحافظة، عيد عماش، …": the end of the person's name that commas set off after his office."""
        words = sheet.words
        if stop >= end or words[stop] not in ("،", ","):
            return None
        leader = next((m for m in sheet.sides if m.kind == "leader" and m.start == stop + 1), None)
        if words[stop + 1].startswith("ل"):
            return None  # "قال مصدر خاص، لنورث برس، إن": to whom it was said
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
        at = place.end + (sheet.words[place.end : place.end + 1] == [_ALI])  # "في الأنبار علي داوود أعلن"
        while at < end and at - place.end < _LONGEST_PERSON and self._name_word(sheet, at):
            at += 1
        return (place.end, at) if at - place.end > 1 and (at == end or self._after_name(sheet, at)) else None

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
        if stop == at or stop >= end or words[at] in self.grammar.no_subject:
            return None
        told = words[stop] in self.grammar.that or words[stop] == ":" or quotation(sheet, stop)
        known = next((n for n in reversed(before) if len(words[at]) > 3 and words[at] in fold_word(n).split()), None)
        if told or (self.saying.takes_no_noun(verb) and self._ends_person(sheet, stop)):
            return (known if known is not None and stop == at + 1 else sheet.text(at, stop)), stop
        return (known, at + 1) if known is not None else None

    def subject(self, sheet: Sheet, verb: str, at: int, end: int) -> tuple[str, int] | None:
        """ "أكد محللون أن": whatever stands between a verb and what is said, of a verb that governs nothing else."""
        words = sheet.words
        begin = self._start(words, at, end)
        if begin is None or not self.saying.governs_that(verb) or not self._may_name(sheet, begin):
            return None
        if _speech(sheet, begin):
            return None
        for k in range(begin + 1, min(begin + _TO_THAT, end)):
            if words[k] in self.grammar.that or words[k] == ":" or quotation(sheet, k):
                stop = min(self._stop(sheet, begin, end), k)
                return sheet.text(begin, self._before_title(sheet, begin, stop)), stop
            if self.saying.says(words[k]) or (words[k] in CLAUSE_ENDS and not self._then_that(words, k)):
                return None
        return None

    def _then_that(self, words: Sequence[str], at: int) -> bool:
        return at + 1 < len(words) and words[at + 1] in self.grammar.that

    def _may_name(self, sheet: Sheet, at: int) -> bool:
        """Whether a word of no table may begin a name: none that ends one, leads to another, or tells something."""
        word = sheet.words[at]
        if not word.isalpha() or len(word) < 2 or self.stops(sheet.words, at) or word in self.grammar.aside:
            return False
        leads = word in self.grammar.goes_on or word in self.grammar.after_person or word in self.grammar.no_subject
        return not (leads or word.startswith("لل") or at in _told(sheet))

    def _before_title(self, sheet: Sheet, begin: int, stop: int) -> int:
        """ "أحمد فوزي المتحدث باسم …": where a person's name of two words and more ends before his title."""
        if not all(self._name_word(sheet, k) and not self.begins(sheet, k) for k in range(begin, begin + 2)):
            return stop
        links = self.grammar.name_links
        titles = (k for k in range(begin + 2, stop) if self.begins(sheet, k) and sheet.words[k - 1] not in links)
        return next(titles, stop)

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
        unnamed = word in self.grammar.withholds and at + 1 < len(words) and words[at + 1] in self.grammar.withheld
        if unnamed or word in self.words.documents:
            return True
        return self.saying.says(word) or word[0].isdigit()

    def before(self, sheet: Sheet, i: int) -> str | None:
        """The subject before its verb: "والمرصد قال", "الكرملين أعلن"; only at the head of a clause."""
        words = sheet.words
        start, _ = sheet.sentence(i)
        end = i - 1 if words[i - 1] in self.grammar.already else i
        if end - 1 > start and words[end - 1] in ("،", ","):
            return self._set_off(sheet, start, end - 1)
        for begin in range(max(start, i - _TO_SUBJECT), end):
            had = begin > start and words[begin - 1].removeprefix("و") in self.grammar.already
            at_head = had or (begin >= i - _NEAR_SUBJECT and (begin == start or self._opens(words, begin - 1)))
            if at_head and self.begins(sheet, begin) and self._reaches(sheet, begin, end):
                stop = next((k for k in range(begin + 1, end) if self.stops(words, k)), end)
                placed = self._placed(sheet, stop, end)
                return sheet.text(*placed) if placed is not None else self.printed(sheet, begin, stop)
        return None

    def _set_off(self, sheet: Sheet, start: int, end: int) -> str | None:
        """ "رئيس الأركان، اللواء X، قد أعلن": the name between commas before a verb, after a rank or of a leader."""
        words = sheet.words
        opened = next(
            (k for k in range(end - 1, max(end - _LONGEST_PERSON - 2, start), -1) if words[k] in ("،", ",")), None
        )
        if opened is None:
            return None
        ranked = words[opened + 1] in self.grammar.ranks
        leader = any(m.start == opened + 1 and m.kind == "leader" for m in sheet.sides)
        begin = opened + 1 + ranked
        named = all(words[k].isalpha() and not self.saying.says(words[k]) for k in range(begin, end))
        return sheet.text(begin, end) if (ranked or leader) and begin < end and named else None

    def _reaches(self, sheet: Sheet, begin: int, end: int) -> bool:
        """Whether a name that begins at a token goes on to `end`: to the body and the place that its bearer is of."""
        words = sheet.words
        if not any(self.stops(words, k) for k in range(begin + 1, end)):
            return True
        rest = (k for k in range(begin + 1, end) if words[k] not in self.grammar.of_body and words[k] != _ALI)
        return not any(self.stops(words, k) or any(t.start == k for t in sheet.triggers) for k in rest)

    def _opens(self, words: Sequence[str], i: int) -> bool:
        """Whether a clause begins after a word, an opening quotation mark perhaps between."""
        return words[i] in self.grammar.clause_openers or words[i] in CLAUSE_ENDS

    def printed(self, sheet: Sheet, start: int, stop: int) -> str:
        """The source words of a name, without a conjunction or preposition joined to its first word."""
        text, word = sheet.text(start, stop), sheet.words[start]
        for clitic in ("و", "ل", "ب", "ف"):
            own = clitic == "و" and self.words.heads.at(word, sheet.words, start)  # "والد", "والي"
            if word.startswith(clitic + "ال") and text.startswith(clitic) and not own:
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


def _told(sheet: Sheet) -> set[int]:
    """Where something told begins: an event, an outcome, a day."""
    return {t.start for t in sheet.triggers} | {o.start for o in sheet.outcomes} | {d.start for d in sheet.dates}


def _last(sheet: Sheet) -> int:
    return len(sheet.words) - 1


def inside_quotation(sheet: Sheet, at: int) -> bool:
    """Whether a quotation of its paragraph is still open at a token."""
    low = at
    while low and sheet.words[low - 1] != "\n":
        low -= 1
    if low == at:
        return False
    told = sheet.span(at - 1, at).end
    beside = sheet.report.text[told : sheet.span(at, at + 1).start].partition(" ")[0]  # "….» وقال": it has just closed
    said = sheet.report.text[sheet.span(low, low + 1).start : told] + beside
    return any(said.count(o) > said.count(c) if o != c else said.count(o) % 2 == 1 for o, c in _QUOTES[:3])


def closes_quotation(sheet: Sheet, start: int, end: int) -> bool:
    """Whether a quotation ends in a sentence in which none begins: its opening mark was lost."""
    begin = sheet.span(start, start + 1).start
    before = sheet.report.text[sheet.span(start - 1, start).end if start else 0 : begin]
    said = before.rpartition(" ")[2] + sheet.report.text[begin : sheet.span(end - 1, end).end]
    return any(said.count(o) < said.count(c) for o, c in _QUOTES[:2])


def speech_end(sheet: Sheet, at: int) -> int:
    """Where the quotation that begins at a token ends, over paragraphs, as a source offset; 0 where none does."""
    if not at or not quotation(sheet, at):
        return 0
    text, offset = sheet.report.text, sheet.span(at, at + 1).start
    mark = text[sheet.span(at - 1, at).end : offset].strip()[-1:]
    closing = next((c for o, c in _QUOTES if o == mark), None)
    for paragraph in text[offset:].split("\n")[:_PARAGRAPHS]:
        offset += len(paragraph) + 1
        if closing is not None and paragraph.rstrip(" .،!").endswith(closing):
            return offset
    return 0


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
