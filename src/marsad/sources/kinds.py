"""The kinds of source, in one list, and the way in to all of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from marsad.errors import SourceError, UsageError
from marsad.model import Report
from marsad.sources.address import Url, is_url, url_of
from marsad.sources.csv_file import read_csv
from marsad.sources.folder import files_of
from marsad.sources.intake import Intake
from marsad.sources.json_lines import read_json_lines
from marsad.sources.mail import read_eml, read_mbox
from marsad.sources.parquet import read_parquet
from marsad.sources.pdf_file import read_pdf
from marsad.sources.problem import Problem, shown
from marsad.sources.saved_page import read_saved_page
from marsad.sources.telegram_html import is_telegram_html, read_telegram_html
from marsad.sources.telegram_json import is_telegram_json, read_telegram_json
from marsad.sources.text_file import read_text_file
from marsad.sources.web import read_url
from marsad.sources.web_archive import read_web_archive
from marsad.sources.xlsx import read_xlsx


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of source: its name, the path it can read, and how."""

    name: str
    fits: Callable[[Path], bool]
    read: Callable[[Path, Intake], Iterator[Report]]


def source_of(named: str) -> Path | Url:
    """The source that a user names: an address of http or https, else a path. Raises UsageError for a bad address."""
    try:
        return url_of(named) if is_url(named) else Path(named)
    except SourceError as error:
        raise UsageError(error.what, todo=error.todo) from error


def read_source(source: Path | Url, intake: Intake) -> Iterator[Report]:
    """The reports of a file, a folder or an address, streamed in a stable order.

    Nothing wrong with the input raises: each is told to `intake.problems`, and what can be read is.
    """
    if isinstance(source, Url):
        yield from read_url(source, intake)
    else:
        yield from _read_path(source, intake)


def _read_path(path: Path, intake: Intake) -> Iterator[Report]:
    kind = next((kind for kind in KINDS if kind.fits(path)), None)
    if kind is None:
        known = ", ".join(kind.name for kind in KINDS)
        error = SourceError("no kind of source that can be read", todo=f"give one of: {known}, or an address")
        intake.refuse(error, path=path)
        return
    yield from kind.read(path, intake)


def size_of(path: Path | Url) -> int:
    """The bytes of a file, or of the files of a folder that are read; 0 for what is not there and for an address."""
    if isinstance(path, Url):
        return 0
    files = files_of(path, readable=_readable).read if os.path.isdir(path) else (path,)
    return sum(os.path.getsize(file) for file in files if os.path.isfile(file))


def _read_folder(path: Path, intake: Intake) -> Iterator[Report]:
    listing = files_of(path, readable=_readable)
    for error in listing.errors:
        what = f"cannot be listed: {error.strerror}"
        intake.refuse(SourceError(what, todo="check your rights to it"), path=Path(error.filename or path))
    if listing.left:
        endings = ", ".join(sorted({file.suffix or file.name for file in listing.left}))
        what = f"{len(listing.left)} files of other kinds are left out: {endings}"
        intake.problems(Problem(file=shown(path), line=None, what=what, todo=None, note=True))
    if not listing.read and not listing.errors:
        intake.refuse(SourceError("no reports in this folder", todo="put texts, pages or archives in it"), path=path)
    for file in listing.read:
        if intake.manifest.path is None or file.resolve() != intake.manifest.path.resolve():
            yield from read_source(file, intake)


def _readable(path: Path) -> bool:
    return any(kind.fits(path) for kind in KINDS)


def _named(*endings: str) -> Callable[[Path], bool]:
    return lambda path: path.name.lower().endswith(endings)


KINDS: Final = (
    Kind(name="a folder", fits=os.path.isdir, read=_read_folder),
    Kind(name="JSON Lines (.jsonl, .jsonl.gz)", fits=_named(".jsonl", ".jsonl.gz"), read=read_json_lines),
    Kind(name="text (.txt)", fits=_named(".txt"), read=read_text_file),
    Kind(name="CSV (.csv, .tsv)", fits=_named(".csv", ".tsv"), read=read_csv),
    Kind(name="XLSX (.xlsx)", fits=_named(".xlsx", ".xlsm"), read=read_xlsx),
    Kind(name="Parquet (.parquet)", fits=_named(".parquet"), read=read_parquet),
    Kind(name="Telegram's JSON export (result.json)", fits=is_telegram_json, read=read_telegram_json),
    Kind(name="Telegram's HTML export (messages.html)", fits=is_telegram_html, read=read_telegram_html),
    Kind(name="mail (.eml)", fits=_named(".eml"), read=read_eml),
    Kind(name="a mailbox (.mbox)", fits=_named(".mbox"), read=read_mbox),
    Kind(name="PDF with a text layer (.pdf)", fits=_named(".pdf"), read=read_pdf),
    Kind(name="HTML (.html, .htm)", fits=_named(".html", ".htm", ".xhtml"), read=read_saved_page),
    Kind(
        name="web archives (.warc, .warc.gz, .warc.zst, .wacz)",
        fits=_named(".warc", ".warc.gz", ".warc.zst", ".wacz"),
        read=read_web_archive,
    ),
)
