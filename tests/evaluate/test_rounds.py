"""The rounds of annotated reports without texts: valid, free of quotations, and scored once their corpus is given."""

from __future__ import annotations

import gzip
import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from marsad.errors import GoldError
from marsad.evaluate.annotation import Annotation
from marsad.evaluate.rounds import Round, load_rounds, picked_records
from marsad.evaluate.rules import annotation_problems

ROOT = Path(__file__).parents[2]
ROUNDS = ROOT / "gold" / "rounds"
LONGEST_NAME = 8
"""Words of the longest name or date that an annotation may repeat: a place, a claimant, never a sentence."""

TITLE, BODY = "قصف على درنة", "قال مصدر طبي إن سبعة مدنيين قتلوا اليوم في قصف على درنة."
WORDS = "سبعة مدنيين قتلوا"
START = len(TITLE) + 2 + BODY.index(WORDS)
FIGURE = {
    "span": [START, START + len(WORDS)], "outcome": "killed", "low": 7, "high": 7, "qualifier": "exact",
    "victims": "civilian", "group": None, "age_sex": None, "part_of": None, "scope": "incident", "by": None,
    "claimant": "مصدر طبي", "denied": False, "denied_by": None,
}  # fmt: skip


def annotation(**changes: Any) -> dict[str, Any]:
    return {
        "id": "a", "published": "2015-08-01", "figures": [FIGURE], "events": [], "repeats": [], "boilerplate": [],
    } | changes  # fmt: skip


def round_of(*annotations: dict[str, Any], root: Path, number: int = 1) -> Path:
    """A folder of one round, of these annotations."""
    folder = root / str(number)
    folder.mkdir(parents=True)
    for one in annotations:
        (folder / f"{one['id']}.json").write_text(json.dumps(one, ensure_ascii=False), encoding="utf-8")
    return root


def corpus(path: Path, *ids: str) -> Path:
    """A corpus of records that tell the same, published on another day than the annotation says."""
    rows = [{"id": i, "title": TITLE, "text": BODY, "published": "2011-01-01", "outlet": "o"} for i in ids]
    body = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
    path.write_bytes(gzip.compress(body) if path.suffix == ".gz" else body)
    return path


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_rounds", ROOT / "scripts/score_rounds.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from strings(inner)


def kept() -> list[tuple[Round, str, Annotation]]:
    return [(r, report.id, report.annotation) for r in load_rounds(ROUNDS) for report in r.reports]


def test_the_rounds_keep_the_codebook() -> None:
    """Labels, bounds, parts, dates, indexes and sides of every kept annotation are those of the codebook."""
    found = [
        str(problem)
        for round_, report_id, one in kept()
        for problem in annotation_problems(one, text=None, file=f"{round_.number}/{report_id}.json")
    ]
    assert found == []


def test_each_report_is_annotated_in_one_round_under_its_own_name() -> None:
    """A file's name is its report's id, and no report was drawn twice."""
    ids = [report_id for _, report_id, _ in kept()]
    assert len(ids) == len(set(ids)) > 0
    assert [one.id for _, _, one in kept()] == ids


def test_the_rounds_hold_names_and_no_quotations() -> None:
    """No entry repeats the words of its span, and nothing in a file is longer than a name."""
    for _, report_id, one in kept():
        entries = [*one.figures, *one.events]
        assert [entry.words for entry in entries if entry.words is not None] == [], report_id
        assert [s for s in strings(one.model_dump()) if len(s.split()) > LONGEST_NAME] == [], report_id


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"outcome": "dead"}, "is no label"),
        ({"high": 8}, "does not fit qualifier exact"),
        ({"span": [7, 7]}, "must begin before it ends"),
        ({"part_of": 0}, "part_of 0 is no other figure"),
        ({"claimant": ""}, "does not stand in the text"),
        ({"date": "2015-08-02"}, "is after the report was published"),
    ],
)
def test_rules_are_held_without_the_text(change: dict[str, Any], complaint: str) -> None:
    """What a text is not needed for is checked without one."""
    broken = Annotation.model_validate_json(json.dumps(annotation(figures=[FIGURE | change])), strict=True)
    assert any(complaint in problem.what for problem in annotation_problems(broken, text=None, file="a.json"))


def test_what_needs_the_text_is_not_asked_without_it() -> None:
    """A name that stands nowhere, and a span beyond the end, are seen with the text alone."""
    odd = Annotation.model_validate_json(
        json.dumps(annotation(figures=[FIGURE | {"span": [0, 999], "claimant": "المرصد"}])), strict=True
    )
    assert annotation_problems(odd, text=None, file="a.json") == ()
    assert len(annotation_problems(odd, text=TITLE, file="a.json")) == 2


def test_rounds_are_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    """Round 10 comes after round 9, and a README beside them is no round."""
    for number in (10, 9):
        round_of(annotation(), root=tmp_path, number=number)
    (tmp_path / "README.md").write_text("x", encoding="utf-8")
    assert [round_.number for round_ in load_rounds(tmp_path)] == [9, 10]


def test_a_folder_without_rounds_is_an_error(tmp_path: Path) -> None:
    """Nothing to score is said, not scored as nothing."""
    with pytest.raises(GoldError, match="no rounds"):
        load_rounds(tmp_path)


@pytest.mark.parametrize("name", ["c.jsonl", "c.jsonl.gz"])
@pytest.mark.parametrize("published", ["2015-08-01", None])
def test_records_are_picked_with_the_day_of_their_annotation(tmp_path: Path, name: str, published: str | None) -> None:
    """Only annotated records are taken, once each, and read as published on the day the annotation was made for."""
    rounds = load_rounds(round_of(annotation(published=published), root=tmp_path / "rounds"))
    picked = list(picked_records(rounds, [corpus(tmp_path / name, "x", "a", "b"), corpus(tmp_path / "d.jsonl", "a")]))
    assert [(record["id"], record["published"]) for record in picked] == [("a", published)]


@pytest.mark.parametrize("body", [b"{", b"[1]\n", b"\xff\xfe\n"])
def test_a_broken_corpus_is_named(tmp_path: Path, body: bytes) -> None:
    """A corpus that is no JSON Lines is an error that names the file."""
    rounds = load_rounds(round_of(annotation(), root=tmp_path / "rounds"))
    (tmp_path / "c.jsonl").write_bytes(body)
    with pytest.raises(GoldError, match=r"c\.jsonl"):
        list(picked_records(rounds, [tmp_path / "c.jsonl"]))


def test_a_missing_corpus_is_named(tmp_path: Path) -> None:
    """So is one that is not there, and one that only calls itself packed."""
    rounds = load_rounds(round_of(annotation(), root=tmp_path / "rounds"))
    (tmp_path / "plain.jsonl.gz").write_bytes(b"{}\n")
    for name in ("none.jsonl", "plain.jsonl.gz"):
        with pytest.raises(GoldError, match=name):
            list(picked_records(rounds, [tmp_path / name]))


def test_the_script_prints_a_row_for_each_round(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is read and right counts, and a report that no corpus holds is left out of the row, which says so."""
    folder = round_of(annotation(), annotation(id="z"), root=tmp_path / "rounds", number=7)
    held = corpus(tmp_path / "c.jsonl", "a")
    monkeypatch.setattr(sys, "argv", ["score_rounds.py", str(held), "--rounds", str(folder)])
    assert script().main() == 0
    said = capsys.readouterr().out
    assert said.strip().splitlines()[-1].startswith("| 7 | 1 of 2 | 1 | 1.00 | 0 |"), said


def test_the_script_fails_in_words_where_a_corpus_is_missing(tmp_path: Path) -> None:
    """A wrong path is one sentence on the error stream and exit code 1."""
    folder = round_of(annotation(), root=tmp_path / "rounds")
    command = [sys.executable, "scripts/score_rounds.py", str(tmp_path / "none.jsonl"), "--rounds", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1
    assert "none.jsonl" in done.stderr
    assert "Traceback" not in done.stderr


def test_nothing_is_read_where_no_corpus_holds_a_report(tmp_path: Path) -> None:
    """A corpus of other reports gives rows of nothing, not an error."""
    rounds = load_rounds(round_of(annotation(), root=tmp_path / "rounds"))
    assert script().readings(rounds, [corpus(tmp_path / "c.jsonl", "x")]) == {}
