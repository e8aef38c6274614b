"""The bytes of a page into text: in the charset they were served in, the one the page names, or the one they show.

Pages name their charset wrongly more often than text files are in one that cannot be told: Arabic in Windows-1256 under
the label of Western Europe, UTF-8 under that of Windows-1256. The label is believed where the bytes do not contradict.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Final

from marsad.errors import SourceError
from marsad.text.decoding import arabic_code_page, is_broken_utf8

_HEAD: Final = 4_096  # bytes in which a page must name its charset; browsers look no farther than 1,024
_META: Final = re.compile(rb"<meta[^>]*?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.IGNORECASE)
_XML: Final = re.compile(rb"^\s*<\?xml[^>]*encoding\s*=\s*[\"']([A-Za-z0-9_:.-]+)", re.IGNORECASE)
_ASCII: Final = re.compile(rb"[\x00-\x7f]+")
_PROBE: Final = 200_000
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with that of UTF-16
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What browsers read under a label, where that is more than the label's own table.
_READ_AS: Final = {"ascii": "cp1252", "iso8859-1": "cp1252"}


def decode_page(raw: bytes, *, served: str | None = None) -> str:
    """The text of a page; line ends stay, a byte order mark is taken off.

    A mark outranks every label, and so do bytes that form UTF-8, which no other charset does by chance. Then come the
    charset as served and the one the page names; words that are Arabic in another code page outrank a label under which
    they are none. In UTF-8 that breaks here and there the broken bytes become U+FFFD, as a browser shows them.

    Raises SourceError for bytes that are no text in any of these.
    """
    encoding = next((name for mark, name in _BOMS if raw.startswith(mark)), None)
    if encoding is not None:
        return raw.decode(encoding, errors="replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    labels = list(_labels(raw, served))
    if is_broken_utf8(raw):
        return raw.decode("utf-8", errors="replace")
    shown = arabic_code_page(_ASCII.sub(b" ", raw)[:_PROBE])
    for label in (shown, *labels):
        if label is not None and _fits(raw, label):
            return raw.decode(label, errors="replace")
    raise SourceError("the charset of the page cannot be told", todo="save it as UTF-8 and run again")


def _labels(raw: bytes, served: str | None) -> Iterator[str]:
    """The charsets a page is said to be in, as Python names them; labels nobody knows are passed over."""
    named = (pattern.search(raw[:_HEAD]) for pattern in (_META, _XML))
    for label in (served, *(found[1].decode("ascii") for found in named if found)):
        try:
            name = codecs.lookup((label or "").strip().strip("\"'")).name
        except (LookupError, ValueError):
            continue
        yield _READ_AS.get(name, name)


def _fits(raw: bytes, label: str) -> bool:
    """Whether nearly all of the bytes are letters of the charset; a stray one does not speak against it."""
    try:
        text = raw.decode(label, errors="replace")
    except (LookupError, UnicodeError):  # a codec that is none of text, such as `hex`
        return False
    return text.count("\ufffd") * 50 <= sum(not character.isascii() for character in text[:_PROBE])
