"""`marsad explain`, as a user meets it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Marsad = Callable[..., "subprocess.CompletedProcess[str]"]


def test_the_terminal_shows_marks_under_their_paragraph(folder: Path, marsad: Marsad) -> None:
    """The report's words, what was read in them, from which entry and by which rule; then the fields."""
    done = marsad("explain", folder / "taiz-2018-05-10.txt", "--published", "2018-05-10")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    figure = next(line for line in lines if line.startswith("  F1 figure"))
    assert "«قتل مدنيان»" in figure
    assert "- counted noun after the verb [lexicon/outcomes.toml: kill; assembly " in figure
    assert any(line.startswith("  side        houthis «جماعة الحوثي»") for line in lines)
    assert any(line.startswith("  number      2 exact «مدنيان»") for line in lines)
    assert any(line.startswith("  by          houthis «جماعة الحوثي»") for line in lines)
    assert "\u2068" not in done.stdout


def test_json_prints_the_marks(folder: Path, marsad: Marsad) -> None:
    """Each mark with its words, and the words of every value; the spans slice the report."""
    done = marsad("explain", folder / "taiz-2018-05-10.txt", "--published", "2018-05-10", "--outlet", "o", "--json")
    body = json.loads(done.stdout)
    source = (folder / "taiz-2018-05-10.txt").read_bytes().decode()
    assert (body["report"]["id"], body["report"]["outlet"], body["note"]) == ("taiz-2018-05-10", "o", None)
    assert {"figure", "event", "side", "place", "date", "outcome"} <= {mark["layer"] for mark in body["marks"]}
    for mark in body["marks"]:
        assert set(mark) == {"span", "words", "layer", "label", "part", "entry", "rule", "index", "values"}
        assert source[slice(*mark["span"])] == mark["words"]
        for value in mark["values"]:
            assert [source[slice(*span)] for span in value["spans"]] == value["words"]
    killed = next(mark for mark in body["marks"] if mark["layer"] == "figure")
    assert {"low": 2, "high": 2}.items() <= {v["name"]: v["value"] for v in killed["values"]}.items()


def test_html_writes_one_page_by_itself(tmp_path: Path, folder: Path, marsad: Marsad) -> None:
    """Right to left, no script, nothing on stdout; a script in a report's title is text."""
    record = {"id": "x", "title": "<script>alert(1)</script>", "text": "قتل شخصان في قصف على مدينة الباب."}
    records = tmp_path / "one.jsonl"
    records.write_text(json.dumps(record, ensure_ascii=False) + "\n", encoding="utf-8")
    page = tmp_path / "page.html"
    done = marsad("explain", records, "--published", "2020-02-03", "--html", page)
    assert (done.returncode, done.stdout) == (0, "")
    assert "page.html" in done.stderr
    html = page.read_text(encoding="utf-8")
    assert '<html lang="ar" dir="rtl">' in html
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_a_file_of_several_reports_asks_which(tmp_path: Path, marsad: Marsad) -> None:
    """Without --id the command says what the file holds; with it, that one is explained."""
    records = tmp_path / "two.jsonl"
    texts = {"a": "قتل شخصان في قصف على مدينة الباب.", "b": "قتل جندي في هجوم على حاجز في درعا."}
    lines = [json.dumps({"id": i, "text": t, "published": "2020-02-03"}, ensure_ascii=False) for i, t in texts.items()]
    records.write_text("\n".join(lines) + "\n", encoding="utf-8")
    asked = marsad("explain", records)
    assert asked.returncode == 2
    assert "'a', 'b'" in asked.stderr
    assert "--id" in asked.stderr
    body = json.loads(marsad("explain", records, "--id", "b", "--json").stdout)
    assert body["report"]["id"] == "b"


@pytest.mark.parametrize(("name", "options"), [("none.txt", ()), ("football.txt", ("--id", "other"))])
def test_a_report_that_is_not_there_is_said_to_be_missing(
    folder: Path, marsad: Marsad, name: str, options: tuple[str, ...]
) -> None:
    """One line on stderr and exit code 2, never an empty page."""
    out = folder / "page.html"
    done = marsad("explain", folder / name, *options, "--html", out)
    assert done.returncode == 2
    assert name in done.stderr
    assert not out.exists()


def test_a_report_of_sport_says_why_it_is_silent(folder: Path, marsad: Marsad) -> None:
    """No figure and no event, and the line that says so."""
    done = marsad("explain", folder / "football.txt")
    assert done.returncode == 0
    assert "lexicon/silence.toml" in done.stdout
    assert "figure  " not in done.stdout
