"""Mail: a newsletter in an `.eml` file, or those of an `.mbox` file, read as a stream."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.header import decode_header
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import Path
from typing import IO, Any, Final

from marsad.errors import SourceError
from marsad.model import Report
from marsad.sources.intake import Intake
from marsad.sources.page import page_of
from marsad.sources.problem import Problem, shown
from marsad.sources.record import id_of, report_of, second, too_large
from marsad.text.decoding import decode

_FROM: Final = b"From "
_QUOTED: Final = re.compile(rb"^>(>*From )", re.MULTILINE)
_ARABIC: Final = re.compile("[\u0621-\u064a]")
_HEADER: Final = re.compile(rb"[!-9;-~]+:")
_WESTERN: Final = ("us-ascii", "ascii", "iso-8859-1", "latin-1", "windows-1252", "iso-8859-15")
_AGAIN: Final = "save the message again"


def read_eml(path: Path, intake: Intake) -> Iterator[Report]:
    """The report of a message in a file of its own; see `_record` for what is read. A problem where there is none."""
    limit = intake.settings.max_report_bytes
    try:
        with path.open("rb") as file:
            raw = file.read(limit + 1)
        intake.consumed(len(raw))
        if not raw:
            raise SourceError("the file is empty", todo=_AGAIN)
        if len(raw) > limit:
            raise too_large("it is", limit=limit)
        record = _record(raw, raw, path, intake, line=None)
        intake.kept(raw)
        yield report_of(record, raw=raw, path=path, intake=intake)
    except SourceError as error:
        intake.refuse(error, path=path)
    except OSError as error:
        intake.refuse(_unreadable(error), path=path)


def read_mbox(path: Path, intake: Intake) -> Iterator[Report]:
    """The messages of a mailbox, in its order; one that cannot be used is a problem, and the next is read."""
    limit = intake.settings.max_report_bytes
    seen: set[str] = set()
    number = 0
    try:
        with path.open("rb") as file:
            for number, raw in _messages(file, intake):
                try:
                    if len(raw) > limit:
                        raise too_large("a message", limit=limit)
                    record = _record(_QUOTED.sub(rb"\1", raw), raw, path, intake, line=number)
                    if (report_id := id_of(record)) in seen:
                        raise second(report_id)
                    yield report_of(record, raw=raw, path=path, intake=intake, line=number)
                    seen.add(report_id)
                except SourceError as error:
                    intake.refuse(error, path=path, line=number)
        if not number:
            raise SourceError("the file is empty, or no mailbox", todo="export the folder again, as mbox")
    except SourceError as error:
        intake.refuse(error, path=path)
    except OSError as error:
        intake.refuse(_unreadable(error), path=path)


def _unreadable(error: OSError) -> SourceError:
    return SourceError(f"cannot be read: {error.strerror}", todo="check its name and your rights to it")


def _messages(file: IO[bytes], intake: Intake) -> Iterator[tuple[int, bytes]]:
    """Each message with the line it begins on, without the line that parts it from the last.

    A message begins after a line `From …` at the beginning or after a blank line. Of one beyond the limit no more than
    its beginning is held.
    """
    limit = intake.settings.max_report_bytes
    held: list[bytes] = []
    number = size = began = 0
    blank = True
    while line := file.readline(limit + 1):
        number += 1
        intake.consumed(len(line))
        if blank and line.startswith(_FROM):
            if began:
                yield began, _unparted(held)
            held, size, began = [], 0, number + 1
        elif began:
            size += len(line)
            if size - len(line) <= limit:
                held.append(line)
        blank = not line.strip(b"\r\n")
    if began:
        yield began, _unparted(held)


def _unparted(lines: list[bytes]) -> bytes:
    """A message without the one blank line that stands between it and the next."""
    if lines and not lines[-1].strip(b"\r\n"):
        lines.pop()
    return b"".join(lines)


def _record(data: bytes, raw: bytes, path: Path, intake: Intake, *, line: int | None) -> dict[str, Any]:
    """The fields of a message: its Message-ID, subject, sender's name, the day its Date was written on, and its text.

    The text is that of the plain part where it has Arabic in it, else of the HTML part. Files that hang on it are told
    in a note. Raises SourceError where it has no words.
    """
    if not _HEADER.match(data):
        raise SourceError("no message: it does not begin with headers", todo=_AGAIN)
    message = message_from_bytes(data, policy=policy.default)
    if not isinstance(message, EmailMessage):
        raise SourceError("no message", todo=_AGAIN)
    hanging = [part.get_filename() or part.get_content_type() for part in message.iter_attachments()]
    if hanging:
        what = f"attachments that are not read: {', '.join(hanging)}"
        intake.problems(Problem(file=shown(path), line=line, what=what, todo=None, note=True))
    text = _text(message)
    subject = _header(message, "Subject")
    return {
        "id": (_header(message, "Message-ID") or "").strip("<> ") or f"mail-{_hash(raw)}",
        "title": subject,
        "text": text,
        "published": _day(_header(message, "Date")),
        "outlet": _sender(_header(message, "From")),
    }


def _text(message: EmailMessage) -> str:
    """The words of a message, from the part that has them. Raises SourceError where none has."""
    plain, page = message.get_body(("plain",)), message.get_body(("html",))
    text = "" if plain is None else _flowed(plain, _decoded(plain))
    if not _ARABIC.search(text) and page is not None:
        return page_of(_payload(page), charset=page.get_content_charset()).text
    if not text.strip():
        raise SourceError("no words in it", todo="save the attachment or the picture it consists of as text")
    return text


def _decoded(part: MIMEPart) -> str:
    """The text of a part in the charset it names, or the one it shows itself to be in.

    A label of Western Europe on letters that are Arabic is the commonest fault of old newsletters.
    """
    raw, charset = _payload(part), (part.get_content_charset() or "us-ascii").lower()
    if charset not in _WESTERN:
        try:
            return raw.decode(charset)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(raw, where="").text if raw.strip() else ""


def _payload(part: MIMEPart) -> bytes:
    raw = part.get_payload(decode=True)
    return raw if isinstance(raw, bytes) else b""


def _flowed(part: MIMEPart, text: str) -> str:
    """The paragraphs of a text whose lines were broken for the way only, as its header says (RFC 3676)."""
    text = text.replace("\r\n", "\n")
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    kept = str(part.get_param("delsp", "")).lower() != "yes"
    return re.sub(r"(?<!\n--) \n", " " if kept else "", text)


def _header(message: EmailMessage, name: str) -> str | None:
    """A header as text: encoded words decoded, and letters that were sent as they are, against the rules, too."""
    written = next((value for key, value in message.raw_items() if key.lower() == name.lower()), None)
    if written is None:
        return None
    try:
        parts = decode_header(re.sub(r"\r?\n(?=[ \t])", "", str(written)))
    except ValueError:
        parts = [(str(written), None)]
    body = message.get_body()
    usual = None if body is None else body.get_content_charset()
    return " ".join("".join(_word(part, charset, usual) for part, charset in parts).split()) or None


def _word(part: bytes | str, charset: str | None, usual: str | None) -> str:
    """A piece of a header; in the charset of the message where it names none and is too short to show its own."""
    raw = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
    if raw.isascii():
        return raw.decode("ascii")
    for label in (charset, usual):
        if label is not None and label.lower() not in ("unknown-8bit", *_WESTERN):
            try:
                return raw.decode(label)
            except (LookupError, UnicodeDecodeError):
                continue
    try:
        return decode(raw, where="").text
    except SourceError:
        return ""


def _day(written: str | None) -> Any:
    """The day of a Date header as it was where it was written; what is no date as it stands, to be told."""
    if written is None:
        return None
    try:
        return parsedate_to_datetime(written).date().isoformat()
    except ValueError:
        return written


def _sender(written: str | None) -> str | None:
    """The name a newsletter is sent under, or the domain of its address; never the name of a mailbox."""
    name, address = parseaddr(written or "")
    return name.strip() or address.rpartition("@")[2] or None


def _hash(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()[:16]
