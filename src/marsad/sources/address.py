"""Addresses of the network: which can be asked for, and which are of one report."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from marsad.errors import DataError, SourceError, UsageError

if TYPE_CHECKING:
    import httpx

_SCHEMES: Final = ("http://", "https://")
_KEPT: Final = "/:@!$'()*,;~-._"  # of a path, what stands for itself whether written plainly or as %XX
_DIGITS: Final = 16
_TODO: Final = "give an address such as https://example.org/news/1"


class Origin(NamedTuple):
    """Whom an address asks: credentials are for one origin, rules of a robots.txt hold for one."""

    scheme: str
    host: str
    port: int


@dataclass(frozen=True, slots=True)
class Url:
    """An http or https address, in ASCII; it may hold a user and password, which are never printed or stored.

    Made by `url_of`, which refuses what cannot be asked for.
    """

    address: str

    def __str__(self) -> str:
        return without_login(self.address)


def is_url(text: str) -> bool:
    """Whether a source is named by its address, not by a path."""
    return text.lower().startswith(_SCHEMES)


def url_of(text: str) -> Url:
    """The address that a text gives; Arabic in it is encoded, a fragment dropped. Raises SourceError for no address."""
    found = parsed(text.strip())
    return Url(str(found.copy_with(fragment=None)))


def parsed(address: str) -> httpx.URL:
    """The parts of an address. Raises SourceError for one that is not of http or https or that cannot be read."""
    try:
        import httpx
    except ImportError as error:
        raise UsageError("addresses need more packages", todo="pip install 'marsad[sources]'") from error
    try:
        url = httpx.URL(address)
        whole = url.scheme in ("http", "https") and url.host and 0 < (url.port or 1) < 65_536
    except (httpx.InvalidURL, UnicodeError, ValueError, TypeError):
        whole = False
    if not whole:
        raise SourceError(f"{without_login(address)!r} is no address of http or https", todo=_TODO)
    return url


def origin_of(address: str) -> Origin:
    """Scheme, host and port of an address. Raises SourceError as `parsed` does."""
    url = parsed(address)
    return Origin(url.scheme, url.host.lower(), url.port or (443 if url.scheme == "https" else 80))


def without_login(address: str) -> str:
    """An address as it may be printed and stored: user and password left out."""
    scheme, sep, rest = address.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}{sep}{host.rpartition('@')[2]}{slash}{path}" if sep else address


def same_report(address: str) -> str:
    """What addresses of one report have in common.

    The host without `www.`, a port that is not the usual one, the path without its last stroke, the parameters but
    those that only track the reader; not the scheme or the fragment. Arabic letters are the same plain or encoded.
    """
    parts = urlsplit(without_login(address.strip()))
    host = (parts.hostname or "").removeprefix("www.") + _unusual_port(parts.netloc)
    path = quote(unquote(parts.path), safe=_KEPT).rstrip("/")
    asked = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _tracks(name)]
    query = "&".join(f"{quote(name)}={quote(value)}" for name, value in sorted(asked))
    return f"{host}{path}?{query}" if query else f"{host}{path}"


def report_id_of(address: str) -> str:
    """The id of the report at an address: its host and sixteen hexadecimal digits of what `same_report` gives."""
    host = (urlsplit(without_login(address.strip())).hostname or "").removeprefix("www.")
    return f"{host}-{hashlib.sha256(same_report(address).encode()).hexdigest()[:_DIGITS]}"


def is_front(address: str) -> bool:
    """Whether an address is that of a whole site."""
    parts = urlsplit(address)
    return parts.path.strip("/") == "" and not parts.query


def _unusual_port(host: str) -> str:
    port = host.rpartition(":")[2]
    return f":{port}" if port.isdecimal() and port not in ("80", "443") else ""


def _tracks(name: str) -> bool:
    names, prefixes = _tracking()
    return name.lower() in names or name.lower().startswith(prefixes)


@lru_cache(maxsize=1)
def _tracking() -> tuple[frozenset[str], tuple[str, ...]]:
    table = tomllib.loads((resources.files("marsad") / "data" / "tracking.toml").read_text(encoding="utf-8"))
    lists = [table.get("names"), table.get("prefixes")]
    good = all(isinstance(some, list) and all(isinstance(one, str) for one in some) for some in lists)
    if set(table) != {"version", "names", "prefixes"} or not good:
        raise DataError("needs `version` and the lists `names` and `prefixes`", where="data/tracking.toml")
    return frozenset(table["names"]), tuple(table["prefixes"])
