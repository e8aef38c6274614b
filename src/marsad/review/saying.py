"""A judgement as it is said on one line: a word, what it is of, who and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from marsad.errors import UsageError
from marsad.model import Judgement
from marsad.model.mention import parse_mention_key
from marsad.register import Register
from marsad.review.incidents import accept, anchor, discount, split, standing
from marsad.review.rules import judge, undo

SAYINGS: Final = ("same", "not_same", "split", "value", "discounted", "accepted", "note", "undo")
_HOW_MANY: Final = {"same": 2, "not_same": 2}


def say(
    register: Register,
    saying: str,
    about: Sequence[str],
    *,
    who: str,
    why: str,
    field: str | None = None,
    value: str | None = None,
) -> Judgement:
    """Keep what a reviewer says.

    `about` are incident ids or mention keys, an incident standing for its first mention: two for `same` and
    `not_same`; for `split` an incident and the reports or mentions that leave it; for `value` a mention; for `undo`
    the number of a judgement; one for the others.

    Raises UsageError for what breaks a rule, RegisterError for what cannot be stored.
    """
    if saying not in SAYINGS:
        raise UsageError(f"{saying!r} is no judgement", todo=f"one of: {', '.join(SAYINGS)}")
    if saying == "split":
        return split(register, about[0], about[1:], who=who, why=why)
    wanted = _HOW_MANY.get(saying, 1)
    if len(about) != wanted:
        raise UsageError(f"{saying!r} is said of {wanted}, not of {len(about)}", todo="name an incident or a mention")
    if saying == "undo":
        return undo(register, about[0], who=who, why=why)
    if saying == "accepted":
        return accept(register, about[0], who=who, why=why)
    if saying == "discounted" and parse_mention_key(about[0]) is None:
        return discount(register, about[0], who=who, why=why)
    subject, *others = (_mention(register, text) for text in about)
    other = others[0] if others else None
    return judge(register, kind=saying, subject=subject, other=other, field=field, value=value, who=who, why=why)


def _mention(register: Register, text: str) -> str:
    return text if parse_mention_key(text) is not None else anchor(standing(register, text))
