"""The project's own reports that tell of one happening are gathered, and look-alikes among them are kept apart."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from marsad.extract import Reader
from marsad.link import link
from marsad.model import Incident, Report

GOLD = Path(__file__).parents[2] / "gold"
GROUPS: list[dict[str, Any]] = json.loads((GOLD / "incidents.json").read_text(encoding="utf-8"))["incidents"]
TELLINGS = sum(len(group["reports"]) for group in GROUPS)

Homes = dict[tuple[str, str], set[str]]


def _report(row: dict[str, Any]) -> Report:
    text = (GOLD / "reports" / f"{row['id']}.txt").read_text(encoding="utf-8")
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Report(id=row["id"], text=text, sha256=digest, outlet=row["outlet"], published=row["published"])


@pytest.fixture(scope="module")
def incidents(reader: Reader) -> tuple[Incident, ...]:
    """What is gathered from every report of the gold that tells of an incident."""
    told = {passage["report_id"] for group in GROUPS for passage in group["reports"]}
    rows = json.loads((GOLD / "manifest.json").read_text(encoding="utf-8"))
    return link(reader.read(_report(row)) for row in rows if row["id"] in told)


@pytest.fixture(scope="module")
def homes(incidents: tuple[Incident, ...]) -> Homes:
    """By group and report, the ids of the incidents whose words stand in the passage."""
    found: Homes = {}
    for group in GROUPS:
        for passage in group["reports"]:
            start, end = passage["span"]
            found[group["id"], passage["report_id"]] = {
                incident.id
                for incident in incidents
                for telling in incident.tellings
                if telling.report_id == passage["report_id"]
                and any(span.start < end and start < span.end for span in telling.spans)
            }
    return found


def _home(group: dict[str, Any], homes: Homes) -> tuple[str | None, int]:
    votes = Counter(id for passage in group["reports"] for id in homes[group["id"], passage["report_id"]])
    return votes.most_common(1)[0] if votes else (None, 0)


def test_tellings_of_one_happening_are_gathered(homes: Homes) -> None:
    """Nine of ten passages of the groups are in the incident that holds most of their group."""
    gathered = sum(_home(group, homes)[1] for group in GROUPS)
    assert gathered >= 0.9 * TELLINGS, (gathered, TELLINGS)


@pytest.mark.parametrize("group", [g for g in GROUPS if g["confusable_with"]], ids=lambda g: str(g["id"]))
def test_look_alikes_are_kept_apart(group: dict[str, Any], homes: Homes) -> None:
    """A commander near one city in two years, two villages in a day, two car bombs in a week: never one incident."""
    own = _home(group, homes)[0]
    others = {_home(other, homes)[0] for other in GROUPS if other["id"] in group["confusable_with"]}
    assert own not in others - {None}


def test_tolls_of_the_groups(incidents: tuple[Incident, ...], homes: Homes) -> None:
    """Three of four groups have the right best number of killed; eight of ten show how their tellers differ."""
    by_id = {incident.id: incident for incident in incidents}
    right = 0
    stated = [g for g in GROUPS if g["killed"] and g["killed"]["best"] is not None]
    for group in stated:
        toll = by_id[home].toll("killed") if (home := _home(group, homes)[0]) else None
        right += toll is not None and toll.best == group["killed"]["best"]
    assert right >= 0.75 * len(stated), (right, len(stated))
    differing = [g for g in GROUPS if g["difference"] in ("update", "disagreement", "scope")]
    shown = 0
    for group in differing:
        toll = by_id[home].toll("killed") if (home := _home(group, homes)[0]) else None
        shown += toll is not None and group["difference"] in {d.kind for d in toll.differences}
    assert shown >= 0.8 * len(differing), (shown, len(differing))
