"""The feeds that are watched: a TOML file, read strictly."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from marsad.errors import SourceError, UsageError
from marsad.sources.address import Url, url_of

_FOR_ALL: Final = ("every", "language", "feed")
_OF_ONE: Final = ("url", "outlet", "language", "every", "full_text")
_EVERY: Final = re.compile(r"([1-9][0-9]{0,5})\s*([smhd])")
_SECONDS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_SOONEST: Final = 60
_USUALLY: Final = 15 * 60
_LONGEST: Final = 1_500  # characters of an address
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedFeed:
    """A feed to be asked `every` so many seconds.

    `outlet` and `language` outrank what pages and feeds say of themselves. `full_text`: whether its entries hold their
    reports whole; None where that is to be told from each entry.
    """

    url: Url
    every: int = _USUALLY
    outlet: str | None = None
    language: str | None = None
    full_text: bool | None = None

    @property
    def name(self) -> str:
        """What it is called in the log: its outlet, else its address without the scheme."""
        return self.outlet or str(self.url).split("://", 1)[-1]


def read_feeds(path: Path) -> tuple[WatchedFeed, ...]:
    """The feeds of a file: `every` and `language` for all, and for each `[[feed]]` its `url` and what else is said.

    Raises UsageError, naming file, feed and key, for whatever the file may not say: a key nobody knows, a value that
    cannot be, no feed, an address that stands twice.
    """
    table = _table(path)
    where = str(path)
    _check_keys(table, _FOR_ALL, where=where)
    rows = table.get("feed")
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise UsageError("no feed is named", where=where, todo='write [[feed]] and below it url = "https://…"')
    common = {key: value for key, value in table.items() if key != "feed"}
    feeds = tuple(_feed({**common, **row}, f"{where}, feed {number}") for number, row in enumerate(rows, start=1))
    seen: dict[str, int] = {}
    for number, feed in enumerate(feeds, start=1):
        first = seen.setdefault(str(feed.url), number)
        if first != number:
            what = f"the address of feed {first} again: {feed.url}"
            raise UsageError(what, where=f"{where}, feed {number}", todo="remove one of the two")
    return feeds


def _table(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        what = f"the file of feeds cannot be read: {error.strerror}"
        raise UsageError(what, where=str(path), todo="check its name and your rights to it") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"no TOML: {error}", where=str(path), todo="mend the file") from error


def _feed(row: Mapping[str, Any], where: str) -> WatchedFeed:
    _check_keys(row, _OF_ONE, where=where)
    full_text = row.get("full_text")
    if full_text is not None and not isinstance(full_text, bool):
        raise UsageError(f"full_text is {full_text!r}", where=where, todo="write true or false, or leave it out")
    return WatchedFeed(
        url=_url(row, where),
        every=_every(row, where),
        outlet=_words(row, "outlet", where),
        language=_language(row, where),
        full_text=full_text,
    )


def _check_keys(row: Mapping[str, Any], known: tuple[str, ...], *, where: str) -> None:
    unknown = sorted(row.keys() - set(known))
    if unknown:
        raise UsageError(f"unknown: {', '.join(unknown)}", where=where, todo=f"known are {', '.join(known)}")


def _url(row: Mapping[str, Any], where: str) -> Url:
    said = _words(row, "url", where)
    if said is None:
        raise UsageError("a feed without url", where=where, todo='write url = "https://…"')
    try:
        url = url_of(said)
    except SourceError as error:
        raise UsageError(error.what, where=where, todo=error.todo) from error
    if len(url.address) > _LONGEST:
        raise UsageError(f"an address of more than {_LONGEST:,} characters", where=where, todo="give a shorter one")
    return url


def _every(row: Mapping[str, Any], where: str) -> int:
    said = row.get("every")
    if said is None:
        return _USUALLY
    found = _EVERY.fullmatch(said) if isinstance(said, str) else None
    if found is None:
        raise UsageError(f"every is {said!r}", where=where, todo='write a time such as "15m", "2h" or "1d"')
    seconds = int(found[1]) * _SECONDS[found[2]]
    if seconds < _SOONEST:
        raise UsageError(f"every is {said!r}, more often than once a minute", where=where, todo='write "1m" or longer')
    return seconds


def _language(row: Mapping[str, Any], where: str) -> str | None:
    said = _words(row, "language", where)
    if said is not None and not _LANGUAGE.fullmatch(said):
        raise UsageError(f"language is {said!r}", where=where, todo='write a code such as "ar"')
    return said


def _words(row: Mapping[str, Any], key: str, where: str) -> str | None:
    said = row.get(key)
    if said is None:
        return None
    if not isinstance(said, str) or not said.strip():
        raise UsageError(f"{key} is {said!r}, no text", where=where, todo=f'write {key} = "…", or leave it out')
    return " ".join(said.split())
