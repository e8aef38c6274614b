"""The news agency whose text a page prints, where the page names it."""

from __future__ import annotations

import re
from typing import Final

from marsad.link.rules import LinkSettings
from marsad.text.folding import fold

# An agency is named before the first sentence or after the last one: at most so many characters from either end.
_HEAD: Final = 220
_FOOT: Final = 60


def agency_of(text: str, settings: LinkSettings) -> str | None:
    """The agency named at the head or the foot of a text, the first of several; None where none is."""
    ends = (fold(text[:_HEAD]).text, fold(text[-_FOOT:]).text)
    for end in ends:
        found = [(at, name) for name in settings.agencies if (at := _stands(name, end)) >= 0]
        if found:
            return settings.agencies[min(found)[1]]
    return None


def _stands(name: str, text: str) -> int:
    """Where a name stands as words of its own; -1 where it does not."""
    match = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    return match.start() if match else -1
