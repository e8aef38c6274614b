"""The rules of human work: which judgements may be made, what each needs, and which of them count now."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from marsad.errors import UsageError
from marsad.model import AGE_SEX, EVENT_TYPES, OUTCOMES, QUALIFIERS, SCOPES, STATUSES, VICTIMS, Judgement, read_parting
from marsad.model.mention import parse_mention_key
from marsad.register import Register

KINDS: Final = ("same", "not_same", "split", "value", "discounted", "accepted", "note")
PAIRS: Final = ("same", "not_same", "split")

# The fields a reviewer may correct, each with the labels it takes; None where any text will do.
_LABELS: Final[dict[str, dict[str, tuple[str, ...] | None]]] = {
    "figure": {
        "outcome": OUTCOMES,
        "qualifier": QUALIFIERS,
        "victims": VICTIMS,
        "group": None,
        "age_sex": AGE_SEX,
        "scope": SCOPES,
        "by": None,
        "claimant": None,
        "date": None,
        "means": None,
    },
    "event": {"type": EVENT_TYPES, "status": STATUSES, "claimant": None, "date": None, "means": None},
}
_NUMBERS: Final = {"figure": ("low", "high"), "event": ()}
FIELDS: Final = {kind: (*_NUMBERS[kind], *_LABELS[kind]) for kind in _LABELS}
"""The fields of a figure and of an event that a reviewer may correct."""
# A correction may say that nothing is told; these always hold a label.
_NEVER_EMPTY: Final = frozenset({"outcome", "qualifier", "victims", "scope", "claimant", "type", "status"})


def judge(
    register: Register,
    *,
    kind: str,
    subject: str,
    who: str,
    why: str,
    other: str | None = None,
    field: str | None = None,
    value: str | None = None,
) -> Judgement:
    """Keep a reviewer's judgement of a mention; it outranks the machine's and survives every re-run.

    `subject` and `other` are mention keys of the register (`marsad.model.mention`). `same`, `not_same` and `split` need
    `other`; `value` needs `field` and the right `value` for it, None for "not told"; the others need only the reason.
    What is said of a whole incident (`split`, `accepted`) is easier said by `marsad.review.incidents`, which
    gives the `value` that these two carry.

    Raises UsageError when a rule is broken, RegisterError when it cannot be stored.
    """
    who, why = who.strip(), why.strip()
    if kind not in KINDS:
        raise UsageError(f"{kind!r} is no kind of judgement", todo=f"one of: {', '.join(KINDS)}")
    if not why:
        raise UsageError("a judgement needs a reason", todo="say why, for those who will read it later")
    if not who:
        raise UsageError("a judgement needs a name", todo="say who judges")
    _check_mention(register, subject)
    _check_other(register, kind, subject, other)
    _check_value(kind, subject, field, value)
    return register.add_judgement(kind=kind, subject=subject, other=other, field=field, value=value, who=who, why=why)


def undo(register: Register, id: str, *, who: str, why: str) -> Judgement:
    """Take a judgement back; both stay on record. What it had replaced counts again.

    Raises UsageError without a name or a reason, RegisterError for a judgement that is not there or was taken back.
    """
    if not who.strip() or not why.strip():
        raise UsageError("taking a judgement back needs a name and a reason", todo="say who and why")
    return register.undo_judgement(id, who=who.strip(), why=why.strip())


def in_force(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """The judgements that count now, in the order given (oldest first).

    Left out are those taken back, the undos themselves, and those that a later one on the same question replaces: on
    whether two mentions are the same, on one field of a mention, on whether a mention is discounted. Every note counts.
    """
    newest: dict[tuple[str, ...], Judgement] = {}
    for judgement in judgements:
        if judgement.kind in KINDS and judgement.undone_by is None:
            question = _question(judgement)
            newest.pop(question, None)
            newest[question] = judgement
    return tuple(newest.values())


def _question(judgement: Judgement) -> tuple[str, ...]:
    if judgement.kind == "split":
        return ("split", judgement.subject, judgement.other or "", judgement.value or "")
    if judgement.kind == "accepted":
        return ("accepted", judgement.who, judgement.subject)
    if judgement.kind in PAIRS:
        return ("pair", *sorted((judgement.subject, judgement.other or "")))
    if judgement.kind == "value":
        return ("value", judgement.subject, judgement.field or "")
    if judgement.kind == "discounted":
        return ("discounted", judgement.subject)
    return ("note", judgement.id)


def _check_mention(register: Register, key: str) -> None:
    if parse_mention_key(key) is None:
        raise UsageError(f"{key!r} is no mention", todo="give it as REPORT#event:START-END or REPORT#figure:START-END")
    if not register.has_mention(key):
        raise UsageError(
            f"the register holds no mention {key!r}", todo="marsad show ID lists the mentions of an incident"
        )


def _check_other(register: Register, kind: str, subject: str, other: str | None) -> None:
    if kind not in PAIRS:
        if other is not None:
            raise UsageError(f"a judgement of kind {kind!r} is of one mention", todo="leave the second one out")
        return
    if other is None:
        raise UsageError(f"{kind!r} is said of two mentions", todo="name the second one")
    if other == subject:
        raise UsageError("a mention cannot be judged against itself", todo="name another second one")
    _check_mention(register, other)


def _check_value(kind: str, subject: str, field: str | None, value: str | None) -> None:
    if kind == "split" and value is not None:
        if field is not None or read_parting(value) is None:
            raise UsageError("the groups of a split cannot be read", todo="let review.split make them")
        return
    if kind == "accepted" and field is None:
        return
    if kind != "value":
        if field is not None or value is not None:
            raise UsageError(f"a judgement of kind {kind!r} corrects no field", todo="leave field and value out")
        return
    mention = parse_mention_key(subject)
    of = mention.kind if mention else ""
    allowed = FIELDS.get(of, ())
    if field is None or field not in allowed:
        raise UsageError(
            f"{field!r} of a mention of kind {of!r} cannot be corrected", todo=f"one of: {', '.join(allowed)}"
        )
    _check_given(of, field, value)


def _check_given(of: str, field: str, value: str | None) -> None:
    if value is None:
        if field in _NEVER_EMPTY:
            raise UsageError(f"{field!r} always has a value", todo="give the right one")
        return
    if field in _NUMBERS[of]:
        if not (value.isascii() and value.isdecimal()):
            raise UsageError(f"{field} is a whole number, not {value!r}", todo="write it in digits: 12")
        return
    labels = _LABELS[of][field]
    if labels is not None and value not in labels:
        raise UsageError(f"{value!r} is no {field}", todo=f"one of: {', '.join(labels)}")
