"""A register grows by new reports and judgements, and is what gathering everything anew would give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tellings import IDLIB, MAARA, raid

from marsad.link import Known, gather, gather_mentions, keep_ids, link
from marsad.link.judgements import Bench
from marsad.link.rules import LinkSettings
from marsad.model import Incident, Reading, Span
from marsad.pipeline import relink
from marsad.register import Register, open_register
from marsad.review import accept, merge, say

TOLD = (
    raid("a", 4),
    raid("b", 5, published="2016-05-11"),
    raid("c", 9, where=MAARA),
    raid("d", None, date=None, where=IDLIB),
    raid("e", 4, text="استهدف الطيران الحربي سوقا في سرمدا موقعا ضحايا من المدنيين"),
    raid("f", 12, kind="clash", where={"name": "قرية بعيدة"}),
    raid("g", 9, where=MAARA, date="2016-05-11", published="2016-05-12"),
    raid("h", 4, date=None, text="غارة على سوق سرمدا وسط البلدة أوقعت ضحايا"),
)


def grown(register: Register, runs: Sequence[Sequence[Reading]]) -> list[dict[str, Any]]:
    """The incidents after these runs, without their ids, which depend on what came first."""
    for readings in runs:
        run = register.begin_run(command="run", version="0.1.0", reader_version="reader-1")
        register.add_readings(readings, run=run)
        relink(register, command="link")
    return plain(tuple(register.incidents()))


def plain(incidents: Sequence[Incident]) -> list[dict[str, Any]]:
    bodies = [asdict(replace(incident, id="")) for incident in incidents]
    return sorted(bodies, key=str)


@settings(max_examples=25, deadline=None)
@given(st.permutations(TOLD), st.sets(st.integers(1, len(TOLD) - 1), max_size=4))
def test_the_same_register_however_the_reports_are_split_into_runs(order: list[Reading], cuts: set[int]) -> None:
    """Any order in any number of runs gives the incidents of one run over all."""
    ends = [0, *sorted(cuts), len(order)]
    runs = [order[start:end] for start, end in pairwise(ends)]
    with TemporaryDirectory() as folder, open_register(Path(folder) / "r.db") as register:
        assert grown(register, runs) == plain(link(TOLD))


@pytest.fixture
def register(tmp_path: Path) -> Any:
    """A register that has gathered all of TOLD."""
    with open_register(tmp_path / "r.db") as opened:
        grown(opened, [TOLD])
        yield opened


def by_report(register: Register) -> dict[str, Incident]:
    return {t.report_id: i for i in register.incidents() for t in i.tellings}


def test_a_run_without_anything_new_changes_nothing(register: Register) -> None:
    """The incidents stay, under their ids, and none counts as changed."""
    before = tuple(register.incidents())
    relink(register, command="link")
    assert tuple(register.incidents()) == before


def test_an_incident_keeps_its_id_when_an_earlier_report_comes(register: Register) -> None:
    """A report published before all others joins, and the incident is known by the same id."""
    before = by_report(register)["a"].id
    grown(register, [[raid("z", 4, published="2016-05-09", date="2016-05-10")]])
    assert by_report(register)["z"].id == before


def test_a_merged_incident_keeps_the_older_id_and_the_other_points_to_it(register: Register) -> None:
    """Two incidents that a reviewer joins go on under the id that was known first; the other leads to it."""
    grown(register, [[raid("n", 2, where={"name": "قرية أخرى"}, text="سقطت قذائف مدفعية على وادي الرمان")]])
    first, later = by_report(register)["a"].id, by_report(register)["n"].id
    merge(register, later, first, who="هدى", why="مكان واحد")
    relink(register, command="judge")
    merged = register.incident(later)
    assert merged is not None
    assert merged.id == first
    assert by_report(register)["n"].id == first


def test_incidents_that_come_apart_again_have_their_ids_back_or_new_ones(register: Register) -> None:
    """No id is given to another incident than it stood for."""
    first, later = by_report(register)["a"].id, by_report(register)["c"].id
    merge(register, first, later, who="هدى", why="مكان واحد")
    relink(register, command="judge")
    say(register, "undo", ["1"], who="هدى", why="مكانان")
    relink(register, command="judge")
    apart = by_report(register)
    assert apart["a"].id != apart["c"].id
    assert {apart["a"].id, apart["c"].id} & {first, later}


def test_a_judgement_survives_another_lexicon(register: Register) -> None:
    """Read again by other rules that find the words a little farther on, what was split stays split."""
    raid_id = by_report(register)["a"].id
    say(register, "split", [raid_id, "b"], who="هدى", why="غارة أخرى")
    relink(register, command="judge")
    assert by_report(register)["a"].id != by_report(register)["b"].id
    moved = [
        replace(r, events=tuple(replace(e, span=Span(e.span.start + 1, e.span.end + 2)) for e in r.events))
        for r in TOLD
    ]
    run = register.begin_run(command="run", version="0.1.0", reader_version="reader-2")
    register.add_readings(moved, run=run)
    relink(register, command="link")
    assert by_report(register)["a"].id == raid_id != by_report(register)["b"].id


def test_what_was_accepted_is_still_accepted_after_a_run(register: Register) -> None:
    """A run that leaves an incident's values as they were leaves the judgement in force."""
    accept(register, by_report(register)["c"].id, who="هدى", why="قرأت")
    grown(register, [[raid("y", 3, where={"name": "قرية بعيدة جدا"}, date="2016-09-01", published="2016-09-01")]])
    assert register.count_waiting() == len(list(register.incidents())) - 1


def test_an_id_goes_to_who_holds_most_of_what_it_stood_for(rules: LinkSettings) -> None:
    """Of two incidents that hold parts of a former one, the larger part has its id; the other has a new one."""
    mentions = gather_mentions(TOLD, rules)
    gathering = gather(mentions, Bench(()), rules)
    most = max(gathering.clusters, key=len)
    others = [members for members in gathering.clusters if members != most]
    stood = tuple(mentions[i].key for i in (*most, *others[0]))
    named = keep_ids(gathering.incidents, gathering.clusters, mentions, [Known("i-old", stood)])
    assert [i.id for i, members in zip(named.incidents, gathering.clusters, strict=True) if members == most] == [
        "i-old"
    ]
    assert named.merged == {}
