"""What every register promises, whichever database keeps it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from samples import VILLAGES, contents, filled, incident, shelling, silent

from marsad.errors import RegisterError
from marsad.model import Span, reading_from_json, reading_to_json
from marsad.model.mention import MentionRef, mention_key, parse_mention_key
from marsad.register import Added, IncidentFilter, Register, open_register


def test_a_reading_comes_back_as_it_was_given(register: Register, run: int) -> None:
    """Built again from its claims, a reading equals the one that was stored, text and source included."""
    given = shelling("a", 4)
    register.add_readings([given], run=run)
    assert list(register.readings()) == [reading_from_json(reading_to_json(given), report=given.report)]
    assert register.reading("a") == given
    assert register.report("a") == given.report
    assert register.reading("b") is None
    assert register.report("b") is None


def test_readings_come_in_the_order_of_report_ids_over_any_number_of_pages(target: str) -> None:
    """However they were stored, and however few are in memory at once, readings come by report id."""
    ids = [f"r{n:04}" for n in range(450)]
    with open_register(target) as register:
        filled(register, [shelling(id, 3) for id in reversed(ids)])
        assert [r.report.id for r in register.readings()] == ids


def test_reports_with_nothing_to_code_are_kept_and_can_be_left_out(register: Register) -> None:
    """A silent report is part of the register, but not of what is linked."""
    filled(register, [silent("a"), shelling("b", 2), silent("c")])
    assert [r.report.id for r in register.readings()] == ["a", "b", "c"]
    assert [r.report.id for r in register.readings_with_mentions()] == ["b"]


@pytest.mark.parametrize(
    ("first", "second", "counts", "stands"),
    [
        pytest.param(shelling("a", 4), shelling("a", 4), Added(known=1), 4, id="the same again"),
        pytest.param(shelling("a", 4), shelling("b", 5), Added(new=1), 4, id="another report"),
        pytest.param(shelling("a", 4), shelling("a", 7), Added(new_version=1), 7, id="another text under the same id"),
        pytest.param(
            shelling("a", 4),
            shelling("a", 4, published="2016-05-03"),
            Added(new_version=1),
            4,
            id="the same text with another date",
        ),
    ],
)
def test_what_a_second_batch_changes(register: Register, place: str, first, second, counts: Added, stands: int) -> None:
    """The same report adds nothing; another text or source closes the old rows, which stay."""
    run = filled(register, [first])
    before = len(contents(place)["claims"])
    assert register.add_readings([second], run=run) == counts
    reading = register.reading("a")
    assert reading is not None
    assert reading.figures[0].low == stands
    after = len(contents(place)["claims"])
    assert after == (before if counts.known else 2 * before)


def test_another_reader_version_closes_what_the_old_one_read(register: Register) -> None:
    """A re-read adds new rows and closes the old ones; both are there, each with the part, version and run."""
    first = filled(register, [shelling("a", 4)])
    better = replace(
        shelling("a", 4),
        figures=(replace(shelling("a", 4).figures[0], victims="unknown"),),
        parts=(("assembly", "f2"),),
    )
    second = register.begin_run(command="run", version="0.2.0", reader_version="reader-2")
    assert register.add_readings([better], run=second) == Added(reread=1)
    key = mention_key("a", "figure", better.figures[0].span)
    history = [c for c in register.claims(key, closed=True) if c.field == "victims"]
    assert [(c.value, c.part, c.part_version, c.run, c.closed_run) for c in history] == [
        ("civilian", "assembly", "f1", first, second),
        ("unknown", "assembly", "f2", second, None),
    ]
    assert [c.value for c in register.claims(key) if c.field == "victims"] == ["unknown"]


def test_every_field_of_a_mention_is_a_claim_with_its_words(register: Register) -> None:
    """Each value can be traced to the words that say it and the part that read it; a place to its own words."""
    reading = shelling("a", 4)
    filled(register, [reading])
    stored = {c.field: c for c in register.claims(mention_key("a", "figure", reading.figures[0].span))}
    assert set(stored) == set(reading_to_json(reading)["figures"][0]) - {"span"}
    assert (stored["low"].value, stored["low"].words, stored["low"].part) == (4, "4 مدنيين قتلوا", "quantities")
    assert (stored["places"].words, stored["places"].part) == (VILLAGES[0], "assembly")
    assert (stored["date"].value, stored["date"].part_version) == ("2016-05-01", "d1")


def test_known_says_what_need_not_be_read(register: Register) -> None:
    """A report is known when this reader version has read this text; a new text or reader makes it unknown."""
    a, b = shelling("a", 4).report, shelling("b", 5).report
    filled(register, [shelling("a", 4)])
    pairs = [(a.id, a.fingerprint), (b.id, b.fingerprint), (a.id, b.fingerprint)]
    assert register.known(pairs, reader_version="reader-1") == {(a.id, a.fingerprint)}
    assert register.known(pairs, reader_version="reader-2") == frozenset()


def test_an_old_reader_may_be_taken_up_again(register: Register) -> None:
    """Going back to an earlier reader version reads the reports again: its old rows stay closed."""
    filled(register, [shelling("a", 4)], reader_version="reader-1")
    filled(register, [shelling("a", 4)], reader_version="reader-2")
    run = register.begin_run(command="run", version="0.1.0", reader_version="reader-1")
    assert register.add_readings([shelling("a", 4)], run=run) == Added(reread=1)


@pytest.mark.parametrize("size", [1, 2, 3])
def test_two_texts_under_one_id_end_with_the_later_one(register: Register, place: str, size: int) -> None:
    """A source that holds an id twice ends with its later text, however it is cut into batches and however often it
    is read; the earlier one stays on record."""
    source = [shelling("a", 4), shelling("b", 9), shelling("a", 7)]
    batches = [source[i : i + size] for i in range(0, 3, size)]
    filled(register, *batches)
    once = contents(place)
    filled(register, *batches)
    assert contents(place) == once
    reading = register.reading("a")
    assert reading is not None
    assert reading.figures[0].low == 7


def test_a_batch_is_stored_whole_or_not_at_all(register: Register, place: str, run: int) -> None:
    """A batch with one reading that cannot be stored leaves the register as it was."""
    filled(register, [shelling("a", 4)])
    before = contents(place)
    endless = replace(shelling("c", 5).figures[0], span=Span(0, 2**70))
    broken = replace(shelling("c", 5), figures=(endless,))
    with pytest.raises((OverflowError, RegisterError)):
        register.add_readings([shelling("b", 4), broken], run=run)
    assert contents(place) == before


def test_runs_are_kept_with_what_they_did(register: Register) -> None:
    """A run that ended says when and with what counts; one that was broken off says neither, and cannot end twice."""
    first = register.begin_run(command="run a.jsonl", version="0.1.0", reader_version="r1")
    second = register.begin_run(command="run b.jsonl", version="0.1.0", reader_version="r1")
    register.end_run(first, counts={"new": 3})
    runs = register.runs()
    assert [(r.id, r.command, r.ended is None, r.counts) for r in runs] == [
        (first, "run a.jsonl", False, {"new": 3}),
        (second, "run b.jsonl", True, None),
    ]
    with pytest.raises(RegisterError, match="not going on"):
        register.end_run(first, counts={})
    with pytest.raises(RegisterError, match="no run 99"):
        register.add_readings([shelling("a", 4)], run=99)


def test_incidents_come_back_as_they_were_given(register: Register, run: int) -> None:
    """Claims, tolls, differences and tellings of an incident are stored whole."""
    given = incident("i1")
    assert register.replace_incidents([given], run=run) == 1
    assert list(register.incidents()) == [given]
    assert register.incident("i1") == given
    assert register.incident("i2") is None


def test_incidents_are_ordered_by_day_then_id_undated_last(register: Register, run: int) -> None:
    """The order does not depend on how they were stored."""
    given = [incident("b"), incident("a"), incident("d", date=None), incident("c", date="2015~")]
    register.replace_incidents(given, run=run)
    assert [i.id for i in register.incidents()] == ["c", "a", "b", "d"]


def test_rebuilding_takes_the_place_of_all_incidents(register: Register, run: int) -> None:
    """What is not among the new ones is gone, with its tolls and tellings; an error in the midst changes nothing."""
    register.replace_incidents([incident("a"), incident("b", report_id="r9")], run=run)
    register.replace_incidents((incident(id) for id in ("b", "c")), run=run)
    assert [i.id for i in register.incidents()] == ["b", "c"]
    assert list(register.incidents(IncidentFilter(report="r9"))) == []

    def breaks():
        yield incident("z")
        raise ValueError("the linker failed")

    with pytest.raises(ValueError, match="linker"):
        register.replace_incidents(breaks(), run=run)
    assert [i.id for i in register.incidents()] == ["b", "c"]


FILTERED = [
    ("all", {}, "abcdeu"),
    ("from a day", {"date_from": "2016-05-02"}, "bce"),
    ("to a day", {"date_to": "2016-05-01"}, "ade"),
    ("an interval that touches", {"date_from": "2016-05-04", "date_to": "2016-05-31"}, "ce"),
    ("a month, for one of its days", {"date_from": "2016-06-30", "date_to": "2016-06-30"}, "e"),
    ("type", {"types": ("airstrike",)}, "b"),
    ("an actor", {"sides": ("russia",)}, "b"),
    ("a target counts as actor", {"sides": ("hts",)}, "c"),
    ("a place", {"place": "كفر النهر"}, "b"),
    ("a place in another spelling", {"place": "كَفر  النَّهر"}, "b"),
    ("a part of a name that is a word", {"place": "النهر"}, "b"),
    ("a part of a word is no place", {"place": "نهر"}, ""),
    ("a province", {"place": "ادلب"}, "abcdeu"),
    ("a country", {"place": "sy"}, "abcdeu"),
    ("a wildcard is a letter like others", {"place": "%"}, ""),
    ("a report", {"report": "r5"}, "e"),
    ("several at once", {"types": ("shelling",), "place": "إدلب", "date_from": "2016-05-02"}, "ce"),
    ("another type, the undated too", {"types": ("shelling",), "sides": ("syria_gov",)}, "acdeu"),
]


@pytest.mark.parametrize(("wanted", "found"), [pytest.param(w, f, id=name) for name, w, f in FILTERED])
def test_incidents_by_filter(register: Register, run: int, wanted: dict[str, Any], found: str) -> None:
    """Each filter narrows; a date that may lie in the asked stretch counts, an undated incident has no date to fit."""
    given = [
        incident("a", date="2016-05-01"),
        incident("b", date="2016-05-02", type="airstrike", actors=("russia",), place="كفر النهر"),
        incident("c", date="2016-05-03/2016-05-04", targets=("hts",)),
        incident("d", date="2015"),
        incident("e", date="2016-05/2016-06~", report_id="r5"),
        incident("u", date=None),
    ]
    register.replace_incidents(given, run=run)
    assert {i.id for i in register.incidents(IncidentFilter(**wanted))} == set(found)


def test_counts_are_of_what_stands(register: Register) -> None:
    """Replaced versions and judgements taken back are not counted."""
    run = filled(register, [shelling("a", 4), silent("b")], [shelling("a", 6)])
    register.replace_incidents([incident("i")], run=run)
    made = register.add_judgement(kind="note", subject="a#event:0-9", who="هدى", why="راجع الصورة")
    register.add_judgement(kind="note", subject="a#event:0-9", who="هدى", why="تمت المراجعة")
    register.undo_judgement(made.id, who="هدى", why="خطأ")
    counts = register.counts()
    assert (counts.reports, counts.figures, counts.events) == (2, 1, 1)
    assert (counts.incidents, counts.judgements, counts.runs) == (1, 1, 1)


def test_what_was_stored_is_there_when_opened_again(target: str) -> None:
    """Nothing depends on the process that wrote it."""
    with open_register(target) as register:
        run = filled(register, [shelling("a", 4)])
        register.replace_incidents([incident("i")], run=run)
        made = register.add_judgement(kind="note", subject="a#event:0-9", who="هدى", why="راجع الصورة")
    with open_register(target, create=False, read_only=True) as register:
        assert [r.report.id for r in register.readings()] == ["a"]
        assert [i.id for i in register.incidents()] == ["i"]
        assert register.judgements() == (made,)


def test_reading_goes_on_while_another_writes(register: Register) -> None:
    """A stream of readings sees the register as it was when the stream began."""
    run = filled(register, [shelling(f"r{n:03}", 2) for n in range(300)])
    stream = register.readings()
    first = next(stream)
    register.add_readings([shelling("zzz", 3)], run=run)
    register.replace_incidents([incident("i")], run=run)
    assert [first.report.id, *(r.report.id for r in stream)] == [f"r{n:03}" for n in range(300)]


@pytest.mark.parametrize(
    ("key", "ref"),
    [
        ("a#event:0-9", MentionRef("a", "event", Span(0, 9))),
        ("http://x/#top#figure:12-30", MentionRef("http://x/#top", "figure", Span(12, 30))),
        ("a#event:0", None),
        ("a#toll:0-9", None),
        ("#event:0-9", None),
        ("تقرير#event:٠-٩", None),
    ],
)
def test_mention_keys(key: str, ref: MentionRef | None) -> None:
    """A key names the report, the kind and the span; it can be taken apart, whatever the report's id holds."""
    assert parse_mention_key(key) == ref
    if ref is not None:
        assert mention_key(*ref) == key
