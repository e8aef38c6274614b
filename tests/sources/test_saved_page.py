"""Pages saved from a browser, one by one and in folders."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from pages import HEAD, JSON_LD, OUTLET, TEXT, TITLE, Style, page

from marsad.archive import Archive
from marsad.model import Report
from marsad.settings import Settings
from marsad.sources import Intake, Manifest, Problem, Row, read_source

Read = Callable[..., tuple[list[Report], list[Problem]]]

RAW = page(Style(head=HEAD + JSON_LD)).encode()


def test_a_saved_page_is_one_report(tmp_path: Path, read: Read) -> None:
    """Named by its stem, with title, outlet and day of the page; the hash is of the file."""
    path = tmp_path / "خبر 1.html"
    path.write_bytes(RAW)
    (report,), problems = read(path)
    assert (report.id, report.title, report.text) == ("خبر 1", TITLE, f"{TITLE}\n\n{TEXT}")
    assert (report.outlet, report.published, report.published_from) == (OUTLET, "2020-02-03", "page")
    assert (report.sha256, report.path) == (hashlib.sha256(RAW).hexdigest(), str(path))
    assert (report.url, report.retrieved, problems) == (None, None, [])


def test_the_manifest_outranks_the_page_and_the_page_the_option(tmp_path: Path, read: Read) -> None:
    """What a person wrote of this very report is believed first."""
    path = tmp_path / "a.htm"
    path.write_bytes(RAW)
    row = Row(published="2020-02-02", outlet="راديو", url="https://example.org/row")
    (report,), _ = read(path, published="2019-01-01", outlet="آخر", manifest=Manifest({"a": row}))
    assert (report.published, report.published_from, report.outlet) == ("2020-02-02", "manifest", "راديو")
    assert report.url == "https://example.org/row"
    (report,), _ = read(path, published="2019-01-01", outlet="آخر")
    assert (report.published, report.outlet) == ("2020-02-03", OUTLET)


@pytest.mark.parametrize(
    ("note", "url", "retrieved"),
    [
        ("<!-- saved from url=(0028)https://example.org/a?b=1 -->", "https://example.org/a?b=1", None),
        ("<!-- saved from url=(0014)about:internet -->", None, None),
        (
            "<!--\n Page saved with SingleFile \n url: https://example.org/a \n"
            " saved date: Tue Feb 04 2020 01:30:00 GMT+0300 (توقيت دمشق)\n-->",
            "https://example.org/a",
            "2020-02-03T22:30:00Z",
        ),
        (
            "<!--\n Page saved with SingleFile \n url: https://example.org/a \n saved date: x\n-->",
            "https://example.org/a",
            None,
        ),
        ("", None, None),
    ],
)
def test_what_the_browser_noted(tmp_path: Path, read: Read, note: str, url: str | None, retrieved: str | None) -> None:
    """The address it was saved from and, where it stands there, the time, in UTC."""
    path = tmp_path / "a.html"
    path.write_bytes(RAW.replace(b"<!DOCTYPE html>", b"<!DOCTYPE html>" + note.encode()))
    (report,), _ = read(path)
    assert (report.url, report.retrieved) == (url, retrieved)


def test_a_folder_of_saved_pages(tmp_path: Path, read: Read) -> None:
    """Pages are read, and the folders of their pictures are left aside, whatever language the browser speaks."""
    for name in ("a", "خبر"):
        (tmp_path / f"{name}.html").write_bytes(RAW)
    for folder in ("a_files", "خبر_ملفات"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "frame.html").write_bytes(RAW)
        (tmp_path / folder / "style.css").write_text("p {}")
    for folder in ("b_files", "a_reports"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / f"in {folder}.html").write_bytes(RAW)
    reports, problems = read(tmp_path)
    assert [report.id for report in reports] == ["a", "خبر", "in a_reports", "in b_files"]
    assert problems == []


def test_the_original_is_kept(tmp_path: Path) -> None:
    """Where the intake has an archive, the bytes of the page are in it under the hash that the report names."""
    path = tmp_path / "a.html"
    path.write_bytes(RAW)
    archive = Archive(folder=tmp_path / "kept")
    (report,) = read_source(path, Intake(settings=Settings(), problems=print, archive=archive))
    assert archive.read(report.sha256) == RAW


def test_a_page_without_an_article_is_told(tmp_path: Path, read: Read) -> None:
    """It names the file and says what to do."""
    path = tmp_path / "menu.html"
    path.write_text('<html><body><a href="/">الرئيسية</a></body></html>', encoding="utf-8")
    reports, (problem,) = read(path)
    assert reports == []
    assert (problem.file, problem.note) == (str(path), False)
    assert "no article" in problem.what
    assert problem.todo
