"""Telegram's export as JSON (`result.json`): one report a message, read as a stream."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import orjson

from marsad.errors import SourceError
from marsad.model import Report
from marsad.sources.intake import Intake
from marsad.sources.json_stream import Element, elements_of
from marsad.sources.problem import Problem, shown
from marsad.sources.record import id_of, report_of, second, too_large

NAME: Final = "result.json"
_WITHIN: Final = ("chats", "left_chats", "list")
_HEAD: Final = 65_536  # bytes in which an export under another name shows what it is
_WORDLESS: Final = "messages without words (pictures, calls, who joined), passed over"


def is_telegram_json(path: Path) -> bool:
    """Whether a file is an export by its name, or is JSON in which messages or chats stand at the beginning."""
    name = path.name.lower()
    if name == NAME or not name.endswith(".json"):
        return name == NAME
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return False
    return b'"messages"' in head and b'"date"' in head


def read_telegram_json(path: Path, intake: Intake) -> Iterator[Report]:
    """The messages of a channel, a group or all chats of an account, in the order of the export.

    The id is `channel/message`, the outlet the channel's name, or that of the channel a message was forwarded from.
    Names of persons are not read. The day is that of the export's local time. Messages without words are counted in a
    note. A message that cannot be used is a problem, and so is the place where the file breaks off.
    """
    seen: set[str] = set()
    found = wordless = 0
    try:
        with path.open("rb") as file:
            limit = intake.settings.max_report_bytes
            for element in elements_of(file, name="messages", within=_WITHIN, limit=limit, consumed=intake.consumed):
                found += 1
                try:
                    record = _record(element, limit=limit)
                    if record is None:
                        wordless += 1
                        continue
                    if (report_id := id_of(record)) in seen:
                        raise second(report_id)
                    raw = element.raw or b""
                    yield report_of(record, raw=raw, path=path, intake=intake, line=element.line)
                    seen.add(report_id)
                except SourceError as error:
                    intake.refuse(error, path=path, line=element.line)
        if not found:
            raise SourceError("no messages in it", todo="export the chat from Telegram Desktop as JSON")
    except SourceError as error:
        intake.refuse(error, path=path)
    except (EOFError, ValueError) as error:
        intake.refuse(_broken(path, found, error), path=path)
    except OSError as error:
        what = f"cannot be read: {error.strerror}"
        intake.refuse(SourceError(what, todo="check its name and your rights to it"), path=path)
    if wordless:
        intake.problems(Problem(file=shown(path), line=None, what=f"{wordless:,} {_WORDLESS}", todo=None, note=True))


def _broken(path: Path, found: int, error: Exception) -> SourceError:
    if not path.stat().st_size:
        return SourceError("the file is empty", todo="export the chat again")
    if isinstance(error, EOFError):
        return SourceError(f"the export breaks off after {found:,} messages", todo="export the chat again")
    return SourceError(f"no export of Telegram: {error}", todo="export the chat from Telegram Desktop as JSON")


def _record(element: Element, *, limit: int) -> dict[str, Any] | None:
    """The fields of a message; None where it says nothing in words."""
    if element.raw is None:
        raise too_large("a message", limit=limit)
    try:
        message = orjson.loads(element.raw)
    except orjson.JSONDecodeError as error:
        raise SourceError(f"no whole JSON object: {error}", todo="export the chat again") from error
    if not isinstance(message, dict) or message.get("type", "message") != "message":
        return None
    text = _text(message.get("text", ""))
    if not text.strip():
        return None
    chat, number = element.owner.get("id"), message.get("id")
    if number is None:
        raise SourceError("a message without an id", todo="export the chat again")
    return {
        "id": f"{chat if chat is not None else element.owner.get('name') or 'telegram'}/{number}",
        "text": text,
        "published": _day(message),
        "outlet": _outlet(message, element.owner.get("name")),
    }


def _text(text: Any) -> str:
    """The words of a message: a string, or a list of strings and of objects for links, bold letters and the like."""
    parts = text if isinstance(text, list) else [text]
    said = (part.get("text") if isinstance(part, dict) else part for part in parts)
    return "".join(part for part in said if isinstance(part, str))


def _outlet(message: dict[str, Any], chat: Any) -> str | None:
    """Whose words they are: a channel's that they were forwarded from, else the chat's; never a person's name."""
    origin = message.get("forwarded_from")
    if isinstance(origin, str) and str(message.get("forwarded_from_id", "")).startswith("channel"):
        return origin
    return chat if isinstance(chat, str) else None


def _day(message: dict[str, Any]) -> Any:
    """The export's local time; in exports that have none, the day in UTC."""
    moment = message.get("date")
    if moment is None and str(message.get("date_unixtime", "")).isdecimal():
        return datetime.fromtimestamp(int(message["date_unixtime"]), tz=UTC).isoformat()
    return moment
