"""A reviewer's judgement outranks the machine's and survives a re-run."""

from __future__ import annotations

import pytest
from tellings import MAARA, raid

from marsad.errors import UsageError
from marsad.link import link
from marsad.model import Judgement

A, C = raid("a", 4), raid("c", 9, where=MAARA)
B = raid("b", 5, text="شيع أهالي سرمدا ضحايا غارة طالت سوق البلدة")
KEY = "{}#event:0-4"


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
        subject="a#event:2-9",
        other="b#event:0-4",
        field=None,
        value=None,
        who="قارئة",
        why="",
        made_at="2016",
    )
    assert sorted(map(sorted, told(shifted))) == [["a"], ["b"], ["c"]]


FIGURE = f"a#figure:{A.figures[0].span.start}-{A.figures[0].span.end}"


def number(**judged_as: str) -> tuple[int | None, int | None, int | None]:
    """The toll of the raid after the figure of the first report was corrected."""
    bench = [
        Judgement(
            id=field,
            kind="value",
            subject=FIGURE,
            other=None,
            field=field,
            value=value,
            who="قارئة",
            why="",
            made_at="2016",
        )
        for field, value in judged_as.items()
    ]
    incident = next(i for i in link([A, B], judgements=bench) if "a" in {t.report_id for t in i.tellings})
    toll = incident.toll("killed")
    assert toll is not None
    return toll.low, toll.best, toll.high


@pytest.mark.parametrize(
    ("note", "judged_as", "expected"),
    [
        ("without a judgement", {}, (4, 5, 5)),
        ("an exact number has one value", {"low": "6"}, (5, 6, 6)),
        ("both bounds", {"low": "6", "high": "8", "qualifier": "range"}, (5, 5, 8)),
        ("a running total counts nowhere", {"scope": "cumulative"}, (5, 5, 5)),
    ],
)
def test_corrected_figure(note: str, judged_as: dict[str, str], expected: tuple[int, int, int]) -> None:
    """A corrected value of a figure is what the toll is derived from."""
    assert number(**judged_as) == expected, note


def test_corrected_event_and_grade() -> None:
    """A corrected day and type are the incident's, and a reviewer may discount it."""
    bench = [
        judged("value", "a", field="date", value="2016-05-09"),
        judged("value", "b", field="date", value="2016-05-09"),
        judged("value", "a", field="type", value="drone_strike"),
        judged("discounted", "b"),
    ]
    (incident,) = link([A, B], judgements=bench)
    assert (incident.date, incident.type, incident.grade) == ("2016-05-09", "airstrike", "discounted")


def test_correction_can_part_reports() -> None:
    """A day corrected far off makes another incident: corrections come before linking."""
    assert len(link([A, B], judgements=[judged("value", "a", field="date", value="2016-03-01")])) == 2


def test_number_that_is_none() -> None:
    """A corrected number that is no number is refused, with the judgement's name."""
    with pytest.raises(UsageError, match="low to 'many'"):
        number(low="many")
