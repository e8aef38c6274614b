"""What a server answered, as a web archive holds it: head and body as they were sent, taken out of their packing.

Crawlers keep the headers as they were sent even where they store the body unpacked, so a body that is not packed as its
headers say is taken as it is.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from marsad.errors import SourceError, UsageError

_STATUS: Final = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})")
_SIZE: Final = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([^\s\"';]+)", re.IGNORECASE)
_HTML: Final = ("text/html", "application/xhtml+xml")
_MAGIC: Final = {"gzip": b"\x1f\x8b", "zstd": b"\x28\xb5\x2f\xfd"}
_BROKEN: Final = "look whether the archive is whole; the page is left out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The head of an answer; `headers` by name in small letters, the last of each; `length` in bytes."""

    status: int
    headers: Mapping[str, str]
    length: int

    @property
    def is_html(self) -> bool:
        """Whether it says that its body is a page."""
        return self.headers.get("content-type", "").split(";")[0].strip().lower() in _HTML

    @property
    def charset(self) -> str | None:
        """The charset that it names."""
        found = _CHARSET.search(self.headers.get("content-type", ""))
        return found[1] if found else None


def head_of(block: bytes) -> Head | None:
    """The head at the start of an answer; None where there is none, or it does not end within these bytes."""
    status, end = _STATUS.match(block), re.search(rb"\r?\n\r?\n", block)
    if status is None or end is None:
        return None
    lines = block[: end.start()].decode("latin-1").splitlines()[1:]
    pairs = (line.partition(":") for line in lines if ":" in line)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    return Head(status=int(status[1]), headers=headers, length=end.end())


def body_of(head: Head, sent: bytes, *, limit: int) -> bytes:
    """The body as a browser would take it: chunks joined, gzip, deflate, brotli and zstd unpacked.

    Raises SourceError for one that breaks off, is damaged or has more than `limit` bytes; UsageError where a library
    is missing.
    """
    body = _joined(sent) if "chunked" in head.headers.get("transfer-encoding", "").lower() else sent
    for packing in reversed(head.headers.get("content-encoding", "").lower().split(",")):
        body = _unpacked(body, packing.strip().removeprefix("x-"), limit=limit)
    if len(body) > limit:
        todo = "leave it out, or raise MARSAD_MAX_REPORT_BYTES"
        raise SourceError(f"larger than {limit:,} bytes, more than one report can be", todo=todo)
    return body


def _joined(sent: bytes) -> bytes:
    """The chunks of a body; as it is where it was stored without them."""
    chunks: list[bytes] = []
    at = 0
    while size := _SIZE.match(sent, at):
        start, length = size.end(), int(size[1], 16)
        if length == 0:
            return b"".join(chunks)
        if start + length > len(sent):
            raise SourceError("the answer breaks off in a chunk", todo=_BROKEN)
        chunks.append(sent[start : start + length])
        at = start + length
        at += 2 if sent.startswith(b"\r\n", at) else 1
    if not chunks:
        return sent
    raise SourceError("the answer breaks off between its chunks", todo=_BROKEN)


def _unpacked(body: bytes, packing: str, *, limit: int) -> bytes:
    magic = _MAGIC.get(packing, b"")
    if packing not in ("gzip", "deflate", "br", "zstd") or not body.startswith(magic) or not body:
        return body
    if packing == "gzip":
        return _inflated(body, zlib.MAX_WBITS | 16, limit=limit)
    if packing == "deflate":
        if _looks_unpacked(body):
            return body
        zlib_header = body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0
        return _inflated(body, zlib.MAX_WBITS if zlib_header else -zlib.MAX_WBITS, limit=limit)
    if packing == "br" and _looks_unpacked(body):
        return body
    return _read_through(body, packing, limit=limit)


def _inflated(body: bytes, bits: int, *, limit: int) -> bytes:
    stream = zlib.decompressobj(bits)
    try:
        plain = stream.decompress(body, limit + 1)
    except zlib.error as error:
        raise SourceError(f"the answer is packed and damaged: {error}", todo=_BROKEN) from error
    if len(plain) <= limit and not stream.eof:
        raise SourceError("the answer breaks off in its packing", todo=_BROKEN)
    return plain


def _read_through(body: bytes, packing: str, *, limit: int) -> bytes:
    try:
        from fastwarc.stream_io import BrotliReader, ZstdReader
    except ImportError as error:
        raise UsageError("web archives need more packages", todo="pip install 'marsad[sources]'") from error
    reader = BrotliReader if packing == "br" else ZstdReader
    try:
        return bytes(reader(io.BytesIO(body)).read(limit + 1))
    except (OSError, ValueError) as error:
        raise SourceError(f"the answer is packed and damaged: {error}", todo=_BROKEN) from error


def _looks_unpacked(body: bytes) -> bool:
    """Whether a body that no mark shows to be packed begins as a page does."""
    return body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"
