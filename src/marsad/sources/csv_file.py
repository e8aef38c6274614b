"""CSV: one report a row, read as a stream, in the encoding and with the delimiter the file shows."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final, cast

from marsad.errors import SourceError
from marsad.model import Report
from marsad.sources.intake import Intake
from marsad.sources.manifest import delimiter_of
from marsad.sources.record import too_large
from marsad.sources.table import Line, Table, named
from marsad.text.decoding import decode, is_broken_utf8

_PROBE: Final = 200_000  # bytes beyond the first letter that is not ASCII, in which an encoding shows itself
_DELIMITER: Final = re.compile(r"sep=(.)\s*")  # the first line of a file that a spreadsheet wrote for another
_WIDE: Final = {"utf-16": 2, "utf-32": 4}  # bytes of a line end's characters, and of the mark at the beginning
_TAIL: Final = re.compile(rb"[\x80-\xff]*\Z")
_LONGEST_CELL: Final = 2**31 - 1  # no limit: the one that holds is that of a report, in `_Feed`
_QUOTE: Final = "double the quotes inside a cell, and close each that is opened"


@dataclass(frozen=True, slots=True)
class _Written:
    """A line of the file: its number, bytes and text, or why it has none."""

    number: int
    raw: bytes
    text: str
    quotes: int
    error: SourceError | None = None


@dataclass(slots=True)
class _Feed:
    """Hands lines to the parser of CSV, and keeps those of the row at hand."""

    lines: Iterator[_Written]
    limit: int
    row: list[_Written] = field(default_factory=list)
    waiting: deque[_Written] = field(default_factory=deque)
    size: int = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.waiting.popleft() if self.waiting else next(self.lines)
        self.row.append(line)
        self.size += len(line.raw)
        if line.error is not None:
            self._skip()
            raise line.error
        if self.size > self.limit:
            self._skip()
            raise too_large("a row", limit=self.limit)
        return line.text

    def begin(self, *, again: int | None = None) -> None:
        """Begin a row; with `again` the lines of the last one are handed out once more, from that one on."""
        if again is not None:
            self.waiting.extendleft(reversed(self.row[again:]))
        self.row, self.size = [], 0

    def _skip(self) -> None:
        """Pass over the rest of a row that cannot be used: up to the line on which its last quote is closed."""
        quotes = sum(line.quotes for line in self.row)
        while quotes % 2 and (line := next(self.lines, None)) is not None:
            quotes += line.quotes


def read_csv(path: Path, intake: Intake) -> Iterator[Report]:
    """The reports of a CSV file under the columns that `intake.columns` names, in its order.

    UTF-8, UTF-16, Windows-1256 and ISO-8859-6; commas, semicolons or tabs. A row that cannot be used is a problem that
    names its line; the rows after it are read, those too that a quote which is never closed would have swallowed.
    """
    try:
        with path.open("rb") as file:
            encoding = _encoding(file, path)
            feed = _Feed(_lines(file, encoding, intake), intake.settings.max_report_bytes)
            delimiter, head = _head(feed)
            table = Table(head=head, path=path, intake=intake)
            yield from table.reports(_rows(feed, delimiter, width=len(head), encoding=encoding))
    except SourceError as error:
        intake.refuse(error, path=path)
    except OSError as error:
        what = f"cannot be read: {error.strerror}"
        intake.refuse(SourceError(what, todo="check its name and your rights to it"), path=path)


def _encoding(file: IO[bytes], path: Path) -> str:
    """The encoding of a file, told from its first part that is not ASCII. Raises SourceError where none can be told."""
    probe = more = file.read(_PROBE)
    while probe.isascii() and b"\0" not in probe and (more := file.read(_PROBE)):
        probe = more
    if len(more) == _PROBE:  # it may end within a letter
        whole = len(probe) // 4 * 4 if b"\0" in probe else len(_TAIL.sub(b"", probe))
        probe = probe[:whole]
    file.seek(0)
    try:
        return decode(probe, where=str(path)).encoding
    except SourceError as error:
        if b"\0" not in probe and not probe.isascii() and is_broken_utf8(probe):
            return "utf-8"  # the lines that break are named
        raise SourceError(error.what, todo=error.todo) from error


def _lines(file: IO[bytes], encoding: str, intake: Intake) -> Iterator[_Written]:
    """Numbered lines. One that breaks its encoding, or is larger than a report, has no text but an error."""
    limit = intake.settings.max_report_bytes
    lines = _wide_lines(file, encoding, limit) if encoding in _WIDE else _byte_lines(file, encoding, limit)
    for number, (raw, codec, quotes) in enumerate(lines, start=1):
        intake.consumed(len(raw))
        if len(raw) > limit:
            yield _Written(number, raw, "", quotes, too_large("a line", limit=limit))
            continue
        try:
            yield _Written(number, raw, raw.decode(codec), quotes)
        except UnicodeDecodeError as error:
            what = f"the file is {encoding}, but this line breaks at its byte {error.start}"
            todo = "repair the line, or download the file again"
            yield _Written(number, raw, "", quotes, SourceError(what, todo=todo))


def _byte_lines(file: IO[bytes], encoding: str, limit: int) -> Iterator[tuple[bytes, str, int]]:
    """Lines with their ends, the codec and the quotes in them; one beyond the limit is held no further than that."""
    codec = encoding.removesuffix("-sig")
    file.seek(len(codecs.BOM_UTF8) if codec != encoding else 0)
    while line := file.readline(limit + 1):
        rest, quotes = line, line.count(b'"')
        while len(line) > limit and rest and not rest.endswith(b"\n"):
            rest = file.readline(limit)
            quotes += rest.count(b'"')
        yield line, codec, quotes


def _wide_lines(file: IO[bytes], encoding: str, limit: int) -> Iterator[tuple[bytes, str, int]]:
    """The same of UTF-16 and UTF-32, where a line end is more than one byte."""
    codec = f"{encoding}-{'le' if file.read(2) == codecs.BOM_UTF16_LE else 'be'}"
    file.seek(_WIDE[encoding])
    text = io.TextIOWrapper(cast(io.BufferedReader, file), encoding=codec, errors="replace", newline="")
    while line := text.readline(limit + 1):
        rest, quotes = line, line.count('"')
        while len(line) > limit and rest and not rest.endswith(("\n", "\r")):
            rest = text.readline(limit)
            quotes += rest.count('"')
        yield line.encode(codec), codec, quotes


def _head(feed: _Feed) -> tuple[str, list[str]]:
    """The delimiter and the names of the columns. Raises SourceError where the first line is no head."""
    first = next(feed, None)
    if first is None:
        raise SourceError("the file is empty", todo="remove it or put reports in it")
    told = _DELIMITER.fullmatch(first)
    if told is None:
        feed.begin(again=0)
    else:
        feed.begin()
    delimiter = told[1] if told else delimiter_of(first)
    try:
        head = named(_parsed(feed, delimiter))
    except csv.Error as error:
        raise SourceError(f"the head is no CSV: {error}", todo=_QUOTE) from error
    feed.begin()
    return delimiter, head


def _rows(feed: _Feed, delimiter: str, *, width: int, encoding: str) -> Iterator[Line]:
    """The rows beneath the head, each with the bytes it was written in."""
    while True:
        feed.begin()
        try:
            cells = _parsed(feed, delimiter)
        except StopIteration:
            return
        except SourceError as error:
            yield Line(number=feed.row[0].number, raw=b"", error=error)
        except csv.Error as error:
            number = feed.row[0].number
            feed.begin(again=1 if width > 1 else None)
            yield Line(number=number, raw=b"", error=SourceError(f"no row of CSV: {error}", todo=_QUOTE))
        else:
            raw, last = b"".join(line.raw for line in feed.row), feed.row[-1].text
            end = (len(last) - len(last.rstrip("\r\n"))) * _WIDE.get(encoding, 1)
            yield Line(number=feed.row[0].number, raw=raw[: len(raw) - end], cells=cells)


def _parsed(feed: _Feed, delimiter: str) -> list[str]:
    """The cells of the next row. Raises csv.Error for what is no row, StopIteration where there is none."""
    usual = csv.field_size_limit(_LONGEST_CELL)
    try:
        return next(csv.reader(feed, delimiter=delimiter, strict=True))
    finally:
        csv.field_size_limit(usual)
