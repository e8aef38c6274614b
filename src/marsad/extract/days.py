"""The day of an event that tells none: that of an event told before it; of what stands before any, the lead's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Day
from typing import Final

from marsad.extract.draft import HARMFUL, PLACED, Draft
from marsad.extract.sheet import DateMention, Sheet

_LEAD: Final = 3  # sentences of the body whose first day is that of the headline and of what is told before it
_NEXT: Final = 2  # sentences after an announcement in which the day of what it announced is told
_WEEK: Final = 7
_A_DAY: Final = len("2020-02-03")
_REACH: Final = 12  # sentences over which a day holds for the next event: farther than that it stays unknown


def carry_days(sheet: Sheet, drafts: Sequence[Draft], then: frozenset[str]) -> None:
    """A day told with an event holds for those told after it; that of the lead for what stands before it.

    What is planned is of no day told before. In a sentence of "then" (`then`, "وقتل حينها") it is the time told last
    before it, whatever that was.
    """
    _of_then(sheet, drafts, then)
    _told_later(sheet, drafts)
    last: DateMention | None = None
    _over_stretch(sheet, drafts)
    lead = _first_day(sheet, drafts) or _headed(sheet) or _of_lead(sheet)
    for draft in drafts:
        if _told(sheet, draft):
            last = draft.date if draft.date is not None and _one_day(draft.date) else last
        elif draft.date is None and not draft.background and draft.status != "planned":
            near = last is not None and sheet.sentence_of[draft.start] - sheet.sentence_of[last.start] <= _REACH
            day = last if near else lead if last is None else None
            if day is not None:
                draft.date = day
                draft.inherited_date = True


def _of_then(sheet: Sheet, drafts: Sequence[Draft], then: frozenset[str]) -> None:
    """Dates the events of sentences that say "then" and tell no day."""
    for draft in drafts:
        low, high = sheet.sentence(draft.start)
        if draft.date is not None or not any(w.removeprefix("و") in then for w in sheet.words[low:high]):
            continue
        told = [d for d in sheet.dates if d.start < draft.start and d.edtf]
        if told:
            draft.date, draft.inherited_date = told[-1], True
            draft.background = draft.background or not told[-1].recent


def _told_later(sheet: Sheet, drafts: Sequence[Draft]) -> None:
    """ "قتل ثلاثة، كما أعلنت الشرطة الأحد. ووقع الهجوم السبت": its day is told next; the other is when it was said."""
    end = next((high for low, high in sheet.sentences if low >= sheet.title_end and high - low > 1), 0)
    for n, draft in enumerate(drafts):
        if draft.start >= end or not draft.said_date or draft.date is None:
            continue
        for later in drafts[n + 1 :]:
            if sheet.sentences_apart(draft.start, later.start) > _NEXT:
                break
            again = later.definite or bool(set(later.roles.actors) & set(draft.roles.actors))
            alike = later.type == draft.type or (again and {later.type, draft.type} <= HARMFUL)
            day = None if later.said_date or not alike or not _told(sheet, later) else later.date
            if day is not None and _one_day(day) and 0 < _days_apart(day, draft.date) <= _WEEK:
                draft.date, draft.inherited_date, draft.said_date = day, True, False
                break


def _over_stretch(sheet: Sheet, drafts: Sequence[Draft]) -> None:
    """ "قتل 88 مسلحاً من 20 إلى 31 يوليو. وقال أمس …": what a lead sums up over a stretch goes on in what follows."""
    end = _lead_end(sheet)
    told = (d for d in drafts if sheet.sentence_of[d.start] <= end and _told(sheet, d) and not d.said_date)
    first = next(told, None)
    if first is None or first.date is None or first.date.since or _one_day(first.date):
        return
    for draft in drafts[drafts.index(first) + 1 :]:
        if _told(sheet, draft) and not draft.said_date:
            return
        goes_on = draft.type in PLACED and draft.status == "occurred" and not draft.background
        if goes_on and sheet.sentences_apart(first.start, draft.start) <= _NEXT and (draft.said_date or not draft.date):
            draft.date, draft.inherited_date, draft.said_date = first.date, True, False


def _first_day(sheet: Sheet, drafts: Sequence[Draft]) -> DateMention | None:
    """The first day told with an event of the lead, or None."""
    end = _lead_end(sheet)
    days = (d.date for d in drafts if sheet.sentence_of[d.start] <= end and _told(sheet, d))
    return next((day for day in days if day is not None and _one_day(day)), None)


def _lead_end(sheet: Sheet) -> int:
    """The last sentence of the lead."""
    body = next((i for i in range(sheet.title_end, len(sheet.words)) if sheet.words[i] != "\n"), 0)
    return sheet.sentence_of[body] + _LEAD if sheet.words else 0


def _headed(sheet: Sheet) -> DateMention | None:
    """The day that a headline gives to all that follows ("حصيلة يوم السبت 30 تشرين الثاني"), or None."""
    return next((d for d in sheet.dates if d.start < sheet.title_end and d.recent and _one_day(d)), None)


def _of_lead(sheet: Sheet) -> DateMention | None:
    """The only day that the first sentence of the body tells, though no event that is kept tells it, or None."""
    low, high = next(((low, high) for low, high in sheet.sentences if low >= sheet.title_end), (0, 0))
    days = [d for d in sheet.dates if low <= d.start < high]
    return days[0] if len(days) == 1 and days[0].recent and _one_day(days[0]) else None


def _days_apart(earlier: DateMention, later: DateMention) -> int:
    """Days from the end of one to the end of the other."""
    first, last = (Day.fromisoformat((date.edtf or "").rpartition("/")[2]) for date in (earlier, later))
    return (last - first).days


def _one_day(date: DateMention) -> bool:
    """Whether words of time name one day, or one night between two days."""
    first, _, after = (date.edtf or "/").partition("/")
    if not after:
        return len(first) == _A_DAY
    if date.period or date.since or len(first) != _A_DAY or len(after) != _A_DAY:
        return False
    return (Day.fromisoformat(after) - Day.fromisoformat(first)).days <= 1


def _told(sheet: Sheet, draft: Draft) -> bool:
    """Whether a draft tells a day of its own, recent and not to come."""
    date, published = draft.date, sheet.published
    if date is None or not date.edtf or not date.recent:
        return False
    return published is None or date.edtf[:10] <= published.isoformat()
