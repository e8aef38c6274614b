"""Out of a register and back in: what an export holds is what was read and gathered, and scores so."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from export.gold_register import GOLD, GROUPS, gold_readings
from marsad.cli.app import app
from marsad.evaluate.gold import load_gold
from marsad.evaluate.score import score
from marsad.export import Content, content_of, exporter
from marsad.link import link
from marsad.model import Incident, Toll, reading_to_json
from marsad.pipeline.linking import link_register
from marsad.register import IncidentFilter, Register, open_register

Passage = tuple[str, int, int]


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterable[Register]:
    """A register of what persons annotated of the project's own reports."""
    with open_register(tmp_path_factory.mktemp("gold") / "gold.db") as opened:
        run = opened.begin_run(command="test", version="0", reader_version="gold")
        opened.add_readings(gold_readings(), run=run)
        link_register(opened, run=run)
        opened.end_run(run, counts={})
        yield opened


def exported(name: str, register: Register) -> bytes:
    file = io.BytesIO()
    exporter(name).export(content_of(register, IncidentFilter()), file)
    return file.getvalue()


def grouped(rows: Iterable[tuple[str, Passage]]) -> dict[str, set[Passage]]:
    found: dict[str, set[Passage]] = {}
    for id, passage in rows:
        found.setdefault(id, set()).add(passage)
    return found


def from_parquet(data: bytes) -> tuple[dict[str, set[Passage]], dict[str, tuple[Any, ...]]]:
    """The passages of each incident and its number of killed, out of the tidy tables."""
    with ZipFile(io.BytesIO(data)) as archive:
        tables = {n: pq.read_table(io.BytesIO(archive.read(f"{n}.parquet"))).to_pylist() for n in ("links", "tolls")}
    passages = grouped((r["incident_id"], (r["report_id"], r["span_start"], r["span_end"])) for r in tables["links"])
    whole = [t for t in tables["tolls"] if t["outcome"] == "killed" and t["victims"] is None]
    return passages, _killed({t["incident_id"]: (t["low"], t["best"], t["high"]) for t in whole})


def _killed(numbers: dict[str, tuple[Any, ...]]) -> dict[str, tuple[Any, ...]]:
    """Without the incidents of which nobody states a number."""
    return {id: three for id, three in numbers.items() if three != (None, None, None)}


def _told(toll: Toll) -> bool:
    return (toll.low, toll.best, toll.high) != (None, None, None)


def from_jsonl(data: bytes) -> tuple[dict[str, set[Passage]], dict[str, tuple[Any, ...]]]:
    records = [json.loads(line) for line in data.splitlines()]
    told = ((r["id"], one) for r in records for one in r["reports"])
    passages = grouped((id, (one["report_id"], *span)) for id, one in told for span in one["spans"])
    killed = {r["id"]: tuple(r["killed"].values()) for r in records}
    return passages, _killed(killed)


def pairs(groups: Mapping[str, set[Passage]]) -> set[tuple[Passage, Passage]]:
    """Every two passages that are told to be of one incident."""
    return {pair for group in groups.values() for pair in combinations(sorted(group), 2)}


def f1(gold: Mapping[str, set[Passage]], found: Mapping[str, set[Passage]]) -> float:
    """Of the pairs of passages that belong together: 1.0 where exactly the same do."""
    wanted, got = pairs(gold), pairs(found)
    return 2 * len(wanted & got) / (len(wanted) + len(got))


def incidents_of(register: Register) -> dict[str, set[Passage]]:
    return grouped(
        (i.id, (t.report_id, s.start, s.end)) for i in register.incidents() for t in i.tellings for s in t.spans
    )


@pytest.mark.parametrize(("name", "read"), [("parquet", from_parquet), ("jsonl", from_jsonl)])
def test_the_gathering_comes_back_whole(register: Register, name: str, read: Any) -> None:
    """Exported and taken as gold, the register's incidents score 1.0: the same passages together, the same numbers."""
    passages, killed = read(exported(name, register))
    held = incidents_of(register)
    assert len(pairs(held)) > 50
    assert f1(passages, held) == 1.0
    tolls = {i.id: i.toll("killed") for i in register.incidents()}
    assert killed == {id: (t.low, t.best, t.high) for id, t in tolls.items() if t is not None and _told(t)}


def test_another_gathering_scores_less(register: Register) -> None:
    """The score can fail: two incidents put together, or one passage lost, are below 1.0."""
    held = incidents_of(register)
    first, second = sorted(held, key=lambda id: -len(held[id]))[:2]
    merged = {id: group for id, group in held.items() if id != second} | {first: held[first] | held[second]}
    assert f1(held, merged) < 1.0
    lost = held | {first: set(sorted(held[first])[1:])}
    assert f1(held, lost) < 1.0


def test_the_exported_passages_are_those_of_the_gold(register: Register) -> None:
    """Nine of ten passages of `gold/incidents.json` are in one exported incident with most of their group."""
    passages, _ = from_parquet(exported("parquet", register))
    together = total = 0
    for group in GROUPS:
        homes: dict[str, set[str]] = {}
        for told in group["reports"]:
            start, end = told["span"]
            for id, spans in passages.items():
                if any(r == told["report_id"] and s < end and start < e for r, s, e in spans):
                    homes.setdefault(id, set()).add(told["report_id"])
        together += max(len(reports) for reports in homes.values())
        total += len(group["reports"])
    assert together >= 0.9 * total, (together, total)


def test_a_reading_scores_1_against_itself(register: Register) -> None:
    """What the register gives back of an annotation, scored against the annotations, is the annotation: all 1.0."""
    names = {g.id for g in load_gold(GOLD)}
    predictions = {r.report.id: reading_to_json(r) for r in register.readings()}
    assert set(predictions) == names
    scores = score(GOLD, predictions).as_json()
    assert scores["figures"]["f1"] == 1.0
    assert scores["events"]["f1"] == 1.0


def test_linking_the_exported_readings_gives_the_same_incidents(register: Register) -> None:
    """The readings that a register holds, linked anew, are the incidents that it exports."""
    again: tuple[Incident, ...] = link(register.readings())
    fresh = grouped((i.id, (t.report_id, s.start, s.end)) for i in again for t in i.tellings for s in t.spans)
    assert f1(incidents_of(register), fresh) == 1.0
    file = io.BytesIO()
    exporter("jsonl").export(Content(incidents=again), file)
    assert f1(from_jsonl(file.getvalue())[0], from_jsonl(exported("jsonl", register))[0]) == 1.0


def test_what_extract_writes_is_gold_for_itself(tmp_path: Path) -> None:
    """`marsad extract` twice, the first taken as gold for the second by `marsad evaluate`: 1.0 throughout."""
    run = CliRunner()
    ids = ("syria-2017-jinah-daily", "so-zobe-third-day", "sport-cairo-derby")
    reports = [GOLD / "reports" / f"{id}.txt" for id in ids]
    read = ["extract", *map(str, reports), "--manifest", str(GOLD / "manifest.json"), "--out"]
    assert run.invoke(app, [*read, str(tmp_path / "read")]).exit_code == 0
    gold = tmp_path / "gold" / "annotations"
    gold.mkdir(parents=True)
    for path in (tmp_path / "read").glob("*.json"):
        annotation = _as_gold(json.loads(path.read_text(encoding="utf-8")))
        (gold / path.name).write_text(json.dumps(annotation), encoding="utf-8")
    done = run.invoke(app, ["evaluate", str(tmp_path / "gold"), "--predictions", str(tmp_path / "read"), "--json"])
    assert done.exit_code == 0, done.output
    scores = json.loads(done.output)
    assert scores["figures"]["f1"] == scores["events"]["f1"] == 1.0
    assert scores["figures"]["gold"] > 5


def _as_gold(body: dict[str, Any]) -> dict[str, Any]:
    """A reading in the form of an annotation: places by name, nothing that an annotation does not hold."""
    entries = {
        kind: [{k: [p["name"] for p in v] if k == "places" else v for k, v in one.items()} for one in body[kind]]
        for kind in ("figures", "events")
    }
    return {
        "id": body["report"]["id"],
        "published": body["report"]["published"],
        "repeats": body["repeats"],
        "boilerplate": body["boilerplate"],
        **entries,
    }
