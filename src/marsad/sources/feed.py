"""RSS and Atom: bytes in, entries out, however broken the XML is. Nothing is fetched here.

An entry is known by its guid, or its link where it has none. What it holds is kept as it was served; what of that is
read as a report is decided where the feed is read.
"""

from __future__ import annotations

import hashlib
import io
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from importlib import resources
from typing import Any, Final
from urllib.parse import urljoin

import orjson

from marsad.errors import DataError, SourceError, UsageError
from marsad.sources.address import is_url, without_login
from marsad.sources.charset import decode_page
from marsad.sources.fragment import text_of
from marsad.sources.page_data import iso_day

_HEAD: Final = re.compile(r"(?:<\?xml.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>|<\?.*?\?>|\s)*", re.DOTALL)
_ROOT: Final = re.compile(r"<(?:[A-Za-z]+:)?(?:rss|feed|rdf)[\s>]", re.IGNORECASE)
_END: Final = re.compile(r"</(?:[A-Za-z]+:)?(?:rss|feed|rdf)\s*>\s*(?:<!--.*?-->\s*)*$", re.IGNORECASE | re.DOTALL)
_DECLARED: Final = re.compile(r"^\s*<\?xml.*?\?>", re.DOTALL)
_LOOKED_AT: Final = 4_096
_WORDS: Final = 40  # content of fewer words is a beginning, or a line on a picture
_LONGEST_KEY: Final = 1_000  # bytes
_TODO: Final = "open the address in a browser; give the feed's own address"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a feed, as it was served; what it does not have is None.

    `key` tells it apart within its feed, however it is edited later. `title` is plain text, `summary` and `content`
    are HTML or plain text; `content` is what the feed gives as the whole. `published` is an ISO day.
    """

    key: str
    link: str | None
    title: str | None
    published: str | None
    summary: str | None
    content: str | None
    language: str | None = None

    @property
    def raw(self) -> bytes:
        """The entry as bytes that are the same whenever it is: JSON of its fields."""
        return orjson.dumps(asdict(self), option=orjson.OPT_SORT_KEYS)

    @property
    def digest(self) -> str:
        """A hash of its words: it changes when title, summary or content were edited."""
        return hashlib.sha256(orjson.dumps([self.title, self.summary, self.content])).hexdigest()

    def whole(self, wanted: bool | None) -> str | None:
        """The text of the report where the feed has all of it, else None.

        `wanted` is what the user says of the feed: True, that its entries are whole; False, that none is. Without it
        the content is whole where it has forty words and does not end as a beginning does ("…", "read more").
        """
        if wanted is False:
            return None
        text = text_of(self.content or (self.summary or "" if wanted else ""))
        if wanted:
            return text or None
        return text if len(text.split()) >= _WORDS and not text.lower().endswith(_beginnings()) else None

    def short(self) -> str | None:
        """The text of its summary, or of its content where it has no summary."""
        return text_of(self.summary or "") or text_of(self.content or "") or None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed: its title, its entries in its order, and where it is broken, in what way."""

    title: str | None
    entries: tuple[Entry, ...]
    broken: str | None


def entry_of(raw: bytes | str) -> Entry:
    """The entry that `Entry.raw` gave."""
    return Entry(**orjson.loads(raw))


def is_feed(raw: bytes) -> bool:
    """Whether bytes begin as RSS, Atom or RDF do, whatever type they were served as."""
    text = raw[:_LOOKED_AT].replace(b"\0", b"").decode("utf-8", errors="replace").lstrip("\ufeff\ufffd")
    found = _HEAD.match(text)
    return _ROOT.match(text, found.end() if found else 0) is not None


def parse_feed(raw: bytes, *, charset: str | None, url: str) -> Feed:
    """The entries of a feed. `charset` is the one it was served in, `url` where from.

    Broken XML gives what can be told from it, and says that it is broken; where it breaks off, the last entry is left
    out, as it may be half of one. Entities are never expanded beyond what XML itself has.

    Raises SourceError for bytes that are no feed; UsageError where the library that reads feeds is missing.
    """
    try:
        import feedparser
    except ImportError as error:
        raise UsageError("feeds need more packages", todo="pip install 'marsad[sources]'") from error
    text = _DECLARED.sub("", decode_page(raw, served=charset))
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    found = feedparser.parse(
        io.BytesIO(text.encode()), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )
    if not found.version:
        what = "the answer is a page, no feed" if "<html" in text[:_LOOKED_AT].lower() else "no RSS or Atom"
        raise SourceError(what, todo=_TODO)
    entries, broken = list(found.entries), None
    if found.bozo and not isinstance(found.bozo_exception, feedparser.CharacterEncodingOverride):
        broken = f"broken XML: {str(found.bozo_exception)[:120]}"
    if not _END.search(text[-_LOOKED_AT:]):
        entries, broken = entries[:-1], "the XML breaks off; its last entry is left out"
    language = found.feed.get("language")
    return Feed(
        title=_plain(found.feed.get("title")),
        entries=tuple(_told_apart(_entry(one, url=url, language=language) for one in entries)),
        broken=broken,
    )


def _entry(one: Mapping[str, Any], *, url: str, language: str | None) -> Entry:
    link = _link(one.get("feedburner_origlink") or one.get("link"), url)
    contents = [str(part.get("value") or "") for part in one.get("content", ())]
    dates = (iso_day(one.get(name)) for name in ("published", "updated", "created"))
    entry = Entry(
        key="",
        link=link,
        title=_plain(one.get("title")),
        published=next((day for day in dates if day), None),
        summary=one.get("summary") or None,
        content=max(contents, key=len, default="") or None,
        language=(language or "").strip().lower()[:2] or None,
    )
    return replace(entry, key=_key(str(one.get("id") or "").strip() or link or entry.digest))


def _told_apart(entries: Iterator[Entry]) -> Iterator[Entry]:
    """Entries each of a key of its own: some feeds give all of theirs one guid; an entry that stands twice is one."""
    held = list(entries)
    often = Counter(entry.key for entry in held)
    seen: set[str] = set()
    for entry in held:
        other = entry.link or entry.digest
        shared = often[entry.key] > 1 and entry.key != other
        named = replace(entry, key=_key(f"{entry.key} {other}")) if shared else entry
        if named.key not in seen:
            seen.add(named.key)
            yield named


def _key(said: str) -> str:
    """A guid as it can be kept in an index."""
    return said if len(said.encode()) <= _LONGEST_KEY else hashlib.sha256(said.encode()).hexdigest()


def _link(said: Any, url: str) -> str | None:
    try:
        link = urljoin(url, str(said or "").strip()) if said else ""
    except ValueError:
        return None
    return without_login(link) if is_url(link) else None


def _plain(said: Any) -> str | None:
    return (" ".join(text_of(said).split()) or None) if isinstance(said, str) else None


@lru_cache(maxsize=1)
def _beginnings() -> tuple[str, ...]:
    table = tomllib.loads((resources.files("marsad") / "data" / "summaries.toml").read_text(encoding="utf-8"))
    ends = table.get("ends")
    if set(table) != {"version", "ends"} or not isinstance(ends, list) or not all(isinstance(e, str) for e in ends):
        raise DataError("needs `version` and the list `ends`", where="data/summaries.toml", todo="mend the file")
    return tuple(end.lower() for end in ends)
