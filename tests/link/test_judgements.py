"""A reviewer's judgement outranks the machine's and survives a re-run."""

from __future__ import annotations

import pytest
from tellings import MAARA, raid

from marsad.errors import UsageError
from marsad.link import link
from marsad.model import Judgement

A, B, C = raid("a", 4), raid("b", 5), raid("c", 9, where=MAARA)
KEY = "{}#0-4"


def judged(
    kind: str, subject: str, other: str | None = None, *, at: str = "2016-06-01T10:00:00Z", **more: str | None
) -> Judgement:
    fields = {"field": None, "value": None, "undone_by": None, **more}
    return Judgement(
        id=f"{kind} {subject} {at}", kind=kind, subject=KEY.format(subject), other=other and KEY.format(other),
        who="قارئة", why="رأت الصور", made_at=at, **fields,
    )  # fmt: skip


def told(*judgements: Judgement) -> list[set[str]]:
    return [{t.report_id for t in i.tellings} for i in link([A, B, C], judgements=judgements)]


def test_machine_alone() -> None:
    """Without a judgement the two raids on one village are one incident, that on the other another."""
    assert sorted(map(sorted, told())) == [["a", "b"], ["c"]]


def test_same_joins_what_the_machine_never_would() -> None:
    """Two villages judged the same happening are one incident, with all their other tellings."""
    assert told(judged("same", "b", "c")) == [{"a", "b", "c"}]


def test_not_same_parts_what_the_machine_joined() -> None:
    """Mentions judged different are never in one incident."""
    assert sorted(map(sorted, told(judged("not_same", "a", "b")))) == [["a"], ["b"], ["c"]]


def test_not_same_holds_against_a_chain_of_same() -> None:
    """Where judgements contradict each other through a third mention, apart is the safer reading."""
    incidents = told(judged("same", "a", "c"), judged("same", "b", "c"), judged("not_same", "a", "b"))
    assert not any({"a", "b"} <= reports for reports in incidents)


def test_newer_judgement_on_a_pair_stands() -> None:
    """Of two judgements on one pair the later one counts, whichever way round it names them."""
    both = [judged("not_same", "a", "b"), judged("same", "b", "a", at="2016-06-02T10:00:00Z")]
    assert {"a", "b"} in told(*both)


def test_undone_judgement_binds_nothing() -> None:
    """A judgement that was taken back has no effect."""
    assert {"a", "b"} in told(judged("not_same", "a", "b", undone_by="later"))


def test_judgement_survives_another_reading() -> None:
    """A trigger found a few letters off is still the mention that was judged."""
    shifted = Judgement(
        id="1",
        kind="not_same",
        subject="a#2-9",
        other="b#0-4",
        field=None,
        value=None,
        who="قارئة",
        why="",
        made_at="2016",
    )
    assert sorted(map(sorted, told(shifted))) == [["a"], ["b"], ["c"]]


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("killed", "6", (6, 6, 6)),
        ("killed.best", "5", (4, 5, 5)),
        ("killed.high", "7", (4, 5, 7)),
        ("injured", "2", (4, 5, 5)),
    ],
)
def test_corrected_number(field: str, value: str, expected: tuple[int, int, int]) -> None:
    """A corrected number stands in the incident and its rule says that a reviewer set it; claims stay as they were."""
    (incident,) = link([A, B], judgements=[judged("value", "a", field=field, value=value)])
    toll = incident.toll("killed")
    assert toll is not None
    assert (toll.low, toll.best, toll.high) == expected
    changed = incident.toll(field.split(".")[0])
    assert changed is not None
    assert changed.rule == "a reviewer's judgement"
    assert [c.low for c in incident.claims] == [4, 5]


def test_corrected_date_and_grade() -> None:
    """A reviewer sets the day and discounts an incident."""
    bench = [judged("value", "a", field="date", value="2016-05-09"), judged("discounted", "b")]
    (incident,) = link([A, B], judgements=bench)
    assert (incident.date, incident.grade) == ("2016-05-09", "discounted")


def test_number_that_is_none() -> None:
    """A corrected number that is no number is refused, with the judgement's name."""
    with pytest.raises(UsageError, match="killed to 'many'"):
        link([A], judgements=[judged("value", "a", field="killed", value="many")])
