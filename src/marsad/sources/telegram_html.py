"""Telegram's export as HTML (`messages.html`, `messages2.html` and so on): one report a message, read as a stream."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from marsad.errors import SourceError, UsageError
from marsad.model import Report
from marsad.sources.intake import Intake
from marsad.sources.problem import Problem, shown
from marsad.sources.record import id_of, report_of, second, too_large

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NAMED: Final = re.compile(r"messages\d*\.html", re.IGNORECASE)
_MESSAGE: Final = b'<div class="message '
_DIVISION: Final = re.compile(rb"<(/?)div\b[^>]*>")
_CHUNK: Final = 1 << 18
_HEAD: Final = 65_536
_TIME: Final = re.compile(r"(\d\d\.\d\d\.\d{4}) \d\d:\d\d:\d\d")
_AGAIN: Final = "export the chat again"
_WORDLESS: Final = "messages without words (pictures, calls, who joined), passed over"


def is_telegram_html(path: Path) -> bool:
    """Whether a page is one of an export, by its name and by how it begins."""
    if not _NAMED.fullmatch(path.name):
        return False
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return True
    return not head or b"page_header" in head


def read_telegram_html(path: Path, intake: Intake) -> Iterator[Report]:
    """The messages of one page of an export, in its order.

    The id is `channel/message`, with the channel's name, which is the outlet. The day is the one the page shows, in
    the time zone it names. Messages without words are counted in a note; one that cannot be used is a problem, and so
    is the place where the page breaks off. Raises UsageError when lxml is not installed.
    """
    try:
        import lxml.html  # noqa: F401
    except ImportError as error:
        raise UsageError("Telegram's HTML needs lxml", todo="pip install 'marsad[sources]'") from error
    seen: set[str] = set()
    wordless = 0
    try:
        with path.open("rb") as file:
            pieces = _pieces(file, intake)
            channel = _channel(next(pieces)[1])
            for line, raw in pieces:
                try:
                    record = _record(raw, channel, limit=intake.settings.max_report_bytes)
                    if record is None:
                        wordless += 1
                        continue
                    if (report_id := id_of(record)) in seen:
                        raise second(report_id)
                    yield report_of(record, raw=_whole(raw), path=path, intake=intake, line=line)
                    seen.add(report_id)
                except SourceError as error:
                    intake.refuse(error, path=path, line=line)
    except SourceError as error:
        intake.refuse(error, path=path)
    except OSError as error:
        what = f"cannot be read: {error.strerror}"
        intake.refuse(SourceError(what, todo="check its name and your rights to it"), path=path)
    if wordless:
        intake.problems(Problem(file=shown(path), line=None, what=f"{wordless:,} {_WORDLESS}", todo=None, note=True))


def _pieces(file: IO[bytes], intake: Intake) -> Iterator[tuple[int, bytes]]:
    """The head of the page, then each message up to the next, with the line it begins on.

    Of a piece beyond the limit no more than its beginning is held.
    """
    limit = intake.settings.max_report_bytes
    held, line = b"", 1
    while chunk := file.read(_CHUNK):
        intake.consumed(len(chunk))
        searched = max(len(held) - len(_MESSAGE), 0)
        held += chunk
        while (at := held.find(_MESSAGE, max(searched, 1))) > 0:
            yield line, held[:at]
            line += held.count(b"\n", 0, at)
            held, searched = held[at:], 1
        if len(held) > limit + _CHUNK:  # its end is kept, where the next may begin
            line += held.count(b"\n", limit + 1, -len(_MESSAGE))
            held = held[: limit + 1] + held[-len(_MESSAGE) :]
    if not held and line == 1:
        raise SourceError("the file is empty", todo=_AGAIN)
    yield line, held
    if line == 1 and _MESSAGE not in held:
        raise SourceError("no messages in it", todo=_AGAIN)


def _whole(raw: bytes) -> bytes:
    """A message up to the end of its own division. Raises SourceError where it breaks off."""
    depth = 0
    for division in _DIVISION.finditer(raw):
        depth += -1 if division[1] else 1
        if not depth:
            return raw[: division.end()]
    raise SourceError("the page breaks off in this message", todo=_AGAIN)


def _channel(head: bytes) -> str:
    names = _tree(head).xpath("//div[contains(@class, 'page_header')]//div[contains(@class, 'text')]")
    name = " ".join(names[0].text_content().split()) if names else ""
    if not name:
        raise SourceError("no page of a Telegram export: it names no chat", todo=_AGAIN)
    return name


def _record(raw: bytes, channel: str, *, limit: int) -> dict[str, Any] | None:
    """The fields of a message; None where it says nothing in words."""
    if len(raw) > limit:
        raise too_large("a message", limit=limit)
    message = _tree(_whole(raw)).xpath("//div[contains(@class, 'message ')]")[0]
    texts = message.xpath(".//div[@class='text']")
    if "service" in message.get("class").split() or not texts:
        return None
    for broken in texts[0].xpath(".//br"):
        broken.tail = "\n" + (broken.tail or "")
    times = message.xpath(".//div[contains(@class, 'date')]/@title")
    number = (message.get("id") or "").removeprefix("message")
    text = texts[0].text_content().strip("\n ")
    return {"id": f"{channel}/{number}" if number else "", "text": text, "published": _day(times), "outlet": channel}


def _day(times: list[str]) -> str | None:
    """The day as ISO; what is no time of an export as it stands, to be told."""
    found = _TIME.match(times[0]) if times else None
    if found is None:
        return times[0] if times else None
    try:
        return datetime.strptime(found[1], "%d.%m.%Y").date().isoformat()
    except ValueError:
        return times[0]


def _tree(raw: bytes) -> HtmlElement:
    import lxml.html

    try:
        return lxml.html.document_fromstring(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise SourceError(f"no UTF-8 at its byte {error.start}", todo=_AGAIN) from error
