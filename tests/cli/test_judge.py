"""`marsad judge`, `marsad judgements` and `marsad queue` on the project's own reports."""

from __future__ import annotations

from pathlib import Path

import orjson
from typer.testing import CliRunner

from marsad.cli.app import app

REPORTS = Path(__file__).parents[2] / "gold" / "reports"


def marsad(*words: str) -> str:
    done = CliRunner().invoke(app, list(words))
    assert done.exit_code == 0, done.output
    return done.stdout


def test_a_day_of_review(tmp_path: Path) -> None:
    """What waits is listed, split, shown in its history, taken back, and a reason is asked for."""
    register = str(tmp_path / "r.db")
    sources = [str(REPORTS / f"gaza-2014-bureij-{name}.txt") for name in ("telegram", "wire", "daily")]
    marsad("run", *sources, "--manifest", str(REPORTS.parent / "manifest.json"), "-r", register)
    waiting = [orjson.loads(line) for line in marsad("queue", "-r", register, "--format", "jsonl").splitlines()]
    raid = next(i for i in waiting if len(i["reports"]) > 1)
    leaving = raid["reports"][-1]["report_id"]
    by = ["--who", "هدى", "--why", "غارة أخرى", "-r", register]
    said = marsad("judge", "split", raid["id"], leaving, *by)
    number = said.split(":")[0].removeprefix("judgement ")
    incidents = [orjson.loads(line) for line in marsad("incidents", "-r", register, "--format", "jsonl").splitlines()]
    assert not any(
        {leaving, raid["reports"][0]["report_id"]} <= {r["report_id"] for r in i["reports"]} for i in incidents
    )
    marsad("judge", "undo", number, *by)
    entry = orjson.loads(marsad("judgements", raid["id"], "-r", register, "--json").splitlines()[0])
    assert (entry["judgement"]["kind"], entry["counts"], entry["undone"]["why"]) == ("split", False, "غارة أخرى")
    assert "taken back" in marsad("judgements", raid["id"], "-r", register)
    refused = CliRunner().invoke(app, ["judge", "accepted", raid["id"], "--who", "هدى", "--why", " ", "-r", register])
    assert refused.exit_code != 0


def test_tolls_are_explained(tmp_path: Path) -> None:
    """`marsad tolls --explain` names the rule and each claim of an incident; `--totals` lists running totals."""
    register = str(tmp_path / "r.db")
    sources = [str(REPORTS / f"gaza-2014-bureij-{name}.txt") for name in ("telegram", "wire", "daily")]
    marsad("run", *sources, "--manifest", str(REPORTS.parent / "manifest.json"), "-r", register)
    incidents = [orjson.loads(line) for line in marsad("incidents", "-r", register, "--format", "jsonl").splitlines()]
    raid = max(incidents, key=lambda i: len(i["reports"]))
    told = marsad("tolls", "--explain", raid["id"], "-r", register)
    assert "rule: " in told
    assert "stands" in told
    assert marsad("tolls", "--totals", "-r", register)
    assert CliRunner().invoke(app, ["tolls", "--explain", "i-none", "-r", register]).exit_code != 0
