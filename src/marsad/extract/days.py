"""The day of an event that tells none: that of the lead, or of the event before, until another is told."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.extract.draft import Draft
from marsad.extract.sheet import DateMention, Sheet


def carry_days(sheet: Sheet, drafts: Sequence[Draft]) -> None:
    """A day told in the lead, or with the event before, holds for what follows until another is told."""
    last: DateMention | None = None
    for draft in drafts:
        if draft.date is not None and draft.date.edtf and draft.date.recent:
            last = draft.date if "/" not in draft.date.edtf else last
        elif draft.date is None and last is not None and not draft.background and draft.start >= sheet.title_end:
            draft.date = last
            draft.inherited_date = True
