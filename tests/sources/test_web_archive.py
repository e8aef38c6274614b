"""Web archives are read record by record; what is damaged in one harms no other."""

from __future__ import annotations

import gzip
import hashlib
import random
import subprocess
import sys
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import brotli
import pytest
import zstandard
from pages import HEAD, JSON_LD, OUTLET, TEXT, TITLE, Style, page
from warcs import HTML, Capture, archive, as_zstd, many, wacz, with_dictionary, write

from marsad.model import Report
from marsad.sources import Manifest, Problem, Row
from marsad.sources.http_body import body_of, head_of

Read = Callable[..., tuple[list[Report], list[Problem]]]

RAW = page(Style(head=HEAD + JSON_LD)).encode()
ONE = Capture(body=RAW)
LIMIT = 100_000


def pages(number: int) -> list[Capture]:
    """Captures of pages of one line each."""
    lines = (f"قتل {n + 2} مدنيين في قصف على بلدة الرمان." for n in range(number))
    return [
        Capture(url=f"https://example.org/{n}", body=page(paragraphs=(line,)).encode()) for n, line in enumerate(lines)
    ]


def told(problems: list[Problem]) -> list[str]:
    return [problem.what for problem in problems if not problem.note]


def left(problems: list[Problem]) -> str:
    (note,) = (problem.what for problem in problems if problem.note)
    return note


def test_a_page_of_an_archive(tmp_path: Path, read: Read) -> None:
    """Address and time are the record's; the day is the page's own; the hash is of the page as a browser gets it."""
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(archive([ONE]))
    (report,), problems = read(path, limit=LIMIT)
    assert (report.title, report.text) == (TITLE, f"{TITLE}\n\n{TEXT}")
    assert (report.url, report.retrieved) == ("https://example.org/news/1", "2020-02-04T10:11:12Z")
    assert (report.published, report.published_from, report.outlet) == ("2020-02-03", "page", OUTLET)
    assert (report.sha256, report.path) == (hashlib.sha256(RAW).hexdigest(), str(path))
    assert report.id.startswith("example.org-")
    assert problems == []


def test_the_day_of_capture_is_no_day_of_publication(tmp_path: Path, read: Read) -> None:
    """A page that does not say its day is undated; a manifest may say it by the report's id."""
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(archive([Capture()]))
    (report,), _ = read(path, limit=LIMIT)
    assert (report.published, report.published_from) == (None, None)
    (report,), _ = read(path, limit=LIMIT, manifest=Manifest({report.id: Row(published="2020-02-01")}))
    assert (report.published, report.published_from) == ("2020-02-01", "manifest")


FORMS = {
    "c.warc": lambda captures: archive(captures, packed=False),
    "c.warc.gz": archive,
    "one.warc.gz": lambda captures: gzip.compress(archive(captures, packed=False)),
    "c.warc.zst": as_zstd,
    "dictionary.warc.zst": with_dictionary,
    "one.warc.zst": lambda captures: zstandard.compress(archive(captures, packed=False)),
}


@pytest.mark.parametrize("name", FORMS)
def test_every_form_holds_the_same_reports(tmp_path: Path, read: Read, name: str) -> None:
    """Plain, gzipped, zstd, record by record or all in one; the id does not depend on the file."""
    (tmp_path / name).write_bytes(FORMS[name](pages(4)))
    (tmp_path / "reference.warc").write_bytes(archive(pages(4), packed=False))
    reports, problems = read(tmp_path / name, limit=LIMIT)
    expected, _ = read(tmp_path / "reference.warc", limit=LIMIT)
    assert len(reports) == 4
    assert [(r.id, r.fingerprint, r.sha256) for r in reports] == [(r.id, r.fingerprint, r.sha256) for r in expected]
    assert problems == []


@pytest.mark.parametrize("name", FORMS)
def test_wherever_an_archive_is_cut_off(tmp_path: Path, read: Read, name: str) -> None:
    """Every report that is given is whole, and that the end is missing is told, wherever that is."""
    data, path = FORMS[name](pages(3)), tmp_path / name
    path.write_bytes(data)
    whole, _ = read(path, limit=LIMIT)
    for cut in random.Random(7).sample(range(1, len(data) - 4), 40):
        path.write_bytes(data[:cut])
        reports, problems = read(path, limit=LIMIT)
        assert [r.fingerprint for r in reports] == [r.fingerprint for r in whole[: len(reports)]]
        # Between two records nothing is half: what is left is a whole archive of fewer pages.
        assert told(problems) or data[cut:].startswith((b"WARC/", b"\x1f\x8b", b"\x28\xb5\x2f\xfd")), cut


@pytest.mark.parametrize("name", ["c.warc", "c.warc.gz", "c.warc.zst"])
def test_a_damaged_record_harms_no_other(tmp_path: Path, read: Read, name: str) -> None:
    """Thirty bytes overwritten in the third record: it is told and not read, and the four around it are."""
    data, path = bytearray(FORMS[name](pages(5))), tmp_path / name
    path.write_bytes(data)
    whole, _ = read(path, limit=LIMIT)
    at = len(data) * 11 // 20
    data[at : at + 30] = random.Random(7).randbytes(30)
    path.write_bytes(data)
    reports, problems = read(path, limit=LIMIT)
    assert [r.id for r in reports] == [r.id for n, r in enumerate(whole) if n != 2]
    assert told(problems)


def packed_as(*names: str) -> tuple[tuple[str, str], ...]:
    return (HTML, *(("Content-Encoding", name) for name in names))


CHUNKED = ("Transfer-Encoding", "chunked")


def chunks(body: bytes) -> bytes:
    pieces = [body[at : at + 100] for at in range(0, len(body), 100)]
    return b"".join(b"%x;ext=1\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    "capture",
    [
        Capture(body=gzip.compress(RAW), headers=packed_as("gzip")),
        Capture(body=gzip.compress(RAW), headers=packed_as("x-gzip")),
        Capture(body=brotli.compress(RAW), headers=packed_as("br")),
        Capture(body=zstandard.compress(RAW), headers=packed_as("zstd")),
        Capture(body=zlib.compress(RAW), headers=packed_as("deflate")),
        Capture(body=zlib.compress(RAW, wbits=-15), headers=packed_as("deflate")),
        Capture(body=gzip.compress(brotli.compress(RAW)), headers=packed_as("br, gzip")),
        Capture(body=chunks(RAW), headers=(HTML, CHUNKED)),
        Capture(body=chunks(gzip.compress(RAW)), headers=(*packed_as("gzip"), CHUNKED)),
        Capture(body=RAW, headers=(*packed_as("gzip"), CHUNKED)),
        Capture(body=RAW, headers=packed_as("br")),
        Capture(body=RAW, headers=packed_as("deflate")),
        Capture(body=RAW, headers=packed_as("identity")),
        Capture(body=RAW.decode().encode("cp1256"), headers=(("content-type", 'TEXT/HTML;charset="windows-1256"'),)),
    ],
)  # fmt: skip
def test_a_page_is_taken_out_of_its_packing(tmp_path: Path, read: Read, capture: Capture) -> None:
    """As it was sent, or stored unpacked under the headers of before; in the charset it was served in."""
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(archive([capture]))
    (report,), problems = read(path, limit=LIMIT)
    assert report.text == f"{TITLE}\n\n{TEXT}"
    assert problems == []


@pytest.mark.parametrize(
    ("capture", "what"),
    [
        (Capture(body=gzip.compress(RAW)[:-40], headers=packed_as("gzip")), "breaks off"),
        (Capture(body=gzip.compress(RAW)[:90] + b"\xff" * 90, headers=packed_as("gzip")), "damaged"),
        (Capture(body=brotli.compress(RAW)[:50] + b"\xff" * 90, headers=packed_as("br")), "damaged"),
        (Capture(body=chunks(RAW)[:-90], headers=(HTML, CHUNKED)), "breaks off"),
        (Capture(body=chunks(RAW)[:120] + b"no size\r\n", headers=(HTML, CHUNKED)), "breaks off"),
        (Capture(body=b"x" * (LIMIT + 1)), "larger than 100,000 bytes"),
        (Capture(body=gzip.compress(b"x" * 50_000_000), headers=packed_as("gzip")), "larger than 100,000 bytes"),
        (Capture(body=brotli.compress(b"x" * 5_000_000), headers=packed_as("br")), "larger than 100,000 bytes"),
        (Capture(body=b"<p>" + "Взрыв в городе".encode("cp1251"), headers=(("Content-Type", "text/html"),)), "charset"),
    ],
)
def test_a_page_that_cannot_be_read_is_named(tmp_path: Path, read: Read, capture: Capture, what: str) -> None:
    """Its address, what it is and what to do; the pages around it are read."""
    before, after = pages(2)
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(archive([before, replace(capture, url="https://example.org/bad"), after]))
    reports, problems = read(path, limit=LIMIT)
    assert [report.url for report in reports] == [before.url, after.url]
    (problem,) = problems
    assert "https://example.org/bad" in problem.what
    assert what in problem.what
    assert problem.todo
    assert not problem.note


def test_an_exchanged_digit_is_found(tmp_path: Path, read: Read) -> None:
    """A record whose digest is of other bytes is not read: somebody's toll would be another's."""
    path = tmp_path / "crawl.warc"
    path.write_bytes(archive(pages(2), packed=False).replace("قتل 3 ".encode(), "قتل 9 ".encode()))
    reports, problems = read(path, limit=LIMIT)
    assert [report.url for report in reports] == ["https://example.org/0"]
    assert "https://example.org/1: the record is not what was captured" in told(problems)[0]


def test_what_is_no_page_is_left_out_and_counted(tmp_path: Path, read: Read) -> None:
    """One note for all of them, and no failure; requests and what tells of other records are not even counted."""
    path = tmp_path / "crawl.warc.gz"
    captures = [
        ONE,
        replace(ONE, kind="request", body=b""),
        replace(ONE, kind="revisit", body=b""),
        replace(ONE, status="301 Moved", headers=(HTML, ("Location", "https://example.org/2"))),
        replace(ONE, status="404 Not Found"),
        replace(ONE, headers=(("Content-Type", "image/png"),), body=bytes(range(256))),
        replace(ONE, headers=(("Content-Type", "application/json"),), body=b"{}"),
        replace(ONE, headers=()),
        replace(ONE, body=b"<html><body><a href='/'>x</a></body></html>"),
        replace(ONE, extra=(("WARC-Truncated", "length"),)),
        replace(ONE, body=RAW.replace(b"</body>", b"<!-- served by 7 --></body>")),
        replace(ONE, url="https://example.org/news/1#comments"),
        replace(ONE, url="https://example.org/news/2"),
    ]
    path.write_bytes(archive(captures))
    reports, problems = read(path, limit=LIMIT)
    assert [report.url for report in reports] == ["https://example.org/news/1", "https://example.org/news/2"]
    assert told(problems) == []
    assert left(problems) == (
        "10 records are left out: 1 without an article, 2 answered otherwise than 200, 3 not HTML, "
        "1 told again (revisit), 2 captured again, 1 cut short"
    )


def test_a_package_is_read_as_its_archives(tmp_path: Path, read: Read) -> None:
    """A WACZ gives what its WARC files hold, in their order; pages, index and screenshots are not looked at."""
    one, two, three = pages(3)
    source = wacz(tmp_path / "crawl.wacz", {"a.warc.gz": archive([one, two]), "b.warc.gz": archive([three, one])})
    reports, problems = read(source, limit=LIMIT)
    assert [report.url for report in reports] == [one.url, two.url, three.url]
    assert left(problems) == "1 records are left out: 1 captured again"


def test_a_damaged_package_gives_what_is_whole_in_it(tmp_path: Path, read: Read) -> None:
    """A member that breaks is named; the next is read. A package that is cut off is told."""
    one, two = pages(2)
    broken = archive([one])[:-60]
    source = wacz(tmp_path / "crawl.wacz", {"a.warc.gz": broken, "b.warc.gz": archive([two])})
    reports, problems = read(source, limit=LIMIT)
    assert [report.url for report in reports] == [two.url]
    assert any("archive/a.warc.gz" in what for what in told(problems))
    source.write_bytes(source.read_bytes()[:-100])
    reports, problems = read(source, limit=LIMIT)
    assert "package is damaged" in told(problems)[0]
    wacz(source, {})
    assert "no WARC file" in told(read(source, limit=LIMIT)[1])[0]


NO_ARCHIVES = (b"", b"<html>", b"not an archive at all\n" * 50, b"\x1f\x8bno gzip", b"PK\x03\x04 no zip")


@pytest.mark.parametrize("content", NO_ARCHIVES)
def test_what_is_no_archive_is_told(tmp_path: Path, read: Read, content: bytes) -> None:
    """Whatever its name says."""
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(content)
    reports, problems = read(path, limit=LIMIT)
    assert reports == []
    assert told(problems)


def test_a_head_that_is_none(tmp_path: Path) -> None:
    """Bytes that are no answer of a server have no head; one without an end neither."""
    assert head_of(b"220 ftp ready\r\n\r\n") is None
    assert head_of(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n") is None
    head = head_of(b"HTTP/1.0 200\nContent-Type: text/html; Charset=utf-8\nno colon\n\n<p>")
    assert head is not None
    assert (head.status, head.charset, head.is_html) == (200, "utf-8", True)
    assert body_of(head, b"", limit=10) == b""


MEASURE = """
import resource, sys
from pathlib import Path
from marsad.settings import Settings
from marsad.sources import Intake, read_source

kilobytes = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
intake, peak, count = Intake(settings=Settings(), problems=lambda problem: None), 0, 0
for report in read_source(Path(sys.argv[1]), intake):
    count += 1
    peak = peak or (kilobytes() if count == 500 else 0)
print(count, kilobytes() - peak)
"""


@pytest.mark.slow
def test_five_thousand_pages_in_flat_memory(tmp_path: Path) -> None:
    """From the 500th page to the last the process grows by less than 15 MB, while it reads some 13 MB of pages."""
    path = tmp_path / "crawl.warc.gz"
    with path.open("wb") as out:
        write(out, many(5_000))
    done = subprocess.run([sys.executable, "-c", MEASURE, str(path)], capture_output=True, text=True, check=True)
    count, grown = map(int, done.stdout.split())
    assert count == 5_000
    assert grown < 15_000
