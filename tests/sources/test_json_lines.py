"""JSON Lines are streamed line by line, and a bad line costs only itself."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.model import Report
from marsad.settings import Settings
from marsad.sources import Intake, Manifest, Problem, Row, read_source

Read = Callable[..., tuple[list[Report], list[Problem]]]

GOOD = {
    "id": "r1",
    "title": "هجوم",
    "text": "قتل ثلاثة.\r\nوأصيب اثنان.",
    "published": "2020-02-03",
    "url": "u",
    "outlet": "الميناء",
}
LAST = {"id": "r9", "text": "عاد الهدوء إلى المدينة."}


def line(**fields: object) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode()


def write(path: Path, *lines: bytes) -> Path:
    data = b"\n".join(lines) + b"\n"
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
def test_a_record_becomes_a_report(tmp_path: Path, read: Read, name: str) -> None:
    """Plain or gzipped: title, blank line, text; what the record says of itself; the text alone without a title."""
    (first, last), problems = read(write(tmp_path / name, line(**GOOD), b"", line(**LAST)))
    assert first.text == "هجوم\n\nقتل ثلاثة.\r\nوأصيب اثنان."
    assert (first.id, first.title, first.outlet, first.url) == ("r1", "هجوم", "الميناء", "u")
    assert (first.published, first.published_from) == ("2020-02-03", "record")
    assert (last.text, last.title, last.published) == (LAST["text"], None, None)
    assert problems == []


def test_the_manifest_outranks_the_record_and_the_option_fills_in(tmp_path: Path, read: Read) -> None:
    """For each field the manifest's row stands first, then the record, then the option."""
    path = write(tmp_path / "a.jsonl", line(**GOOD), line(**LAST))
    manifest = Manifest({"r1": Row(outlet="الجسر", published="2021-01-01")})
    (first, last), _ = read(path, published="2022-02-02", outlet="عام", manifest=manifest)
    assert (first.outlet, first.published, first.published_from) == ("الجسر", "2021-01-01", "manifest")
    assert (last.outlet, last.published, last.published_from) == ("عام", "2022-02-02", "option")


@pytest.mark.parametrize(
    ("bad", "what"),
    [
        (line(**GOOD)[:-20], "no whole JSON object"),
        (b'["r2"]', "no object"),
        (b"\xff\xfe{}", "no whole JSON object"),
        (b"[" * 5_000, "no whole JSON object"),
        (b'{"id": "r2", "text": "\\ud800"}', "no whole JSON object"),
        (line(text="نص"), "no `id`"),
        (line(id="", text="نص"), "no `id`"),
        (line(id=None, text="نص"), "no `id`"),
        (line(id="r\n2", text="نص"), "control characters"),
        (line(id="r2"), "no `text`"),
        (line(id="r2", title="عنوان", text=" "), "no `text`"),
        (line(id="r2", text=["نص"]), "`text` is no text but list"),
        (line(id="r2", text="نص", title=7), "`title` is no text but int"),
        (line(id="r2", text="نص\0"), "NUL"),
        (line(id="r1", text="نص آخر"), "a second report with the id 'r1'"),
        (line(id="r2", text="نص " * 5_000), "larger than 10,000 bytes"),
    ],
)  # fmt: skip
def test_a_bad_line_is_told_and_the_next_is_read(tmp_path: Path, read: Read, bad: bytes, what: str) -> None:
    """One problem with the file and the line; the reports before and after it are read."""
    path = write(tmp_path / "a.jsonl", line(**GOOD), bad, line(**LAST))
    reports, (problem,) = read(path)
    assert [report.id for report in reports] == ["r1", "r9"]
    assert (problem.file, problem.line, problem.note) == (str(path), 2, False)
    assert what in problem.what
    assert str(problem).startswith(f"{path}, line 2: ")


def test_an_impossible_date_leaves_the_report_undated(tmp_path: Path, read: Read) -> None:
    """The words are worth reading without the date; the date is told."""
    (report,), (problem,) = read(write(tmp_path / "a.jsonl", line(**{**GOOD, "published": "3020-01-01"})))
    assert (report.published, report.published_from) == (None, None)
    assert "future" in problem.what
    assert problem.line == 1


def test_unknown_fields_are_told_once(tmp_path: Path, read: Read) -> None:
    """Strict reading: a field that no part reads is named, once in a file, and nothing is refused for it."""
    path = write(tmp_path / "a.jsonl", line(**GOOD, byline="س"), line(**LAST, byline="ع"))
    reports, (problem,) = read(path)
    assert len(reports) == 2
    assert problem.note
    assert "byline" in problem.what


def test_a_truncated_gzip_gives_what_it_holds(tmp_path: Path, read: Read) -> None:
    """The lines before the break are read; the problem names the line after which the stream broke off."""
    lines = [line(id=f"r{n}", text=f"نص {n} " + str(hash(n) * 7919 % 10**9)) for n in range(5_000)]
    path = write(tmp_path / "a.jsonl.gz", *lines)
    path.write_bytes(path.read_bytes()[:-2_000])
    reports, (problem,) = read(path)
    assert 1_000 < len(reports) < 5_000
    assert [report.id for report in reports[:3]] == ["r0", "r1", "r2"]
    assert problem.line == len(reports)
    assert "breaks off" in problem.what


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("empty.jsonl", b"", "empty"),
        ("blank.jsonl", b"\n \n", "empty"),
        ("empty.jsonl.gz", gzip.compress(b"", mtime=0), "empty"),
        ("damaged.jsonl.gz", b"\x1f\x8b\x08\x00garbage here, no stream", "damaged"),
    ],
)
def test_a_file_without_reports_is_told(tmp_path: Path, read: Read, name: str, data: bytes, what: str) -> None:
    """An input that gives nothing is a problem, not a quiet nothing."""
    path = tmp_path / name
    path.write_bytes(data)
    reports, (problem,) = read(path)
    assert reports == []
    assert what in problem.what


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1), max_size=5))
def test_texts_survive_character_by_character(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    """Whatever the text holds, line ends and rare characters too, the report's text is the record's."""
    kept = [text for text in texts if text.strip()]
    path = tmp_path_factory.mktemp("h") / "a.jsonl"
    write(path, *(line(id=str(n), text=text) for n, text in enumerate(kept)))
    problems: list[Problem] = []
    reports = list(read_source(path, Intake(settings=Settings(), problems=problems.append)))
    assert [report.text for report in reports] == kept
