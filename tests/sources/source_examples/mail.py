"""A message in a file of its own, and a mailbox."""

from __future__ import annotations

import mailbox
from collections.abc import Iterator, Sequence
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from source_examples.told import Example, Told


def message(one: Told) -> bytes:
    made = EmailMessage()
    made["From"] = "news@example.org"
    made["Message-ID"] = f"<{one.id}@example.org>"
    if one.published is not None:
        made["Date"] = format_datetime(datetime.fromisoformat(f"{one.published}T23:30:00+03:00"))
    made.set_content("x", charset="utf-8", cte="8bit")
    return made.as_bytes().replace(b"x\n", one.text.encode() + b"\n")


def write(folder: Path, told: Sequence[Told]) -> Path:
    (one,) = told
    source = folder / "news.eml"
    source.write_bytes(message(one))
    return source


def raw(source: Path) -> list[bytes]:
    return [source.read_bytes()]


def write_box(folder: Path, told: Sequence[Told]) -> Path:
    source = folder / "news.mbox"
    source.write_bytes(b"\n".join(b"From news@example.org Mon Feb  3 10:00:00 2020\n" + message(one) for one in told))
    return source


def raw_of_box(source: Path) -> list[bytes]:
    def each() -> Iterator[bytes]:
        box = mailbox.mbox(source)
        for key in box.iterkeys():
            yield box.get_bytes(key)

    return list(each())


EML = Example(kind="mail (.eml)", write=write, raw=raw, many=False, dates=True)
MBOX = Example(kind="a mailbox (.mbox)", write=write_box, raw=raw_of_box, many=True, dates=True)
