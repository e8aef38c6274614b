"""The stable key of a mention: how a judgement, a command or a page points at one passage of one report."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from marsad.model.report import Span

MENTION_KINDS: Final = ("figure", "event")

_KEY: Final = re.compile(r"(?P<report>.+)#(?P<kind>figure|event):(?P<start>[0-9]+)-(?P<end>[0-9]+)", re.DOTALL)


class MentionRef(NamedTuple):
    """What a mention key points at."""

    report_id: str
    kind: str
    span: Span


def mention_key(report_id: str, kind: str, span: Span) -> str:
    """`<report id>#<kind>:<start>-<end>`: the same passage has the same key whichever version of a part read it.

    `kind` is `figure` or `event`. Two events told by the very same words ("القصف البري والجوي") share one key.
    """
    return f"{report_id}#{kind}:{span.start}-{span.end}"


def parse_mention_key(key: str) -> MentionRef | None:
    """The parts of a mention key, or None for a string that is none."""
    match = _KEY.fullmatch(key)
    if match is None:
        return None
    return MentionRef(match["report"], match["kind"], Span(int(match["start"]), int(match["end"])))
