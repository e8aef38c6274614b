"""For any reading and any incident: what the register gives back is what it was given."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from samples import filled

from marsad.model import (
    AGE_SEX,
    EVENT_TYPES,
    GRADES,
    OUTCOMES,
    QUALIFIERS,
    SCOPES,
    STATUSES,
    VICTIMS,
    ActorMention,
    Claim,
    Difference,
    Event,
    Figure,
    Incident,
    Place,
    Reading,
    Report,
    Span,
    Telling,
    Toll,
    reading_from_json,
    reading_to_json,
)
from marsad.register import open_register
from marsad.register.when import days_of

# No database keeps half a surrogate pair, and not every one keeps a NUL.
words = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=12)
arabic = st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءأإؤئ ـًٌٍَُِّْ٠١٢٣", min_size=1, max_size=12)
text = words | arabic
maybe = st.none() | text
number = st.none() | st.integers(0, 10**12)
spans = st.builds(lambda a, b: Span(min(a, b), max(a, b)), st.integers(0, 9999), st.integers(0, 9999))
degrees = st.none() | st.floats(-180, 180)
labels = st.sampled_from(["hts", "russia", "other:شرطة"])


def several(items: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(items, max_size=3).map(tuple)


places = st.builds(
    Place,
    span=spans,
    name=text,
    id=maybe,
    latitude=degrees,
    longitude=degrees,
    admin1=maybe,
    country=maybe,
    precision=st.none() | st.integers(1, 5),
    why=maybe,
)
figures = st.builds(
    Figure,
    span=spans,
    outcome=st.sampled_from(OUTCOMES),
    low=number,
    high=number,
    qualifier=st.sampled_from(QUALIFIERS),
    victims=st.sampled_from(VICTIMS),
    group=st.none() | labels,
    age_sex=st.none() | st.sampled_from(AGE_SEX),
    part_of=st.none() | st.integers(0, 3),
    scope=st.sampled_from(SCOPES),
    by=st.none() | labels,
    claimant=text,
    denied=st.booleans(),
    denied_by=maybe,
    places=several(places),
    date=maybe,
    date_text=maybe,
    means=maybe,
    also=several(spans),
)
events = st.builds(
    Event,
    span=spans,
    type=st.sampled_from(EVENT_TYPES),
    actors=several(labels),
    targets=several(labels),
    places=several(places),
    date=maybe,
    date_text=maybe,
    means=maybe,
    status=st.sampled_from(STATUSES),
    claimant=text,
    background=st.booleans(),
    figures=several(st.integers(0, 3)),
    also=several(spans),
)
reports = st.builds(
    Report,
    id=text.filter(bool),
    text=text,
    sha256=words,
    title=maybe,
    outlet=maybe,
    published=maybe,
    published_from=maybe,
    path=maybe,
    url=maybe,
    language=words,
)
readings = st.builds(
    Reading,
    report=reports,
    repeats=several(spans),
    boilerplate=several(spans),
    actors=several(st.builds(ActorMention, span=spans, label=labels, as_named=text)),
    places=several(places),
    figures=several(figures),
    events=several(events),
    parts=st.dictionaries(st.sampled_from(["assembly", "sides", "dates", "جزء"]), words).map(
        lambda d: tuple(d.items())
    ),
)
claims = st.builds(
    Claim,
    report_id=text,
    figure=st.integers(0, 9),
    span=spans,
    words=text,
    outcome=st.sampled_from(OUTCOMES),
    low=number,
    high=number,
    qualifier=st.sampled_from(QUALIFIERS),
    victims=st.sampled_from(VICTIMS),
    group=maybe,
    age_sex=maybe,
    scope=st.sampled_from(SCOPES),
    part_of=st.none() | st.integers(0, 9),
    by=maybe,
    claimant=text,
    outlet=maybe,
    published=maybe,
    denied=st.booleans(),
    denied_by=maybe,
    copies=several(text),
)
tolls = st.builds(
    Toll,
    outcome=st.sampled_from(OUTCOMES),
    low=number,
    best=number,
    high=number,
    rule=text,
    contested=st.booleans(),
    claims=several(st.integers(0, 3)),
    victims=st.none() | st.sampled_from(VICTIMS),
    group=maybe,
    age_sex=maybe,
    differences=several(
        st.builds(Difference, kind=text, first=st.integers(0, 3), second=st.integers(0, 3), why=text),
    ),
)
incidents = st.builds(
    Incident,
    id=text.filter(bool),
    type=st.sampled_from(EVENT_TYPES),
    date=maybe,
    places=several(places),
    actors=several(labels),
    targets=several(labels),
    status=st.sampled_from(STATUSES),
    grade=st.sampled_from(GRADES),
    claims=several(claims),
    tolls=several(tolls),
    tellings=several(
        st.builds(
            Telling,
            report_id=text,
            spans=several(spans),
            events=several(st.integers(0, 3)),
            figures=several(st.integers(0, 3)),
            why=text,
        )
    ),
)
slowly = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@slowly
@given(given_readings=st.lists(readings, max_size=4, unique_by=lambda r: r.report.id))
def test_any_reading_comes_back(new_place: Callable[[], str], given_readings: list[Reading]) -> None:
    """The claims are the truth: the readings built from them are those of the JSON the reader prints."""
    with open_register(new_place()) as register:
        filled(register, given_readings)
        expected = [reading_from_json(reading_to_json(r), report=r.report) for r in given_readings]
        assert list(register.readings()) == sorted(expected, key=lambda r: r.report.id.encode())
        assert list(register.readings_with_mentions()) == [r for r in register.readings() if r.figures or r.events]


@slowly
@given(given_incidents=st.lists(incidents, max_size=4, unique_by=lambda i: i.id))
def test_any_incident_comes_back(new_place: Callable[[], str], given_incidents: list[Incident]) -> None:
    """An incident is stored whole, however odd its names and dates."""
    with open_register(new_place()) as register:
        run = filled(register)
        register.replace_incidents(given_incidents, run=run)
        assert {i.id: i for i in register.incidents()} == {i.id: i for i in given_incidents}


@given(maybe)
def test_any_date_has_days_or_none(edtf: str | None) -> None:
    """A date that cannot be read is no date to filter by, never an error."""
    first, last = days_of(edtf)
    assert edtf is not None or (first, last) == (None, None)


@given(st.dates(), st.dates())
def test_the_days_of_an_interval_are_its_ends(one, other) -> None:
    """From the first day of its start to the last of its end, "about" or not."""
    start, end = sorted((one, other))
    assert days_of(f"{start}/{end}~") == (str(start), str(end))
    assert days_of(str(start)[:7]).first == str(start.replace(day=1))
