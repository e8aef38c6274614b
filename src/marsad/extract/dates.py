"""Dates: words of time, anchored on the day of publication; EDTF out (codebook, "One JSON object per report").

What cannot be anchored (a weekday in a report without a date) keeps its words and has no EDTF.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from spacy.tokens import Doc

from marsad.extract.calendars import from_hijri, interval, is_recent, iso_day, nearest_year, shifted
from marsad.extract.datelines import Datelines
from marsad.extract.quantities import Quantities
from marsad.extract.seasons import season_at
from marsad.extract.sheet import CLAUSE_ENDS, DateMention, Sheet, sheet_of
from marsad.lexicon.dates import DateWords
from marsad.lexicon.grammar import DateGrammar
from marsad.text.clitics import heads
from marsad.text.remembering import remembered

_COMPARED = 3  # words from an elative to the "since" that it is measured by
_COMPARED_FAR = 8  # the same where the elative has the article ("الأكثر دموية في البلاد منذ أشهر")
Found = tuple[int, str | None, bool]  # words taken, EDTF, whether it is a stretch


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """The component: writes `sheet.dates`."""

    words: DateWords
    quantities: Quantities
    grammar: DateGrammar
    version: str = "1"
    _may_begin: Callable[[str], bool] = field(init=False, repr=False, compare=False)
    _datelines: Datelines = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_datelines", Datelines(words=self.words.dateline, day_at=self._in_full))
        object.__setattr__(self, "_may_begin", remembered(self._begins))

    def __call__(self, doc: Doc) -> Doc:
        sheet = sheet_of(doc)
        published = sheet.published = sheet.published or self._datelines.of(sheet)
        done = 0
        for i in sheet.where(self._may_begin):
            found = None if i < done or sheet.masked[i] else self.at(sheet.words, i, published)
            if found is None:
                continue
            taken, edtf, period = found
            done = i + taken
            if self._compares(sheet.words, i) or self._of_birth(sheet.words, i):
                continue  # "الأعنف منذ أربع سنوات" tells no day of what happened
            sheet.dates.append(
                DateMention(
                    start=i,
                    end=i + taken,
                    edtf=edtf,
                    period=period,
                    since=self._any(sheet.words[i], self.words.words["since"]),
                    recent=is_recent(edtf, published),
                )
            )
        sheet.dates[:] = _doublets(sheet)
        return doc

    def _compares(self, words: Sequence[str], i: int) -> bool:
        """Whether "since" only measures what is told: "الأعنف منذ", "من نوعه منذ"."""
        if not self._any(words[i], self.words.words["since"]):
            return False
        for back, word in enumerate(reversed(words[max(i - _COMPARED_FAR, 0) : i])):
            if word in CLAUSE_ENDS:
                return False
            if word in self.grammar.elatives and (back < _COMPARED or word.startswith("ال")):
                return True
        return False

    def _of_birth(self, words: Sequence[str], i: int) -> bool:
        """ "من مواليد عام 1993", "ولد في 3 آذار 1993": a day or a year of birth."""
        return any(w in self.grammar.born for w in words[max(i - 2, 0) : i])

    def at(self, words: Sequence[str], i: int, published: date | None) -> Found | None:
        """What is told of time from word `i` on: how many words, its EDTF, and whether it is a stretch."""
        between = self._from_to(words, i, published)
        if between is not None:
            return between
        readers: tuple[Callable[[Sequence[str], int, date | None], Found | None], ...] = (
            self._stretch,
            self._numeric,
            self._month,
            self._year,
            self._season,
            self._relative,
            self._distance,
            self._since_weekday,
            self._weekday,
            self._last_unit,
        )
        for reader in readers:
            found = reader(words, i, published)
            if found is not None:
                return found
        return None

    def _from_to(self, words: Sequence[str], i: int, published: date | None) -> Found | None:
        """ "20 إلى 31 يوليو", "السبت والأحد": from one day to another."""
        if words[i].isdecimal() and i + 3 < len(words) and words[i + 1] in self.grammar.to_day:
            found = self._month(words, i + 2, published) if words[i + 2].isdecimal() else None
            if found is not None and found[1] and "/" not in found[1] and 1 <= int(words[i]) <= 31:
                return found[0] + 2, f"{found[1][:8]}{int(words[i]):02d}/{found[1]}", False
            return None
        first = self.words.weekdays.get(words[i])
        second = self.words.weekdays.get(words[i + 1][1:]) if i + 1 < len(words) and words[i + 1][:1] == "و" else None
        if first is None or second is None or second != first % 7 + 1 or published is None:
            return None
        start = published - timedelta(days=(published.isoweekday() - first) % 7 or 7)
        return 2, interval(start, start + timedelta(days=1)), False

    def _begins(self, word: str) -> bool:
        """Whether any words of time begin with this one: nine words in ten do not, and are passed over."""
        return word[0].isdigit() or any(h.form in self.words.firsts for h in heads(word))

    def _in_full(self, words: Sequence[str], i: int) -> tuple[int, str | None] | None:
        """A day told with its year."""
        found = self._numeric(words, i, None) or self._month(words, i, None)
        return None if found is None else found[:2]

    # ---- phrases

    def _stretch(self, words: Sequence[str], i: int, published: date | None) -> Found | None:
        found = next((f for h in heads(words[i]) if (f := self.words.stretch.at(h.form, words, i))), None)
        if found is None:
            return None
        taken, days = found
        if published is None:
            return taken, None, True
        # "The past two days" are those before the day of publication; "for two days" runs up to it.
        past = days > 1 and words[i + taken - 1].startswith(self.grammar.past_beginnings)
        return taken, interval(published - timedelta(days=days), published - timedelta(days=past)), True

    def _relative(self, words: Sequence[str], i: int, published: date | None) -> Found | None:
        led = 0
        found = next((f for h in heads(words[i]) if (f := self.words.relative.at(h.form, words, i))), None)
        if self._is(words[i], "day") and i + 1 < len(words):  # "مساء أمس الأول"
            after = self.words.relative.at(words[i + 1], words, i + 1)
            if after is not None and (found is None or after[0] >= found[0]):
                found, led = after, 1
        if found is None or (found[0] == 1 and self._counts_days(words, i)):
            return None
        taken, days = found[0] + led, found[1]
        more, weekday = self._weekday_after(words, i + taken)
        if published is None:
            return taken + more, None, False
        day = published + timedelta(days=days)
        if weekday is not None:
            day = shifted(day, weekday)
        return taken + more, day.isoformat(), False

    def _counts_days(self, words: Sequence[str], i: int) -> bool:
        """ "لليوم الثالث على التوالي": how long it has gone on, no day."""
        return (
            i + 1 < len(words)
            and words[i].startswith("لل")
            and self.words.ordinals.at(words[i + 1], words, i + 1) is not None
        )

    def _weekday_after(self, words: Sequence[str], i: int) -> tuple[int, int | None]:
        """ "أمس الأحد", "أمس (السبت)": a weekday that names the day again, and the words it takes."""
        if i < len(words) and words[i] in self.words.weekdays:
            return 1, self.words.weekdays[words[i]]
        if i + 2 < len(words) and words[i] == "(" and words[i + 1] in self.words.weekdays and words[i + 2] == ")":
            return 3, self.words.weekdays[words[i + 1]]
        return 0, None

    def _weekday(self, words: Sequence[str], i: int, published: date | None) -> Found | None:
        start = i
        if self._is(words[i], "day") and i + 1 < len(words) and words[i + 1] in self.words.weekdays:
            i += 1
        elif not any(h.form in self.words.weekdays and h.form.startswith("ال") for h in heads(words[i])):
            return None
        weekday = next(self.words.weekdays[h.form] for h in heads(words[i]) if h.form in self.words.weekdays)
        taken = i - start + 1
        dash = i + 2 < len(words) and words[i + 1] in ("-", "–") and words[i + 2] in self.words.weekdays
        after = words[i + 1 + dash] if i + 1 + dash < len(words) else ""
        past, coming = after in self.words.words["last"], after in self.words.words["next"]
        taken += past or coming
        if published is None:
            return taken, None, False
        back = (published.isoweekday() - weekday) % 7
        if i > start and self.words.weekdays.get(after) == weekday % 7 + 1:  # "ليل الأحد الاثنين"
            eve = published - timedelta(days=back or 7)
            return taken + 1 + dash, interval(eve, eve + timedelta(days=1)), False
        if coming:
            return taken, (published + timedelta(days=(weekday - published.isoweekday()) % 7 or 7)).isoformat(), False
        return taken, (published - timedelta(days=back or (7 if past else 0))).isoformat(), False

    def _since_weekday(self, words: Sequence[str], i: int, published: date | None) -> Found | None:
        """ "منذ الجمعة الماضي": a stretch from that day to publication."""
        if not self._any(words[i], self.words.words["since"]) or i + 1 >= len(words):
            return None
        found = self._weekday(words, i + 1, published)
        if found is None:
            return None
        taken, edtf, _ = found
        if edtf is None or published is None:
            return taken + 1, None, True
        return taken + 1, interval(date.fromisoformat(edtf.split("/")[0]), published), True

    def _distance(self, words: Sequence[str], i: int, published: date | None) -> Found | None:
        """ "قبل أسبوع" is a day; "منذ أسبوعين" and "خلال 10 أيام" are stretches."""
        kind = (
            "before"
            if self._any(words[i], self.words.before)
            else "since"
            if self._any(words[i], self.words.since) or words[i] in self.grammar.within
            else None
        )
        if kind is None or i + 1 >= len(words):
            return None
        at, count = i + 1, 1
        number = self.quantities.number(words, at)
        if number is None and words[i] in self.grammar.within:
            return None  # "في أربعة أيام" is a stretch, "في يوم" is not
        if number is not None:
            count, at = number
        unit = self.words.units.get(words[at]) if at < len(words) else None
        if unit is None:
            return None
        days = unit[0] * (count if number is not None else unit[1])
        taken = at - i + 1
        if at + 1 < len(words) and words[at + 1] in self.words.words["last"]:
            taken += 1
        if number is None and unit[1] == 1 and words[at].startswith(self.grammar.plural_beginnings):
            return taken, None, kind == "since"
        if published is None or days >= published.toordinal():  # "منذ 3000 سنة": before any year of a calendar
            return taken, None, kind == "since"
        if kind == "before":
            return taken, (published - timedelta(days=int(days))).isoformat() if days < 60 else None, False
        if days < 1:
            return taken, published.isoformat(), True
        return taken, interval(published - timedelta(days=int(days)), published), True

    # ---- calendar

    def _numeric(self, words: Sequence[str], i: int, published: date | None) -> Found | None:
        word = words[i]
        if not word[0].isdecimal() or not ("/" in word or "-" in word or "." in word):
            return None
        parts = [int(p) for p in word.replace("-", "/").replace(".", "/").split("/") if p.isdecimal()]
        if len(parts) != 3:
            return None
        if parts[0] > 31:
            parts.reverse()
        day, month, year = parts
        taken = 1
        hijri = i + 1 < len(words) and words[i + 1] in self.words.words["hijri"]
        if hijri or 1300 < year < 1500:
            return taken + hijri, from_hijri(year, month, day), False
        if not 1900 <= year <= 2100:
            return None if "." in word else (taken, None, False)  # "1.2.13" is a version
        return taken, iso_day(year, month, day), False

    def _month(self, words: Sequence[str], i: int, published: date | None) -> Found | None:
        """ "3 فبراير 2020", "الثالث من يناير", "26 يونيو الماضي", "كانون الأول/ديسمبر", "منذ بداية شباط"."""
        since = self._any(words[i], self.words.words["since"])
        stretch = since or self._any(words[i], self.words.words["during"])
        at, part = self._part_of_month(words, i + stretch)
        day: int | None = None
        if at < len(words):
            at, day = self._day_number(words, at)
        if at < len(words) and self._is(words[at], "month"):
            at += 1
        named = None
        if at < len(words):
            named = next((f for h in heads(words[at]) if (f := self.words.months.at(h.form, words, at))), None)
        if named is None:
            return self._hijri(words, i, at, day)
        month, end = named[1], self._doublet(words, at + named[0], named[1])
        year, end, past = self._year_after(words, end)
        if day is None and not (stretch or part or year or past) and not self._led(words, i):
            return None
        if year is None:
            if published is None:
                return end - i, None, stretch
            year = self._told_year(words[end - 1], month, day, published)
        return end - i, self._calendar(year, month, day, part, since=since, published=published), stretch

    def _part_of_month(self, words: Sequence[str], at: int) -> tuple[int, str | None]:
        """The word after "the beginning of", "the middle of" or "the end of" a month, and that word, or None."""
        if at < len(words) and any(self._is(words[at], kind) for kind in ("beginning", "middle", "end")):
            return at + 1, words[at]
        return at, None

    def _told_year(self, after: str, month: int, day: int | None, published: date) -> int:
        """The year of a day or month without one; `after` is the last word taken, which may say "last" or "next"."""
        year = nearest_year(month, day, published)
        there, here = (year, month, day or 0), (published.year, published.month, published.day if day else 0)
        if self._is(after, "last") and there >= here:
            return year - 1
        return year + 1 if self._is(after, "next") and there <= here else year

    def _calendar(
        self, year: int, month: int, day: int | None, part: str | None, *, since: bool, published: date | None
    ) -> str | None:
        if day is not None:
            start = iso_day(year, month, day)
            return f"{start}/{published.isoformat()}" if since and start and published else start
        last = calendar.monthrange(year, month)[1]
        first = 1
        if part is not None and self._is(part, "end"):
            first = 21
        if since and published is not None:
            return interval(date(year, month, first), published)
        return interval(date(year, month, first), date(year, month, last))

    def _day_number(self, words: Sequence[str], at: int) -> tuple[int, int | None]:
        """A day of the month in digits or as an ordinal, with the words that may lead from it to the month."""
        ordinal = next((f for h in heads(words[at]) if (f := self.words.ordinals.at(h.form, words, at))), None)
        if ordinal is not None:
            end = at + ordinal[0]
            return (end + 1, ordinal[1]) if end < len(words) and words[end] in self.grammar.of else (at, None)
        if words[at].isdecimal() and 1 <= int(words[at]) <= 31:
            end = at + 1
            if end < len(words) and words[end] in self.grammar.of:
                end += 1
            return end, int(words[at])
        return at, None

    def _doublet(self, words: Sequence[str], end: int, month: int) -> int:
        """ "شباط/فبراير", "ديسمبر (كانون الأول)", "فبراير شباط": the same month named again."""
        at = end + 1 if end < len(words) and words[end] in ("/", "(", "-") else end
        if at >= len(words):
            return end
        again = self.words.months.at(words[at], words, at)
        if again is None or again[1] != month:
            return end
        close = at + again[0]
        return close + 1 if close < len(words) and words[close] == ")" else close

    def _year_after(self, words: Sequence[str], end: int) -> tuple[int | None, int, bool]:
        at = end
        while at < len(words) and (words[at] in self.grammar.of_year or self._is(words[at], "year")) and at - end < 3:
            at += 1
        if at < len(words) and words[at].isdecimal() and 1900 <= int(words[at]) <= 2100:
            return int(words[at]), at + 1, False
        if end < len(words) and (
            self._is(words[end], "last") or self._is(words[end], "this") or self._is(words[end], "next")
        ):
            return None, end + 1, True
        return None, end, False

    def _hijri(self, words: Sequence[str], i: int, at: int, day: int | None) -> Found | None:
        named = self.words.hijri_months.at(words[at], words, at) if day is not None and at < len(words) else None
        if named is None or day is None:
            return None
        end = at + named[0]
        if end < len(words) and words[end].isdecimal() and 1300 < int(words[end]) < 1500:
            return end + 1 - i, from_hijri(int(words[end]), named[1], day), False
        return None

    def _year(self, words: Sequence[str], i: int, published: date | None) -> Found | None:
        since = self._any(words[i], self.words.words["since"])
        at = i + 1 if since else i
        if at + 1 >= len(words) or not self._any(words[at], self.words.words["year"]):
            return None
        year = words[at + 1]
        if not (year.isdecimal() and 1900 <= int(year) <= 2100):
            return None
        start = date(int(year), 1, 1)
        end = published if since and published else date(int(year), 12, 31)
        return at + 2 - i, interval(start, end), since

    def _season(self, words: Sequence[str], i: int, published: date | None) -> Found | None:
        return season_at(words, i, published=published, table=self.words)

    def _last_unit(self, words: Sequence[str], i: int, published: date | None) -> Found | None:
        """ "الشهر الماضي", "العام الجاري", "هذا الشهر": a whole month or year beside the one of publication."""
        begun = self._since_begun(words, i, published)
        if begun is not None or i + 1 >= len(words):
            return begun
        unit, other = (words[i + 1], words[i]) if words[i] in self.words.words["this"] else (words[i], words[i + 1])
        last, this = other in self.words.words["last"], other in self.words.words["this"]
        if not (last or this) or not (self._is(unit, "year") or self._is(unit, "month")):
            return None
        if published is None:
            return 2, None, False
        if self._is(unit, "year"):
            year = published.year - last
            return 2, interval(date(year, 1, 1), date(year, 12, 31) if last else published), False
        # On the first of a month "this month" is the one that has just ended.
        first = (published - timedelta(days=this)).replace(day=1)
        if last:
            end = first - timedelta(days=1)
            return 2, interval(end.replace(day=1), end), False
        return 2, interval(first, published), False

    def _since_begun(self, words: Sequence[str], i: int, published: date | None) -> Found | None:
        """ "منذ بداية العام", "منذ مطلع الشهر الجاري": from the first day of this year or month."""
        if i + 2 >= len(words) or not self._is(words[i], "since") or not self._is(words[i + 1], "beginning"):
            return None
        year = self._is(words[i + 2], "year")
        if not (year or self._is(words[i + 2], "month")) or not words[i + 2].startswith("ال"):
            return None
        taken = 3 + (i + 3 < len(words) and self._is(words[i + 3], "this"))
        if taken == 3 and i + 3 < len(words) and (self._is(words[i + 3], "last") or words[i + 3].isdecimal()):
            return None
        if published is None:
            return taken, None, True
        first = published.replace(month=1, day=1) if year else (published - timedelta(days=1)).replace(day=1)
        return taken, interval(first, published), True

    # ---- words

    def _is(self, word: str, kind: str) -> bool:
        return self._any(word, self.words.words[kind])

    @staticmethod
    def _any(word: str, table: frozenset[str]) -> bool:
        return word in table or any(h.form in table for h in heads(word))

    def _led(self, words: Sequence[str], i: int) -> bool:
        """Whether "في" stands before a bare month, so that it is no name ("في فبراير")."""
        return i > 0 and words[i - 1] in self.grammar.before_month


def _doublets(sheet: Sheet) -> list[DateMention]:
    """Mentions in order, a day that only repeats the one beside it ("اليوم (الاحد)") joined to it."""
    out: list[DateMention] = []
    for mention in sheet.dates:
        last = out[-1] if out else None
        if last and mention.edtf == last.edtf and mention.edtf and not sheet.clause_break(last.end, mention.start):
            gap = [w for w in sheet.words[last.end : mention.start] if w != "("]
            if not gap:
                close = mention.end < len(sheet.words) and sheet.words[mention.end] == ")"
                out[-1] = DateMention(
                    start=last.start, end=mention.end + close, edtf=last.edtf, period=last.period, recent=last.recent
                )
                continue
        out.append(mention)
    return out
