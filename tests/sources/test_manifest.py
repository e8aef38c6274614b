"""A manifest says what is known of many reports."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.errors import SourceError
from marsad.sources import Problem, Row, read_manifest

ROWS = {
    "a": Row(published="2020-02-03", outlet="الميناء", url="https://example.org"),
    "b": Row(published=None, outlet=None, url=None),
}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "m.json",
            '[{"id": "a", "published": "2020-02-03", "outlet": "الميناء", "url": "https://example.org"}, {"id": "b"}]',
        ),
        ("m.csv", "id,published,outlet,url\na,2020-02-03,الميناء,https://example.org\nb,,,\n"),
        ("m.csv", "\ufeffid;published;outlet;url\r\na;2020-02-03;الميناء;https://example.org\r\nb;;;\r\n"),
        ("m.tsv", "url\tid\toutlet\tpublished\nhttps://example.org\ta\tالميناء\t2020-02-03\n\tb\t\t\n"),
    ],
    ids=["json", "csv", "spreadsheet-csv", "tabs"],
)
def test_json_and_csv_say_the_same(tmp_path: Path, name: str, content: str) -> None:
    """JSON rows and CSV rows, with commas, semicolons or tabs, give the same manifest."""
    path = tmp_path / name
    path.write_text(content, encoding="utf-8", newline="")
    problems: list[Problem] = []
    assert read_manifest(path, problems=problems.append).rows == ROWS
    assert problems == []


@pytest.mark.parametrize(
    ("content", "what", "note", "kept"),
    [
        ('[{"id": "a", "corpus": 1}]', "columns that are not read: corpus", True, ["a"]),
        ('[{"published": "2020-01-01"}, {"id": "a"}]', "row 1: no id", False, ["a"]),
        ('[{"id": "a"}, {"id": "a", "outlet": "x"}]', "row 2: a second row of 'a'", False, ["a"]),
        ("id,outlet\n,x\na,y\n", "no id", False, ["a"]),
        ("id,outlet\na,x,y\n", "cells beyond the last column", True, ["a"]),
    ],
)
def test_rows_that_cannot_be_used_are_told(
    tmp_path: Path, content: str, what: str, note: bool, kept: list[str]
) -> None:
    """A faulty row is told and left out; an unknown column is told as a note; the rest stands."""
    path = tmp_path / "m"
    path.write_text(content, encoding="utf-8")
    problems: list[Problem] = []
    assert list(read_manifest(path, problems=problems.append).rows) == kept
    assert [(what in p.what, p.note, p.file) for p in problems] == [(True, note, str(path))]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "empty"),
        (b"[]", "no rows"),
        (b'{"id": "a"}', "no list of rows"),
        (b'[{"id": "a"}, ', "no whole JSON"),
        (b"[" * 50_000, "no whole JSON"),
        (b"name,date\na,2020-01-01\n", "no column `id`"),
        (b"id\n" + b"x" * 200_000, "no CSV"),
        (b"\x00\x01\x02", "binary"),
    ],
    ids=["empty", "no-rows", "object", "half", "deep", "no-id", "huge-cell", "binary"],
)
def test_a_manifest_that_cannot_be_used_is_refused(tmp_path: Path, content: bytes, what: str) -> None:
    """What was asked for by name and cannot be read is an error, not a run without dates."""
    path = tmp_path / "m.json"
    path.write_bytes(content)
    with pytest.raises(SourceError, match=what) as refused:
        read_manifest(path, problems=lambda _: None)
    assert refused.value.where == str(path)


def test_a_missing_manifest_is_refused(tmp_path: Path) -> None:
    """A path that is not there is named."""
    with pytest.raises(SourceError, match="cannot be read: No such file"):
        read_manifest(tmp_path / "none.csv", problems=lambda _: None)
