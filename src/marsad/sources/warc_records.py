"""The records of a WARC file one after another, past whatever is damaged between them."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from typing import IO, TYPE_CHECKING, Any, Final

from marsad.errors import SourceError, UsageError

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_CHUNK: Final = 1 << 16
_SIP: Final = 256
_DICTIONARY: Final = 16_000_000  # bytes of the largest dictionary
_GZIP: Final = b"\x1f\x8b\x08"
_ZSTD: Final = b"\x28\xb5\x2f\xfd"
_PLAIN: Final = b"WARC/"
_SKIPPABLE: Final = re.compile(rb"[\x50-\x5f]\x2a\x4d\x18")  # a zstd frame that holds no records, but a dictionary
_AGAIN: Final = "download it again"


def records_of(stream: IO[bytes], *, broken: Callable[[SourceError], None]) -> Iterator[WarcRecord]:
    """Every record of a WARC file, plain, gzipped or as zstd, each to be read before the next is asked for.

    `stream` must be one that can seek. Where the file is damaged, `broken` is told and the reading goes on with the
    next record that is whole; it is told too where the file ends within a record. Raises UsageError where fastwarc is
    missing.
    """
    try:
        from fastwarc.warc import ArchiveIterator
    except ImportError as error:
        raise UsageError("web archives need more packages", todo="pip install 'marsad[sources]'") from error
    start: int | None = 0
    while start is not None:
        stream.seek(start)
        last = None
        try:
            for record in ArchiveIterator(stream, parse_http=False, auto_decode="none"):
                last = int(record.stream_pos)
                yield record
        except (OSError, ValueError) as error:
            broken(SourceError(f"damaged after byte {last or start:,}: {error}", todo=_AGAIN))
            start = _next_record(stream, after=start if last is None else last)
            continue
        if not _ends_whole(stream, start if last is None else last, start=start):
            broken(SourceError(f"breaks off in or after the record at byte {last or start:,}", todo=_AGAIN))
        return


def is_warc(head: bytes) -> bool:
    """Whether these first bytes can be of a WARC file."""
    return head.startswith((_GZIP[:2], _ZSTD, _PLAIN)) or _SKIPPABLE.match(head) is not None


def _next_record(stream: IO[bytes], *, after: int) -> int | None:
    """Where the first record begins that lies beyond a position and can be unpacked; None where there is none."""
    stream.seek(0)
    head = stream.read(4)
    mark = _GZIP if head.startswith(_GZIP) else _PLAIN if head == _PLAIN[:4] else _ZSTD
    stream.seek(after + 1)
    base, rest = after + 1, b""
    while chunk := stream.read(_CHUNK):
        window = rest + chunk
        at = window.find(mark)
        while at >= 0:
            if _begins_record(stream, base + at, mark):
                return base + at
            at = window.find(mark, at + 1)
        rest = window[-(len(mark) - 1) :]
        base += len(window) - len(rest)
        stream.seek(base + len(rest))
    return None


def _begins_record(stream: IO[bytes], at: int, mark: bytes) -> bool:
    stream.seek(at)
    head = stream.read(_CHUNK)
    if mark == _PLAIN:
        return re.match(rb"WARC/\d\.\d\r?\n", head) is not None
    if mark == _ZSTD:
        return True  # nothing comes out of a frame before a whole block went in: the reader finds out
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head[:_SIP], 8).startswith(_PLAIN)
    except zlib.error:
        return False


def _ends_whole(stream: IO[bytes], last: int, *, start: int) -> bool:
    """Whether the record at a position is the last thing in the file, and whole: a cut is passed over in silence.

    Where nothing is packed from there on, all of the file is one packing, and is gone through from its start.
    """
    for at in (last, start):
        stream.seek(at)
        mark = stream.read(4)
        stream.seek(at)
        if mark == _PLAIN[:4]:
            return _plain_ends(stream)
        if mark.startswith((_GZIP, _ZSTD)):
            return _packed_ends(stream, _new_unpacker(stream, at, mark))
    return not mark


def _plain_ends(stream: IO[bytes]) -> bool:
    head = stream.read(_CHUNK)
    length = re.search(rb"(?i)\r?\ncontent-length:\s*(\d+)", head)
    end = re.search(rb"\r?\n\r?\n", head)
    if length is None or end is None:
        return False
    rest = int(length[1]) - (len(head) - end.end())
    tail = head[end.end() + int(length[1]) :]
    while rest > 0 and (chunk := stream.read(min(rest, _CHUNK))):
        rest -= len(chunk)
    return rest <= 0 and not (tail + stream.read(_CHUNK)).strip(b"\r\n")


def _packed_ends(stream: IO[bytes], new: Callable[[], Any]) -> bool:
    """Go through packings one after another, in sips so small that even a bomb unpacks to little at once."""
    unpacker: Any = None
    try:
        while sip := stream.read(_SIP):
            while sip := sip if unpacker else sip.lstrip(b"\0\r\n"):
                unpacker = unpacker or new()
                unpacker.decompress(sip)
                if not unpacker.eof:
                    break
                sip, unpacker = unpacker.unused_data, None
    except (zlib.error, ValueError):
        return False
    return unpacker is None


def _new_unpacker(stream: IO[bytes], at: int, mark: bytes) -> Callable[[], Any]:
    """What makes unpackers of gzip or zstd, piece by piece; their errors are zlib.error or ValueError.

    `stream` stands at `at` again when this is done.
    """
    if mark.startswith(_GZIP):
        return lambda: zlib.decompressobj(zlib.MAX_WBITS | 16)
    dictionary = _dictionary(stream)
    stream.seek(at)
    return lambda: _ZstdFrame(dictionary)


def _dictionary(stream: IO[bytes]) -> bytes | None:
    """The dictionary that all frames of a file are packed with, where its first frame holds one."""
    import zstandard

    stream.seek(0)
    head = stream.read(8)
    if not _SKIPPABLE.match(head):
        return None
    held = stream.read(min(int.from_bytes(head[4:], "little"), _DICTIONARY))
    try:
        packed = held.startswith(_ZSTD)
        return zstandard.ZstdDecompressor().decompress(held, max_output_size=_DICTIONARY) if packed else held
    except zstandard.ZstdError:
        return None


class _ZstdFrame:
    """A frame of zstd, unpacked piece by piece as zlib does."""

    def __init__(self, dictionary: bytes | None) -> None:
        import zstandard

        self._error = zstandard.ZstdError
        packed_with = None if dictionary is None else zstandard.ZstdCompressionDict(dictionary)
        self._frame = zstandard.ZstdDecompressor(dict_data=packed_with).decompressobj()

    @property
    def eof(self) -> bool:
        """Whether the frame is whole."""
        return self._frame.eof

    @property
    def unused_data(self) -> bytes:
        """What came after its end."""
        return self._frame.unused_data

    def decompress(self, data: bytes) -> bytes:
        """The next piece. Raises ValueError where it is damaged."""
        try:
            return self._frame.decompress(data)
        except self._error as error:
            raise ValueError(str(error)) from error
