"""Judgements of whole incidents, the queue, the second reader, the history."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from marsad.errors import UsageError
from marsad.model import Event, Figure, Incident, Place, Reading, Report, Span
from marsad.pipeline import relink
from marsad.register import Register, open_register
from marsad.review import (
    accept,
    annotate,
    discount,
    history,
    judge,
    may_see,
    merge,
    newer,
    opinions,
    queue,
    say,
    split,
    undo,
    unread,
)

VILLAGES = {"a": "سرمدا", "b": "سرمدا", "c": "كفرنبل"}
SITES = {"سرمدا": (36.186, 36.723), "كفرنبل": (35.614, 36.561)}
BY = {"who": "هدى", "why": "قرأت التقارير"}


def _told(id: str, dead: int) -> Reading:
    village = VILLAGES[id]
    text = f"قصفت طائرات حربية بلدة {village} يوم السبت فقتل {dead} مدنيين في تقرير {id}"
    name = Span(text.index(village), text.index(village) + len(village))
    latitude, longitude = SITES[village]
    place = Place(span=name, name=village, id=village, latitude=latitude, longitude=longitude, precision=1)
    toll = Span(text.index("فقتل"), text.index(" في تقرير"))
    figure = Figure(span=toll, outcome="killed", low=dead, high=dead, qualifier="exact", victims="civilian")
    event = Event(span=Span(0, 4), type="airstrike", places=(place,), date="2016-05-07", figures=(0,))
    report = Report(id=id, text=text, sha256="0" * 64, outlet=f"outlet {id}", published="2016-05-07")
    return Reading(report=report, figures=(figure,), events=(event,), parts=(("figures", "1"),))


@pytest.fixture
def linked(tmp_path: Path) -> Iterator[Register]:
    """Two tellings of a raid on one village, and a raid on another."""
    with open_register(tmp_path / "r.db") as opened:
        run = opened.begin_run(command="run", version="0.1.0", reader_version="reader-1")
        opened.add_readings([_told("a", 4), _told("b", 5), _told("c", 9)], run=run)
        relink(opened, command="link")
        yield opened


def by_report(register: Register) -> dict[str, Incident]:
    relink(register, command="link")
    return {t.report_id: i for i in register.incidents() for t in i.tellings}


def test_what_is_said_of_incidents_binds_the_next_run(linked: Register) -> None:
    """Split, joined and discounted incidents come out of the next run so, and an undo takes it back."""
    raids = by_report(linked)
    assert raids["a"].id == raids["b"].id != raids["c"].id
    parted = split(linked, raids["a"].id, ["b"], **BY)
    apart = by_report(linked)
    assert apart["a"].id == raids["a"].id != apart["b"].id
    undo(linked, parted.id, **BY)
    assert by_report(linked)["b"].id == raids["a"].id
    merge(linked, raids["a"].id, raids["c"].id, **BY)
    assert len({i.id for i in by_report(linked).values()}) == 1
    discount(linked, raids["a"].id, **BY)
    assert by_report(linked)["a"].grade == "discounted"


REFUSED = [
    ("split", ["b", "a"], "tellings on both sides"),
    ("split", [], "tellings on both sides"),
    ("split", ["z"], "not told by 'z'"),
]


@pytest.mark.parametrize(("kind", "leaving", "what"), REFUSED)
def test_a_split_leaves_something_on_both_sides(linked: Register, kind: str, leaving: list[str], what: str) -> None:
    """Nothing is kept of a split that parts nothing."""
    raid = by_report(linked)["a"]
    with pytest.raises(UsageError, match=what):
        say(linked, kind, [raid.id, *leaving], **BY)
    assert linked.judgements() == ()


def test_one_incident_is_not_joined_to_itself(linked: Register) -> None:
    """Two ids of one incident cannot be judged the same, and an unknown one is named."""
    raid = by_report(linked)["a"].id
    with pytest.raises(UsageError, match="one incident already"):
        merge(linked, raid, raid, **BY)
    with pytest.raises(UsageError, match="no incident 'i-none'"):
        accept(linked, "i-none", **BY)


def test_what_was_accepted_waits_again_when_a_value_changes(linked: Register) -> None:
    """The queue leaves out what was read; a corrected number brings it back, another teller of the same does not."""
    raids = by_report(linked)
    assert [i.id for i in queue(linked, order="toll").incidents] == [raids["c"].id, raids["a"].id]
    accept(linked, raids["a"].id, **BY)
    assert [i.id for i in queue(linked).incidents] == [raids["c"].id]
    run = linked.begin_run(command="run", version="0.1.0", reader_version="reader-1")
    linked.add_readings([_changed(_told("b", 5), 7)], run=run)
    by_report(linked)
    found = queue(linked)
    assert (found.total, {i.id for i in found.incidents}) == (2, {raids["c"].id, raids["a"].id})
    with pytest.raises(UsageError, match="no order"):
        queue(linked, order="alphabet")


def _changed(read: Reading, dead: int) -> Reading:
    text = read.report.text.replace("5", str(dead))
    figure = read.figures[0].__class__(
        span=read.figures[0].span, outcome="killed", low=dead, high=dead, qualifier="exact", victims="civilian"
    )
    report = Report(id=read.report.id, text=text, sha256="1" * 64, outlet=read.report.outlet, published="2016-05-08")
    return Reading(report=report, figures=(figure,), events=read.events, parts=read.parts)


def test_a_second_reader_does_not_see_the_first(linked: Register) -> None:
    """What the first reader corrected is shown to the second as it was read, until the second has judged too."""
    raid = by_report(linked)["c"]
    key = next(k for k in raid.mentions if "#figure:" in k)
    judge(linked, kind="value", subject=key, field="low", value="8", **BY)
    toll = by_report(linked)["c"].toll("killed")
    assert toll is not None
    assert toll.best == 8
    assert [i.id for i in queue(linked, second=True, reader="سامر").incidents] == [raid.id]
    assert queue(linked, second=True, reader="هدى").total == 0
    shown = unread(linked, raid.id, reader="سامر").toll("killed")
    assert shown is not None
    assert shown.best == 9
    assert (may_see(linked, raid.id, reader="سامر"), history(linked, raid.id, reader="سامر")) == (False, ())
    judge(linked, kind="value", subject=key, field="low", value="9", who="سامر", why="العدد في العنوان")
    assert may_see(linked, raid.id, reader="سامر")
    assert len(history(linked, raid.id, reader="سامر")) == 2
    (opinion,) = opinions(linked, raid.id)
    assert (opinion.first.who, opinion.second.who, opinion.agree) == ("هدى", "سامر", False)


def test_the_history_says_what_each_judgement_changed(linked: Register) -> None:
    """What was read, what was set, what was replaced and what was taken back, oldest first."""
    raid = by_report(linked)["c"]
    key = next(k for k in raid.mentions if "#figure:" in k)
    first = judge(linked, kind="value", subject=key, field="low", value="8", **BY)
    judge(linked, kind="value", subject=key, field="low", value="7", **BY)
    note = annotate(linked, raid.id, who="سامر", why="ينبغي سؤال المراسل")
    undo(linked, note.id, who="سامر", why="أجاب")
    told = history(linked, raid.id)
    assert [(e.before, e.after, e.counts) for e in told] == [("9", "8", False), ("9", "7", True), (None, None, False)]
    assert told[2].undone is not None
    assert told[2].undone.why == "أجاب"
    assert [j.id for j in newer(linked, raid.id, than=first.id, who="هدى")] == [note.id]
