"""The day of an event that tells none: that of the event before, until another is told; of a headline the lead's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from marsad.extract.draft import Draft
from marsad.extract.sheet import DateMention, Sheet

_LEAD: Final = 3  # sentences of the body whose first day is that of the headline and of what is told before it


def carry_days(sheet: Sheet, drafts: Sequence[Draft]) -> None:
    """A day told with an event holds for what follows until another is told; the lead's, for what is before it."""
    last = _first_day(sheet, drafts)
    for draft in drafts:
        if draft.date is not None and draft.date.edtf and draft.date.recent:
            last = draft.date if "/" not in draft.date.edtf else last
        elif (draft.date is None or not draft.date.edtf) and last is not None and not draft.background:
            draft.date = last
            draft.inherited_date = True


def _first_day(sheet: Sheet, drafts: Sequence[Draft]) -> DateMention | None:
    """The first day told with an event of the lead, or None."""
    body = next((i for i in range(sheet.title_end, len(sheet.words)) if sheet.words[i] != "\n"), 0)
    end = sheet.sentence_of[body] + _LEAD if sheet.words else 0
    for draft in drafts:
        if sheet.sentence_of[draft.start] > end:
            return None
        if draft.date is not None and draft.date.edtf and draft.date.recent and "/" not in draft.date.edtf:
            return draft.date
    return None
