"""Newsletters by mail: the words, whatever program sent them in whatever charset."""

from __future__ import annotations

import base64
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest

from marsad.model import Report
from marsad.sources import Problem

Read = Callable[..., tuple[list[Report], list[Problem]]]

TEXT = "قال مصدر في الشرطة إن خمسة من عناصرها قتلوا في هجوم على حاجز قرب المدينة في وقت متأخر من الليل."
SUBJECT = "نشرة المساء"


def headers(*more: str) -> bytes:
    lines = ("From: =?utf-8?B?2YjZg9in2YTYqQ==?= <news@example.org>", "Message-ID: <n1@example.org>", *more)
    return "\r\n".join((*lines, "", "")).encode()


def eml(path: Path, head: bytes, body: bytes) -> Path:
    path.write_bytes(head + body)
    return path


def test_a_message_becomes_a_report(tmp_path: Path, read: Read) -> None:
    """Subject, sender's name, the day where it was written, the words; the id is the message's own."""
    subject = base64.b64encode(SUBJECT.encode()).decode()
    head = headers(
        f"Subject: =?utf-8?B?{subject}?=", "Date: Mon, 03 Feb 2020 23:30:00 +0300",
        "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64",
    )  # fmt: skip
    (report,), problems = read(eml(tmp_path / "a.eml", head, base64.encodebytes(TEXT.encode())))
    assert (report.id, report.title, report.outlet) == ("n1@example.org", SUBJECT, "وكالة")
    assert report.text == f"{SUBJECT}\n\n{TEXT}"
    assert (report.published, report.published_from) == ("2020-02-03", "record")
    assert problems == []


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("windows-1256", "cp1256"),
        ("iso-8859-6", "iso8859_6"),
        ("utf-8", "utf-8"),
        ("utf-16", "utf-16"),
        ("iso-8859-1", "cp1256"),  # a false label, the commonest
        ("us-ascii", "utf-8"),
        ("no-such-charset", "cp1256"),
        ("utf-8", "cp1256"),
        (None, "cp1256"),
    ],
)
def test_charsets_of_the_words(tmp_path: Path, read: Read, label: str | None, codec: str) -> None:
    """The charset that is named, or where that is false or missing the one the bytes show."""
    kind = f"Content-Type: text/plain; charset={label}" if label else "Content-Type: text/plain"
    head = headers(kind, "Content-Transfer-Encoding: base64")
    (report,), problems = read(eml(tmp_path / "a.eml", head, base64.encodebytes(TEXT.encode(codec))))
    assert report.text == TEXT
    assert problems == []


@pytest.mark.parametrize("codec", ["utf-8", "cp1256", "iso8859_6"])
@pytest.mark.parametrize("coded", [True, False])
def test_charsets_of_the_subject(tmp_path: Path, read: Read, codec: str, coded: bool) -> None:
    """Encoded words, and letters sent as they are: those are in the charset of the message."""
    name = {"cp1256": "windows-1256", "iso8859_6": "iso-8859-6"}.get(codec, codec)
    raw = SUBJECT.encode(codec)
    subject = b"=?%s?B?%s?=" % (name.encode(), base64.b64encode(raw)) if coded else raw
    head = headers(f"Content-Type: text/plain; charset={name}", "Content-Transfer-Encoding: 8bit")
    head = b"Subject: " + subject + b"\r\n" + head
    (report,), _ = read(eml(tmp_path / "a.eml", head, TEXT.encode(codec)))
    assert report.title == SUBJECT


def parts(plain: str | None, page: str | None) -> bytes:
    message = EmailMessage()
    message["Message-ID"], message["From"] = "<n1@example.org>", "desk@example.org"
    if plain is not None:
        message.set_content(plain)
    if page is not None and plain is not None:
        message.add_alternative(page, subtype="html")
    elif page is not None:
        message.set_content(page, subtype="html")
    return message.as_bytes()


PAGE = f"<html><body><p>{TEXT}</p><p>وأضاف المصدر أن المهاجمين انسحبوا قبل وصول التعزيزات.</p></body></html>"


@pytest.mark.parametrize(
    ("plain", "page", "lines"),
    [
        (TEXT, PAGE, 1),
        ("View this message in your browser.", PAGE, 2),
        ("", PAGE, 2),
        (None, PAGE, 2),
    ],
)
def test_the_part_with_the_words(tmp_path: Path, read: Read, plain: str | None, page: str | None, lines: int) -> None:
    """The plain part where it has Arabic in it; else the words of the page."""
    (report,), _ = read(eml(tmp_path / "a.eml", parts(plain, page), b""), limit=10**5)
    assert report.text.startswith(TEXT)
    assert len(report.text.strip().splitlines()) == lines
    assert report.outlet == "example.org"


def test_lines_broken_for_the_way_are_joined(tmp_path: Path, read: Read) -> None:
    """A text that says its lines flow is read as its paragraphs."""
    head = headers("Content-Type: text/plain; charset=utf-8; format=flowed")
    body = "قتل ثلاثة \r\nمدنيين.\r\nوعاد الهدوء.\r\n".encode()
    (report,), _ = read(eml(tmp_path / "a.eml", head, body))
    assert report.text == "قتل ثلاثة مدنيين.\nوعاد الهدوء.\n"


def test_attachments_are_told(tmp_path: Path, read: Read) -> None:
    """A file that hangs on a message is not read, and is named."""
    message = EmailMessage()
    message["Message-ID"] = "<n1@example.org>"
    message.set_content(TEXT)
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="بيان.pdf")
    (report,), (problem,) = read(eml(tmp_path / "a.eml", message.as_bytes(), b""))
    assert report.text.strip() == TEXT
    assert problem.note
    assert "بيان.pdf" in problem.what


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"", "empty"),
        (b"no headers", "does not begin with headers"),
        (headers() + b" \r\n", "no words in it"),
        (headers("Content-Type: text/plain; charset=utf-8") + b"\xd9\x82\xd8\xaa" * 30 + b"\xd9\n", "breaks at byte"),
        (headers() + "خبر ".encode() * 3_000, "larger than 10,000 bytes"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, read: Read, raw: bytes, what: str) -> None:
    """No report, one problem: which file, what it is, what to do."""
    reports, (problem,) = read(eml(tmp_path / "a.eml", raw, b""))
    assert reports == []
    assert what in problem.what
    assert problem.todo


@pytest.mark.parametrize("written", ["yesterday", "Mon, 43 Feb 2020 10:00:00 +0000", "Mon, 03 Feb 3020 10:00:00 +0000"])
def test_a_date_that_cannot_be_is_told(tmp_path: Path, read: Read, written: str) -> None:
    """The report is read undated."""
    head = headers(f"Date: {written}", "Content-Type: text/plain; charset=utf-8")
    (report,), (problem,) = read(eml(tmp_path / "a.eml", head, TEXT.encode()))
    assert report.published is None
    assert "undated" in problem.what


def test_a_mailbox(tmp_path: Path, read: Read) -> None:
    """Each message is a report; lines that begin with From are whole again; a message without an id gets one."""
    one = headers("Content-Type: text/plain; charset=utf-8") + f"{TEXT}\r\n\r\n>From here on.\r\n\r\n".encode()
    two = f"Content-Type: text/plain; charset=utf-8\r\n\r\n{TEXT}\r\nFrom inside.\r\n".encode()
    path = tmp_path / "a.mbox"
    begin = b"From news@example.org Mon Feb  3 10:00:00 2020\r\n"
    path.write_bytes(begin + one + begin + two + b"\r\n" + begin + one + begin + b"junk\r\n")
    (first, second), problems = read(path)
    assert first.text == f"{TEXT}\n\nFrom here on.\n"
    assert second.text == f"{TEXT}\nFrom inside.\n"
    assert second.id.startswith("mail-")
    assert [problem.what.split(";")[0] for problem in problems] == [
        "a second report with the id 'n1@example.org'",
        "no message: it does not begin with headers",
    ]
    lines = path.read_bytes().split(b"\r\n")
    assert [lines[(problem.line or 0) - 2].startswith(b"From news") for problem in problems] == [True, True]
