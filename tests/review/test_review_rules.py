"""What a reviewer may judge, what is refused and why, and what counts in the end."""

from __future__ import annotations

import pytest

from marsad.errors import RegisterError, UsageError
from marsad.model import Judgement
from marsad.register import Register
from marsad.review import in_force, judge, undo

A, B = "a#event:0-4", "b#event:0-4"
TOLL = "a#figure:22-35"
BY = {"who": "هدى", "why": "الصورة نفسها في التقريرين"}


def test_the_keys_of_this_file_are_mentions_of_its_reports(register: Register) -> None:
    """The table below would prove nothing about keys that do not exist."""
    assert all(register.has_mention(key) for key in (A, B, TOLL))


ALLOWED = [
    {"kind": "same", "subject": A, "other": B},
    {"kind": "not_same", "subject": A, "other": B},
    {"kind": "value", "subject": TOLL, "field": "low", "value": "5"},
    {"kind": "value", "subject": TOLL, "field": "high", "value": None},
    {"kind": "value", "subject": TOLL, "field": "victims", "value": "nonstate"},
    {"kind": "value", "subject": TOLL, "field": "by", "value": "russia"},
    {"kind": "value", "subject": A, "field": "type", "value": "shelling"},
    {"kind": "value", "subject": A, "field": "date", "value": None},
    {"kind": "discounted", "subject": A},
    {"kind": "note", "subject": TOLL},
]


@pytest.mark.parametrize("asked", ALLOWED, ids=lambda a: "-".join(str(v) for v in a.values()))
def test_a_judgement_is_kept_with_who_when_and_why(register: Register, asked: dict[str, str | None]) -> None:
    """What was asked for is on record, in force, and dated in UTC."""
    made = judge(register, **asked, **BY)  # type: ignore[arg-type]
    assert register.judgements() == (made,)
    assert in_force(register.judgements()) == (made,)
    assert {k: getattr(made, k) for k in (*asked, *BY)} == {**asked, **BY}
    assert made.made_at.endswith("+00:00")


REFUSED = [
    ({"kind": "merge", "subject": A}, "no kind of judgement", "one of: same"),
    ({"kind": "undo", "subject": "1"}, "no kind of judgement", "one of: same"),
    ({"kind": "note", "subject": A, "why": "  "}, "needs a reason", "say why"),
    ({"kind": "note", "subject": A, "who": ""}, "needs a name", "who"),
    ({"kind": "note", "subject": "a"}, "is no mention", "REPORT#event:START-END"),
    ({"kind": "note", "subject": "a#event:0-5"}, "holds no mention", "marsad show"),
    ({"kind": "note", "subject": A, "other": B}, "of one mention", "leave the second one out"),
    ({"kind": "note", "subject": A, "field": "type"}, "corrects no field", "leave field and value out"),
    ({"kind": "same", "subject": A}, "of two mentions", "name the second one"),
    ({"kind": "same", "subject": A, "other": A}, "against itself", "another"),
    ({"kind": "not_same", "subject": A, "other": "c#event:0-4"}, "holds no mention 'c#event:0-4'", "marsad show"),
    ({"kind": "value", "subject": TOLL}, "cannot be corrected", "one of: low, high, outcome"),
    ({"kind": "value", "subject": TOLL, "field": "type", "value": "ied"}, "cannot be corrected", "one of: low"),
    ({"kind": "value", "subject": A, "field": "low", "value": "5"}, "cannot be corrected", "one of: type"),
    ({"kind": "value", "subject": TOLL, "field": "low", "value": "خمسة"}, "whole number", "in digits"),
    ({"kind": "value", "subject": TOLL, "field": "low", "value": "-5"}, "whole number", "in digits"),
    ({"kind": "value", "subject": TOLL, "field": "victims", "value": "rebels"}, "no victims", "one of: civilian"),
    ({"kind": "value", "subject": TOLL, "field": "outcome", "value": None}, "always has a value", "right one"),
]


@pytest.mark.parametrize(("asked", "what", "todo"), REFUSED)
def test_what_breaks_a_rule_is_refused_and_not_kept(
    register: Register, asked: dict[str, str | None], what: str, todo: str
) -> None:
    """The error names the rule and the way out; nothing is stored."""
    with pytest.raises(UsageError, match=what) as caught:
        judge(register, **{**BY, **asked})  # type: ignore[arg-type]
    assert todo in str(caught.value)
    assert register.judgements() == ()


def test_a_judgement_taken_back_stays_on_record(register: Register) -> None:
    """The undo has its own who and why; the old row is only marked, and what it had replaced counts again."""
    first = judge(register, kind="same", subject=A, other=B, **BY)
    second = judge(register, kind="not_same", subject=B, other=A, **BY)
    assert in_force(register.judgements()) == (second,)
    taken = undo(register, second.id, who="سامر", why="قرأت التاريخ خطأ")
    assert in_force(register.judgements()) == (first,)
    assert [(j.id, j.undone_by) for j in register.judgements()] == [
        (first.id, None),
        (second.id, taken.id),
        (taken.id, None),
    ]
    assert (taken.kind, taken.subject, taken.who, taken.why) == ("undo", second.id, "سامر", "قرأت التاريخ خطأ")


def test_what_cannot_be_taken_back(register: Register) -> None:
    """No judgement twice, no undo, none that is not there, none without a reason."""
    made = judge(register, kind="note", subject=A, **BY)
    taken = undo(register, made.id, **BY)
    for id, what in [(made.id, "taken back already"), (taken.id, "no judgement"), ("99", "no judgement"), ("x", "no ")]:
        with pytest.raises(RegisterError, match=what):
            undo(register, id, **BY)
    with pytest.raises(UsageError, match="a name and a reason"):
        undo(register, made.id, who="هدى", why=" ")
    assert len(register.judgements()) == 2


def test_a_judgement_survives_another_reading(register: Register) -> None:
    """A re-read by another reader version changes nothing a reviewer said, nor whether its mention can be judged."""
    made = judge(register, kind="value", subject=TOLL, field="low", value="5", **BY)
    run = register.begin_run(command="run", version="0.2.0", reader_version="reader-2")
    register.add_readings(list(register.readings()), run=run)
    register.replace_incidents([], run=run)
    assert in_force(register.judgements()) == (made,)
    assert judge(register, kind="note", subject=TOLL, **BY).subject == TOLL


def judgement(id: str, kind: str, subject: str, other: str | None = None, **more: str | None) -> Judgement:
    fields: dict[str, str | None] = {"field": None, "value": None, "undone_by": None, **more}
    return Judgement(
        id=id,
        kind=kind,
        subject=subject,
        other=other,
        who="هدى",
        why="سبب",
        made_at="2024-01-01T00:00:00+00:00",
        **fields,
    )  # type: ignore[arg-type]


IN_FORCE = [
    ("nothing", [], ""),
    ("two questions", [judgement("1", "same", "x", "y"), judgement("2", "same", "x", "z")], "12"),
    (
        "the later on one pair, in either order",
        [judgement("1", "same", "x", "y"), judgement("2", "not_same", "y", "x")],
        "2",
    ),
    (
        "the later on one field",
        [
            judgement("1", "value", "x", field="low", value="3"),
            judgement("2", "value", "x", field="high", value="9"),
            judgement("3", "value", "x", field="low", value="4"),
        ],
        "23",
    ),
    ("every note", [judgement("1", "note", "x"), judgement("2", "note", "x")], "12"),
    ("none taken back, no undo", [judgement("1", "same", "x", "y", undone_by="2"), judgement("2", "undo", "1")], ""),
    ("discounted once", [judgement("1", "discounted", "x"), judgement("2", "discounted", "x")], "2"),
]


@pytest.mark.parametrize(("made", "counts"), [pytest.param(m, c, id=name) for name, m, c in IN_FORCE])
def test_what_counts_now(made: list[Judgement], counts: str) -> None:
    """The newest answer to each question that was not taken back, in the order in which they were made."""
    assert "".join(j.id for j in in_force(made)) == counts
