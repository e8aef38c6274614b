"""Bytes become text exactly, or are refused by name."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.errors import SourceError
from marsad.text.decoding import decode

NEWS = (
    "قال مسؤول في المدينة إن ستة أشخاص قتلوا أمس في قصف على السوق القديم،\r\n"
    "وأضاف أن عدد الجرحى بلغ نحو عشرين، بينهم أطفال كانوا قرب المخبز.\n\n"
    "ولم يصدر عن الجيش أي رد حتى مساء اليوم.\r"
)


@pytest.mark.parametrize(
    ("codec", "mark", "printed"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", codecs.BOM_UTF8, "utf-8-sig"),
        ("utf-16-le", codecs.BOM_UTF16_LE, "utf-16"),
        ("utf-16-be", codecs.BOM_UTF16_BE, "utf-16"),
        ("cp1256", b"", "windows-1256"),
        ("iso8859_6", b"", "iso-8859-6"),
    ],
)
def test_each_encoding_gives_the_same_text(codec: str, mark: bytes, printed: str) -> None:
    """Whatever the file's encoding, the text is the one written, line endings and all; only the mark is taken off."""
    decoded = decode(mark + NEWS.encode(codec), where="a.txt")
    assert decoded.text == NEWS
    assert decoded.encoding == printed


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "blank"),
        (codecs.BOM_UTF8, "blank"),
        (codecs.BOM_UTF16_LE + " \n".encode("utf-16-le"), "blank"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
        (b"%PDF-1.4\n" + bytes(range(1, 32)) * 40, "binary"),
        (NEWS.encode("utf-16-le"), "binary"),
        (NEWS.encode()[:-1] + b"\xd9\n", "breaks at byte"),
        (NEWS.encode()[1:], "breaks at byte 0"),
        (codecs.BOM_UTF16_LE + NEWS.encode("utf-16-le")[:-1], "breaks at byte"),
        (bytes([0xC7, 0xE1, 0xCD]), "cannot be told"),
        ("Le général a été tué près de l'hôpital".encode("latin-1"), "cannot be told"),
        ("Взрыв в городе, погибли люди на рынке".encode("cp1251"), "cannot be told"),
        (NEWS.encode("cp1256").replace(b"\n", b"\x81\x8d") + b"\xff" * 3, None),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes, what: str | None) -> None:
    """Empty, binary, damaged and unknown files are refused with the file's name, what is wrong and the next step."""
    if what is None:  # every byte means something in Windows-1256, so this one is read, not refused
        assert decode(data, where="b.txt").encoding == "windows-1256"
        return
    with pytest.raises(SourceError, match=what) as refused:
        decode(data, where="b.txt")
    assert refused.value.where == "b.txt"
    assert refused.value.todo


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_utf8_is_kept_character_by_character(text: str) -> None:
    """UTF-8 is never taken for a code page and never normalised: spans are offsets in the text as it was read."""
    expected = text.removeprefix("\ufeff")
    if expected.strip():
        assert decode(text.encode(), where="c.txt").text == expected
