"""The elements of certain arrays of a large JSON document, one by one, with the bytes they were written in."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any, Final

import orjson

_CHUNK: Final = 1 << 18
_DEEPEST: Final = 8  # objects within objects that are looked into; what lies deeper is passed over
_BETWEEN: Final = re.compile(rb"[\s,:]*")
_SCALAR: Final = re.compile(rb"[^\s,:\[\]{}\"]*")
_OUTSIDE: Final = re.compile(rb'["{}\[\]]')
_INSIDE: Final = re.compile(rb'["\\]')


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One element: the line it begins on, its bytes (None where they are more than the limit), and the plain values
    that the object which holds its array says before it."""

    line: int
    raw: bytes | None
    owner: Mapping[str, Any]


class _Scanner:
    """Walks over the bytes of a stream; holds no more of it than the value at hand."""

    def __init__(self, stream: IO[bytes], consumed: Callable[[int], None]) -> None:
        self._stream = stream
        self._consumed = consumed
        self._buffer = b""
        self._at = 0
        self.line = 1

    def next(self) -> bytes:
        """The first byte of the next token, not yet taken. Raises EOFError where there is none."""
        while True:
            self._go(_BETWEEN.match(self._buffer, self._at).end())  # type: ignore[union-attr]  # it fits anything
            if self._at < len(self._buffer):
                return self._buffer[self._at : self._at + 1]
            self._fill()

    def take(self) -> None:
        """Pass over one byte."""
        self._go(self._at + 1)

    def value(self, *, limit: int) -> bytes | None:
        """Pass over a value; its bytes, or None for more than `limit`. Raises EOFError where it breaks off."""
        if self.next() not in b'{["':
            return self._plain(limit)
        held: list[bytes] = []
        size = depth = 0
        quoted = False
        while True:
            begin, at = self._at, self._at
            while found := (_INSIDE if quoted else _OUTSIDE).search(self._buffer, at):
                at = found.end()
                if found.group() == b"\\":
                    at += 1
                    continue
                if found.group() == b'"':
                    quoted = not quoted
                else:
                    depth += 1 if found.group() in b"{[" else -1
                if not quoted and depth <= 0:
                    break
            whole = found is not None
            end = at if whole else max(at, len(self._buffer))
            over = end - len(self._buffer)  # an escape whose second byte is not here yet
            size += min(end, len(self._buffer)) - begin
            held = [*held, self._buffer[begin:end]] if size <= limit else []
            self._go(min(end, len(self._buffer)))
            if whole:
                return b"".join(held) if size <= limit else None
            self._fill()
            if over > 0:
                held = [*held, self._buffer[:1]] if size < limit else []
                size += 1
                self._go(1)

    def _plain(self, limit: int) -> bytes | None:
        while (end := _SCALAR.match(self._buffer, self._at).end()) == len(self._buffer):  # type: ignore[union-attr]
            self._fill(keep=True)
        raw = self._buffer[self._at : end]
        if not raw:
            raise ValueError(f"a stray {self.next()!r}")
        self._go(end)
        return raw if len(raw) <= limit else None

    def _go(self, at: int) -> None:
        self.line += self._buffer.count(b"\n", self._at, at)
        self._at = at

    def _fill(self, *, keep: bool = False) -> None:
        more = self._stream.read(_CHUNK)
        if not more:
            raise EOFError
        self._consumed(len(more))
        self._buffer = (self._buffer[self._at :] if keep else b"") + more
        self._at = 0


def elements_of(
    stream: IO[bytes], *, name: str, within: Collection[str], limit: int, consumed: Callable[[int], None]
) -> Iterator[Element]:
    """The elements of each array called `name`, in the outermost object and in what stands in it under `within`.

    Raises EOFError where the document breaks off, ValueError where it is no JSON object.
    """
    scanner = _Scanner(stream, consumed)
    if scanner.next() != b"{":
        raise ValueError("no JSON object")
    yield from _object(scanner, name, within, limit, depth=0)


def _object(scanner: _Scanner, name: str, within: Collection[str], limit: int, *, depth: int) -> Iterator[Element]:
    said: dict[str, Any] = {}
    scanner.take()
    while scanner.next() != b"}":
        key = orjson.loads(scanner.value(limit=1_000) or b'""')
        opens = scanner.next()
        if key == name and opens == b"[":
            scanner.take()
            while scanner.next() != b"]":
                line = scanner.line
                yield Element(line=line, raw=scanner.value(limit=limit), owner=said)
            scanner.take()
        elif key in within and opens == b"{" and depth < _DEEPEST:
            yield from _object(scanner, name, within, limit, depth=depth + 1)
        elif key in within and opens == b"[" and depth < _DEEPEST:
            yield from _array(scanner, name, within, limit, depth=depth + 1)
        else:
            raw = scanner.value(limit=10_000)
            if raw is not None and opens not in b"{[":
                said[key] = orjson.loads(raw)
    scanner.take()


def _array(scanner: _Scanner, name: str, within: Collection[str], limit: int, *, depth: int) -> Iterator[Element]:
    scanner.take()
    while (opens := scanner.next()) != b"]":
        if opens == b"{":
            yield from _object(scanner, name, within, limit, depth=depth)
        else:
            scanner.value(limit=0)
    scanner.take()
