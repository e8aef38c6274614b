"""Each command, as a user meets it."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Marsad = Callable[..., "subprocess.CompletedProcess[str]"]
COMMANDS = ["extract", "run", "incidents", "show", "tolls", "export", "evaluate", "demo"]


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_extract_writes_one_json_per_report(tmp_path: Path, folder: Path, marsad: Marsad) -> None:
    """<stem>.json per text file and <id>.json per line, in the codebook's form; spans slice the text as read."""
    records = tmp_path / "more.jsonl"
    text = "قتل شخصان في انفجار عبوة ناسفة في مدينة الباب."
    record = {"id": "x/1", "title": "انفجار", "text": text, "published": "2020-02-03"}
    records.write_text(json.dumps(record, ensure_ascii=False) + "\n", encoding="utf-8")
    out = tmp_path / "out" / "deep"
    done = marsad("extract", folder, records, "--out", out, "--manifest", tmp_path / "manifest.csv", "--outlet", "o")
    assert done.returncode == 0, done.stderr
    names = sorted(path.name for path in out.iterdir())
    assert names == [
        "football.json",
        "site-2020-02-03.json",
        "state-2020-02-03.json",
        "taiz-2018-05-10.json",
        "x%2F1.json",
    ]
    body = json.loads((out / "taiz-2018-05-10.json").read_text(encoding="utf-8"))
    assert list(body)[:1] == ["report"]
    assert {"repeats", "boilerplate", "actors", "places", "figures", "events"} <= set(body)
    assert (body["report"]["published"], body["report"]["published_from"]) == ("2018-05-10", "manifest")
    assert body["report"]["outlet"] == "taiz"
    source = (folder / "taiz-2018-05-10.txt").read_bytes().decode()
    killed = next(figure for figure in body["figures"] if figure["outcome"] == "killed")
    assert (killed["low"], killed["high"]) == (2, 2)
    assert "مدنيان" in source[slice(*killed["span"])]
    other = json.loads((out / "x%2F1.json").read_text(encoding="utf-8"))["report"]
    assert (other["id"], other["outlet"], other["published_from"]) == ("x/1", "o", "record")


def test_extract_without_a_date_stays_undated(tmp_path: Path, folder: Path, marsad: Marsad) -> None:
    """No manifest and no option: published is null and nothing is put in its place."""
    done = marsad("extract", folder / "football.txt", "--out", tmp_path / "o")
    assert done.returncode == 0, done.stderr
    report = json.loads((tmp_path / "o" / "football.json").read_text(encoding="utf-8"))["report"]
    assert (report["published"], report["published_from"]) == (None, None)


def test_run_tells_what_it_did_and_does_it_once(tmp_path: Path, folder: Path, marsad: Marsad) -> None:
    """The summary counts reports and incidents; the same command again reads nothing and changes nothing."""
    again = ["run", folder, "--manifest", tmp_path / "manifest.csv", "--register", tmp_path / "r.db", "--json"]
    first, second = (json.loads(marsad(*again).stdout) for _ in range(2))
    assert (first["run"]["new"], first["run"]["known"], first["run"]["problems"]) == (4, 0, 0)
    assert (second["run"]["new"], second["run"]["known"]) == (0, 4)
    assert first["holds"] == {**second["holds"], "runs": 1}
    assert first["holds"]["incidents"] >= 2


def test_incidents_print_the_contract(register: Path, marsad: Marsad) -> None:
    """One JSON object a line with exactly the keys of the contract, the same bytes each time."""
    asked = ["incidents", "--register", register, "--format", "jsonl"]
    first, second = marsad(*asked), marsad(*asked)
    assert first.stdout == second.stdout
    found = lines(first.stdout)
    keys = ["id", "type", "date", "places", "actors", "targets", "killed", "injured", "grade", "reports"]
    assert [list(incident) for incident in found] == [keys] * len(found)
    told = {report["report_id"] for incident in found for report in incident["reports"]}  # type: ignore[attr-defined]
    assert "taiz-2018-05-10" in told
    assert "football" not in told


@pytest.mark.parametrize(
    ("filters", "reports"),
    [
        (["--from", "2019-01-01"], {"state-2020-02-03", "site-2020-02-03"}),
        (["--to", "2019-01-01"], {"taiz-2018-05-10"}),
        (["--place", "تعز"], {"taiz-2018-05-10"}),
        (["--type", "shelling", "--actor", "houthis"], {"taiz-2018-05-10"}),
        (["--type", "protest"], set()),
    ],
)
def test_incidents_are_filtered(register: Path, marsad: Marsad, filters: list[str], reports: set[str]) -> None:
    """Each filter leaves the incidents it names and no others."""
    done = marsad("incidents", "--register", register, "--format", "jsonl", *filters)
    told = {r["report_id"] for i in lines(done.stdout) for r in i["reports"]}  # type: ignore[attr-defined]
    assert told == reports


def test_incidents_as_a_table_and_as_csv(register: Path, marsad: Marsad) -> None:
    """The same incidents, for a person and for a spreadsheet; off a terminal no isolating marks are added."""
    shown = marsad("incidents", "--register", register).stdout
    assert "shelling" in shown
    assert "تعز" in shown
    assert "\u2068" not in shown
    rows = list(csv.DictReader(io.StringIO(marsad("incidents", "--register", register, "--format", "csv").stdout)))
    assert {row["id"] for row in rows} == {word for word in shown.split() if word in {row["id"] for row in rows}}


def test_show_gives_claims_and_words(register: Path, marsad: Marsad) -> None:
    """Each value with who says it and in which words; as JSON too."""
    wanted = lines(marsad("incidents", "--register", register, "--format", "jsonl", "--place", "تعز").stdout)[0]["id"]
    shown = marsad("show", str(wanted), "--register", register).stdout
    assert "killed" in shown
    assert "مدنيان" in shown
    assert "taiz itself (taiz, 2018-05-10, taiz-2018-05-10)" in shown
    body = json.loads(marsad("show", str(wanted), "--register", register, "--json").stdout)
    assert body["id"] == wanted
    killed = next(value for value in body["values"] if value["field"] == "killed")
    assert [said["report_id"] for said in killed["said"]] == ["taiz-2018-05-10"]


@pytest.mark.parametrize("by", ["side", "province", "day"])
def test_tolls_add_up(register: Path, marsad: Marsad, by: str) -> None:
    """By side, province and day; the table, the CSV and the JSON Lines say the same."""
    rows = lines(marsad("tolls", "--register", register, "--by", by, "--format", "jsonl").stdout)
    assert rows
    assert all(next(iter(row)) == by for row in rows)
    again = csv.DictReader(io.StringIO(marsad("tolls", "--register", register, "--by", by, "--format", "csv").stdout))
    assert [row[by] for row in again] == [row[by] for row in rows]
    table = marsad("tolls", "--register", register, "--by", by).stdout
    assert all(str(row[by]) in table for row in rows)


@pytest.mark.parametrize("name", ["csv", "jsonl", "geojson", "acled", "ged", "plover", "ftm", "hxl"])
def test_export_to_a_file_or_to_stdout(tmp_path: Path, register: Path, marsad: Marsad, name: str) -> None:
    """The same bytes either way; beside a file its account, and a line on stderr says what was left out."""
    path = tmp_path / f"x.{name}"
    done = marsad("export", name, "--register", register, "--out", path)
    assert done.returncode == 0
    account = json.loads((tmp_path / f"x.{name}.about.json").read_text(encoding="utf-8"))
    assert done.stderr.startswith(f"{account['incidents']} incidents in ")
    assert all(why in done.stderr for why in account["left_out"])
    printed = marsad("export", name, "--register", register).stdout
    assert path.read_bytes().decode().replace("\r\n", "\n") == printed
    assert list(tmp_path.glob(".marsad*")) == []


def test_evaluate_reads_or_takes_predictions(tmp_path: Path, folder: Path, marsad: Marsad) -> None:
    """The reading scored against itself is perfect; a folder without predictions is named."""
    gold = tmp_path / "gold"
    marsad("extract", folder / "football.txt", "--out", tmp_path / "pred")
    (gold / "annotations").mkdir(parents=True)
    (gold / "reports").mkdir()
    (gold / "reports" / "football.txt").write_bytes((folder / "football.txt").read_bytes())
    annotation = {"id": "football", "published": None, "repeats": [], "boilerplate": [], "figures": [], "events": []}
    (gold / "annotations" / "football.json").write_text(json.dumps(annotation), encoding="utf-8")
    for arguments in ([], ["--predictions", tmp_path / "pred"]):
        done = marsad("evaluate", gold, "--json", *arguments)
        assert done.returncode == 0, done.stderr
        assert set(json.loads(done.stdout)) == {"figures", "figures, any value", "events"}
    missing = marsad("evaluate", gold, "--predictions", tmp_path / "none")
    assert missing.returncode == 1
    assert "no prediction for football" in missing.stderr


def test_demo_shows_incidents_and_disagreements(tmp_path: Path, marsad: Marsad) -> None:
    """The project's own reports: a register, its incidents, and the three tolls most disagreed on, with their words."""
    done = marsad("demo", "--register", tmp_path / "demo.db")
    assert done.returncode == 0, done.stderr
    disputes = done.stdout.split("The tolls on which the tellers disagree most")[1]
    assert disputes.count("best ") == 3
    assert disputes.count("«") + disputes.count("denied by") >= 6, "each has two tellers at least, and their words"
    assert lines(marsad("incidents", "--register", tmp_path / "demo.db", "--format", "jsonl").stdout)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_comes_without_the_heavy_libraries(command: str) -> None:
    """`--help` loads neither spaCy nor SQLAlchemy nor the reader, which is what keeps it under half a second."""
    program = [sys.executable, "-X", "importtime", "-c", "from marsad.cli import main; main()"]
    done = subprocess.run([*program, *([command] if command else []), "--help"], capture_output=True, encoding="utf-8")
    assert done.returncode == 0
    assert "Usage: " in done.stdout
    loaded = {line.rsplit("|", 1)[-1].strip() for line in done.stderr.splitlines()}
    assert "typer" in loaded, "the import trace is there"
    assert (
        loaded & {"spacy", "sqlalchemy", "alembic", "marsad.extract", "marsad.register", "marsad.link", "orjson"}
        == set()
    )


def test_version(marsad: Marsad) -> None:
    """`--version` names the program and its version."""
    assert marsad("--version").stdout.startswith("marsad 0.")
