"""One request over HTTP: one connection, one answer, none of it without a bound.

No cookies are kept, no redirect is followed, no proxy of the environment is used; a body that is packed is unpacked no
further than the limit.
"""

from __future__ import annotations

import re
import ssl
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.message import Message
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from marsad.errors import SourceError, UsageError

if TYPE_CHECKING:
    import httpcore

_CHUNK: Final = 65_536
_RAISE: Final = "leave it out, or raise MARSAD_MAX_REPORT_BYTES or MARSAD_MAX_FEED_BYTES"
PRIVATE: Final = "set MARSAD_PRIVATE_ADDRESSES=1 where this machine or your own network is meant"


class FetchError(SourceError):
    """Something could not be fetched. `again` is the seconds after which another try may help, None where none will."""

    def __init__(self, what: str, *, again: float | None = None, todo: str | None = None) -> None:
        super().__init__(what, todo=todo)
        self.again = again


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of fetching, in seconds where they are times.

    `connect`, `read` (between two pieces of an answer) and `whole` bound one request. `tries` is how often it is asked
    again in all, where that may help; `patience` how long a host is waited for before that is left to the caller.
    The wait after a failure is `first`, doubled with each up to `longest`; up to half of it is taken off by chance, so
    that not all come back at once.
    """

    connect: float = 10.0
    read: float = 20.0
    whole: float = 60.0
    redirects: int = 8
    tries: int = 3
    patience: float = 120.0
    first: float = 2.0
    longest: float = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server answered; `headers` by name in small letters, the first of each. Only a 200 has a body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        """The type of the body as served, such as `text/html`; empty where it is not said."""
        return self._typed().get_content_type() if "content-type" in self.headers else ""

    @property
    def charset(self) -> str | None:
        """The charset as served."""
        return self._typed().get_content_charset()

    def _typed(self) -> Message:
        message = Message()
        message["content-type"] = re.sub(r"[^\x20-\x7e]", "", self.headers.get("content-type", ""))
        return message


def ask(
    address: str, *, headers: Mapping[str, str], limit: int, limits: Limits, private: bool, cut: bool = False
) -> Answer:
    """The answer to one GET. With `cut`, a body beyond the limit is cut off there.

    Raises FetchError with `again` 0 where the network or the server failed; without it for a host that may not be asked
    and a body larger than `limit` bytes.
    """
    try:
        import httpcore

        from marsad.sources.network import Deadline, Network, PrivateAddress
    except ImportError as error:
        raise UsageError("fetching needs more packages", todo="pip install 'marsad[sources]'") from error
    network = Network(private=private, deadline=Deadline(limits.whole))
    waits = {"connect": limits.connect, "read": limits.read, "write": limits.read, "pool": limits.connect}
    sent = [(name.encode(), value.encode("ascii", errors="replace")) for name, value in headers.items()]
    try:
        with (
            httpcore.ConnectionPool(ssl_context=_trusted(), max_connections=1, network_backend=network) as pool,
            pool.stream("GET", address, headers=sent, extensions={"timeout": waits}) as response,
        ):
            found = _headers(response)
            read = response.status == 200
            body = _body(response.iter_stream(), found, limit=limit, cut=cut) if read else b""
            return Answer(status=response.status, headers=found, body=body)
    except PrivateAddress as error:
        raise FetchError(f"the host {error} is of a private network", todo=PRIVATE) from error
    except httpcore.TimeoutException as error:
        raise FetchError(f"it took too long ({_said(error)})", again=0.0) from error
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise FetchError(f"the connection failed ({_said(error)})", again=0.0) from error


@lru_cache(maxsize=1)
def _trusted() -> ssl.SSLContext:
    """The certificates that are trusted; reading them takes longer than a request."""
    import httpx

    return httpx.create_ssl_context()


def _said(error: Exception) -> str:
    kind = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(error).__name__).lower()
    return f"{kind}: {error}" if str(error) else kind


def _headers(response: httpcore.Response) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in response.headers:
        found.setdefault(name.decode("ascii", errors="replace").lower(), _text(value))
    return found


def _text(value: bytes) -> str:
    """A header's value: Arabic addresses stand in it unencoded now and then."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _body(chunks: Iterator[bytes], headers: Mapping[str, str], *, limit: int, cut: bool) -> bytes:
    said = headers.get("content-length", "")
    if said.isdecimal() and int(said) > limit and not cut:
        raise FetchError(f"larger than {limit:,} bytes ({int(said):,} as served)", todo=_RAISE)
    held = bytearray()
    for piece in _unpacked(chunks, headers.get("content-encoding", "")):
        held += piece
        if len(held) > limit:
            if cut:
                return bytes(held[:limit])
            raise FetchError(f"larger than {limit:,} bytes", todo=_RAISE)
    return bytes(held)


def _unpacked(chunks: Iterator[bytes], coding: str) -> Iterator[bytes]:
    """The pieces of a body, none of them much larger than what came over the network at once."""
    name = coding.strip().lower()
    if name in ("", "identity"):
        yield from chunks
        return
    if name not in ("gzip", "x-gzip", "deflate"):
        raise FetchError(f"packed as {name!r}, which was not asked for")
    unpack = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
    try:
        for chunk in chunks:
            rest, full = chunk, True
            while full and not unpack.eof:
                piece = unpack.decompress(rest, _CHUNK)
                yield piece
                rest = unpack.unconsumed_tail
                full = bool(rest) or len(piece) == _CHUNK
    except zlib.error as error:
        raise FetchError(f"the packed body is damaged ({error})", again=0.0) from error
    if not unpack.eof:
        raise FetchError("the packed body breaks off", again=0.0)
