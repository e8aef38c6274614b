"""Web archives: WARC files and the WACZ packages they come in, read in a stream; one report a page."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from base64 import b32encode
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final
from urllib.parse import urldefrag, urlsplit

from marsad.errors import SourceError
from marsad.model import Report
from marsad.sources.http_body import Head, body_of, head_of
from marsad.sources.intake import Intake
from marsad.sources.page import NoArticle, page_of
from marsad.sources.problem import Problem, shown
from marsad.sources.warc_records import is_warc, records_of

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_HEAD: Final = 1 << 16  # bytes in which the head of an answer must end
_ZIP: Final = b"PK\x03\x04"
_MEMBERS: Final = (".warc.gz", ".warc.zst", ".warc")
_AGAIN: Final = "download it again"
# What is left out, in the order it is told.
_LEFT: Final = (
    "without an article",
    "answered otherwise than 200",
    "not HTML",
    "told again (revisit)",
    "captured again",
    "cut short",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Capture:
    """A page as it was captured: its address, when (ISO, UTC), the charset it was served in, and its bytes."""

    url: str
    when: str | None
    charset: str | None
    raw: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pass:
    """One pass through an archive: where problems go, what was left out, and which pages were met."""

    path: Path
    intake: Intake
    left: Counter[str] = field(default_factory=Counter)
    seen: set[bytes] = field(default_factory=set)

    def refuse(self, error: SourceError, *, url: str = "", member: str = "") -> None:
        """Tell of something that cannot be used, and in which member and record it is."""
        place = " ".join(part for part in (member, url) if part)
        told = SourceError(f"{place}: {error.what}" if place else error.what, todo=error.todo)
        self.intake.refuse(told, path=self.path)


def read_web_archive(path: Path, intake: Intake) -> Iterator[Report]:
    """The reports of a WARC or WACZ file, in its order, one for each page and text of it.

    Read are answers with status 200 that are HTML and hold an article. What is left out is told as one note with its
    counts. A record that is damaged, breaks off or is too large is a problem that names its address; the others are
    read. The day of publication is the page's own, never the day it was captured, which is `retrieved`.
    """
    passing = _Pass(path=path, intake=intake)
    try:
        with path.open("rb") as raw:
            head = raw.read(8)
            raw.seek(0)
            if head.startswith(_ZIP):
                yield from _members(raw, passing)
            elif is_warc(head):
                yield from _reports(raw, passing)
            else:
                what = "the file is empty" if not head else "this is no web archive"
                intake.refuse(SourceError(what, todo="give a .warc, .warc.gz, .warc.zst or .wacz file"), path=path)
                return
    except OSError as error:
        what = f"cannot be read: {error.strerror or error}"
        intake.refuse(SourceError(what, todo="check its name and your rights to it"), path=path)
    if passing.left:
        counts = ", ".join(f"{passing.left[name]:,} {name}" for name in _LEFT if passing.left[name])
        what = f"{passing.left.total():,} records are left out: {counts}"
        intake.problems(Problem(file=shown(path), line=None, what=what, todo=None, note=True))


def _members(raw: IO[bytes], passing: _Pass) -> Iterator[Report]:
    """The reports of the WARC files in a WACZ package."""
    try:
        package = zipfile.ZipFile(raw)
        names = [name for name in package.namelist() if name.lower().endswith(_MEMBERS)]
        if not names:
            passing.refuse(SourceError("there is no WARC file in this package", todo="give a .wacz of a crawler"))
        for name in names:
            with package.open(name) as member:
                yield from _reports(member, passing, member=name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        passing.refuse(SourceError(f"the package is damaged: {error}", todo=_AGAIN))


def _reports(stream: IO[bytes], passing: _Pass, *, member: str = "") -> Iterator[Report]:
    before = 0
    for record in records_of(stream, broken=lambda error: passing.refuse(error, member=member)):
        capture = _capture(record, passing, member=member)
        report = None if capture is None else _report(capture, passing, member=member)
        if report is not None:
            yield report
        at = stream.tell()
        passing.intake.consumed(max(at - before, 0))
        before = max(at, before)


def _capture(record: WarcRecord, passing: _Pass, *, member: str) -> _Capture | None:
    """The page of a record; None where it holds none, which is counted or told."""
    kind = (record.headers.get("WARC-Type") or "").lower()
    if kind == "revisit":
        passing.left["told again (revisit)"] += 1
    if kind != "response":
        return None
    url = urldefrag((record.headers.get("WARC-Target-URI") or "").strip("<> ")).url
    try:
        block = record.reader.read(_HEAD)
        head = head_of(block)
        if head is None:
            raise SourceError("the record holds no answer of a server", todo=_AGAIN)
        left = _left_out(record, head)
        if left:
            passing.left[left] += 1
            return None
        raw = _body(record, head, block, limit=passing.intake.settings.max_report_bytes)
    except (SourceError, OSError) as error:
        known = error if isinstance(error, SourceError) else SourceError(f"the record is damaged: {error}", todo=_AGAIN)
        passing.refuse(known, url=url, member=member)
        return None
    when = record.record_date
    date = when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if when else None
    return _Capture(url=url, when=date, charset=head.charset, raw=raw)


def _left_out(record: WarcRecord, head: Head) -> str | None:
    """Why an answer is no page of its own, or None."""
    if head.status != 200:
        return "answered otherwise than 200"
    if not head.is_html:
        return "not HTML"
    return "cut short" if record.headers.get("WARC-Truncated") else None


def _body(record: WarcRecord, head: Head, block: bytes, *, limit: int) -> bytes:
    """The page of a record; raises SourceError for one that breaks off, is damaged or too large."""
    sent = record.content_length - head.length
    if sent > limit:
        todo = "leave it out, or raise MARSAD_MAX_REPORT_BYTES"
        raise SourceError(f"larger than {limit:,} bytes, more than one report can be", todo=todo)
    body = block[head.length :] + record.reader.read(sent)
    if len(body) < sent:
        raise SourceError(f"the record breaks off: {len(body):,} of its {sent:,} bytes are there", todo=_AGAIN)
    if not _is_whole(block[: head.length] + body, record.headers.get("WARC-Block-Digest")):
        raise SourceError("the record is not what was captured: its digest is of other bytes", todo=_AGAIN)
    return body_of(head, body, limit=limit)


def _is_whole(block: bytes, named: str | None) -> bool:
    """Whether a block has the digest that its record names, where it names one that is known."""
    kind, _, digest = (named or "").partition(":")
    if kind.strip().lower() not in ("sha1", "sha256"):
        return True
    made = hashlib.new(kind.strip().lower(), block, usedforsecurity=False)
    said = digest.strip()
    return said.lower() == made.hexdigest() or said.upper().rstrip("=") == b32encode(made.digest()).decode().rstrip("=")


def _report(capture: _Capture, passing: _Pass, *, member: str) -> Report | None:
    """The report of a page; None where it has none, or was captured before with the same words."""
    intake = passing.intake
    try:
        page = page_of(
            capture.raw, charset=capture.charset, url=capture.url or None, limit=intake.settings.max_report_bytes
        )
    except NoArticle:
        passing.left["without an article"] += 1
        return None
    except SourceError as error:
        passing.refuse(error, url=capture.url, member=member)
        return None
    mark = hashlib.blake2b(f"{capture.url}\n{page.whole}".encode(errors="replace"), digest_size=8).digest()
    if mark in passing.seen:
        passing.left["captured again"] += 1
        return None
    passing.seen.add(mark)
    sha256 = intake.kept(capture.raw)
    report_id = capture_id(capture.url, sha256)
    row = intake.manifest.get(report_id)
    published, giver = intake.dated(report_id, path=passing.path, record=page.published, giver="page")
    return Report(
        id=report_id,
        text=page.whole,
        sha256=sha256,
        title=page.title,
        outlet=row.outlet or page.outlet or intake.outlet,
        published=published,
        published_from=giver,
        path=shown(passing.path),
        url=row.url or capture.url or page.url,
        language=page.language,
        retrieved=capture.when,
    )


def capture_id(url: str, sha256: str) -> str:
    """The id of a page captured at an address: its host, and a hash of the address and of the page's bytes."""
    try:
        host = (urlsplit(url).hostname or "page").removeprefix("www.")
    except ValueError:
        host = "page"
    mark = hashlib.sha256(f"{url}\n{sha256}".encode(errors="replace")).hexdigest()
    return f"{host}-{mark[:16]}"
