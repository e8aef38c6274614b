"""Bytes of a text file into text, in the code page the file shows itself to be in.

Arabic text files come in UTF-8 and UTF-16, and older archives in Windows-1256 or ISO-8859-6, which share most of the
alef-to-ghain half of the alphabet and differ in the rest. Which of the two it is, the commonest words tell. What cannot
be told is refused: a wrong guess would put every later span on letters nobody wrote.
"""

from __future__ import annotations

import codecs
import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Final

from marsad.errors import DataError, SourceError

_CODE_PAGES: Final = ("cp1256", "iso8859_6")
_PRINTED: Final = {"cp1256": "windows-1256", "iso8859_6": "iso-8859-6"}
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with that of UTF-16
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WORD: Final = re.compile(r"[\u0621-\u0652]+")
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_PROBE: Final = 200_000  # bytes that are enough to tell a code page
_SAVE_AS: Final = "save it as UTF-8 text and run again"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and its encoding: `utf-8`, `utf-8-sig`, `utf-16`, `utf-32`, `windows-1256` or `iso-8859-6`."""

    text: str
    encoding: str


def decode(data: bytes, *, where: str) -> Decoded:
    """The text of a file's bytes, every character and line ending kept; only a byte order mark is taken off.

    Raises SourceError, naming `where`, when the bytes are empty or blank, binary, or in no encoding that can be told.
    """
    if not data:
        raise SourceError("the file is empty", where=where, todo="remove it or put the report's text in it")
    decoded = _by_mark(data, where=where) or _without_mark(data, where=where)
    if not decoded.text.strip():
        raise SourceError("the text is blank", where=where, todo="remove it or put the report's text in it")
    if "\0" in decoded.text:
        raise SourceError("the file is binary, no text", where=where, todo="convert it to UTF-8 text first")
    return decoded


def _by_mark(data: bytes, *, where: str) -> Decoded | None:
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), None)
    if encoding is None:
        return None
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        what = f"the file is marked as {encoding} but breaks at byte {error.start}"
        raise SourceError(what, where=where, todo=_SAVE_AS) from error


def _without_mark(data: bytes, *, where: str) -> Decoded:
    if _is_binary(data):
        raise SourceError("the file is binary, no text", where=where, todo="convert it to UTF-8 text first")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if is_broken_utf8(data):
            what = f"the file is UTF-8 but breaks at byte {error.start}"
            raise SourceError(what, where=where, todo="repair or download it again") from error
    page = arabic_code_page(data[:_PROBE])
    if page is None:
        raise SourceError("the encoding of the file cannot be told", where=where, todo=_SAVE_AS)
    return _in_page(data, page, where=where)


def _in_page(data: bytes, page: str, *, where: str) -> Decoded:
    try:
        return Decoded(data.decode(page), _PRINTED[page])
    except UnicodeDecodeError as error:
        what = f"the file looks like {_PRINTED[page]} but breaks at byte {error.start}"
        raise SourceError(what, where=where, todo=_SAVE_AS) from error


def _is_binary(data: bytes) -> bool:
    """A zero byte, or more than one control character in a hundred, is no text in any of the encodings read here."""
    probe = data[:_PROBE]
    return b"\0" in data or len(_CONTROL.findall(probe)) * 100 > len(probe)


def is_broken_utf8(data: bytes) -> bool:
    """True when nearly all bytes above ASCII do form UTF-8: a damaged UTF-8 file, not one in a code page."""
    probe = data[:_PROBE]
    text = probe.decode("utf-8", errors="replace")
    whole = sum(1 for c in text if c > "\x7f" and c != "\ufffd")
    return whole > 4 * text.count("\ufffd")


def arabic_code_page(probe: bytes) -> str | None:
    """`cp1256` or `iso8859_6`, under which most words are frequent Arabic ones; None where neither clearly wins."""
    scores = sorted(
        ((frequent_share(probe.decode(page, errors="replace")), page) for page in _CODE_PAGES), reverse=True
    )
    (best, page), (second, _) = scores
    return page if best >= 0.03 and best >= 2 * second else None


def frequent_share(text: str) -> float:
    """Share of frequent words among the Arabic ones; 0 where fewer than half the letters are Arabic."""
    words = _WORD.findall(text)
    letters = sum(c.isalpha() or c == "\ufffd" for c in text)
    if not words or 2 * sum(map(len, words)) < letters:
        return 0.0
    return sum(word in _frequent_words() for word in words) / len(words)


@lru_cache(maxsize=1)
def _frequent_words() -> frozenset[str]:
    source = resources.files("marsad") / "data" / "decoding.toml"
    table = tomllib.loads(source.read_text(encoding="utf-8"))
    words = table.get("words")
    if set(table) != {"version", "words"} or not isinstance(words, list) or not all(isinstance(w, str) for w in words):
        raise DataError("needs exactly `version` and a list `words`", where="data/decoding.toml", todo="mend the file")
    return frozenset(words)
