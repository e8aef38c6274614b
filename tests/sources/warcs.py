"""Web archives of made-up pages, written by warcio."""

from __future__ import annotations

import io
import struct
import sys
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import IO

import zstandard
from pages import TITLE, Style, page
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

HTML = ("Content-Type", "text/html; charset=utf-8")
WHEN = "2020-02-04T10:11:12Z"
VILLAGES = ("الرمان", "الزيتون", "الصفصاف", "النهر", "السنديان", "الكرمة", "التلة", "الوادي")
SIDES = ("الشمالي", "الجنوبي", "الشرقي", "الغربي")


@dataclass(frozen=True, kw_only=True)
class Capture:
    """One record of an archive; `body` is as it was sent, packed as the headers say."""

    url: str = "https://example.org/news/1"
    body: bytes = field(default_factory=lambda: page().encode())
    status: str = "200 OK"
    headers: Sequence[tuple[str, str]] = (HTML,)
    kind: str = "response"
    extra: tuple[tuple[str, str], ...] = ()


def write(out: IO[bytes], captures: Iterable[Capture], *, packed: bool = True) -> None:
    """A WARC file with the record of its making before all others, as crawlers write it."""
    writer = WARCWriter(out, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("example.warc.gz", {"software": "tests"}))
    for one in captures:
        head = StatusAndHeaders(one.status, list(one.headers), protocol="HTTP/1.1")
        extra = {"WARC-Date": WHEN, **dict(one.extra)}
        asked = one.kind == "request"
        if asked:
            head = StatusAndHeaders("GET / HTTP/1.1", [("Host", "example.org")], is_http_request=True)
        writer.write_record(
            writer.create_warc_record(
                one.url, one.kind, payload=io.BytesIO(one.body), http_headers=head, warc_headers_dict=extra
            )
        )


def archive(captures: Iterable[Capture], *, packed: bool = True) -> bytes:
    """The bytes of a WARC file."""
    out = io.BytesIO()
    write(out, captures, packed=packed)
    return out.getvalue()


def as_zstd(captures: Iterable[Capture]) -> bytes:
    """A WARC file with each record in a frame of zstd."""
    plain = archive(captures, packed=False)
    starts = [at for at in range(len(plain)) if plain.startswith(b"WARC/1.", at)] + [len(plain)]
    return b"".join(zstandard.compress(plain[a:b]) for a, b in pairwise(starts))


def with_dictionary(captures: Iterable[Capture]) -> bytes:
    """As above, each frame packed with a dictionary that the file's first frame holds."""
    plain = archive(captures, packed=False)
    starts = [at for at in range(len(plain)) if plain.startswith(b"WARC/1.", at)] + [len(plain)]
    records = [plain[a:b] for a, b in pairwise(starts)]
    dictionary = zstandard.train_dictionary(8_000, records * 20)
    packing = zstandard.ZstdCompressor(dict_data=dictionary)
    raw = dictionary.as_bytes()
    head = struct.pack("<II", 0x184D2A5D, len(raw)) + raw
    return head + b"".join(packing.compress(record) for record in records)


def wacz(path: Path, members: dict[str, bytes]) -> Path:
    """A package with these WARC files, stored as its form asks, beside the index that is not read."""
    with zipfile.ZipFile(path, "w") as package:
        for name, content in members.items():
            package.writestr(f"archive/{name}", content)
        package.writestr("indexes/index.cdx", "org,example)/news/1")
        package.writestr("datapackage.json", "{}")
    return path


def many(number: int) -> Iterator[Capture]:
    """As many pages, no two alike, each with the request before it and a picture after every tenth."""
    for n in range(number):
        url = f"https://example.org/news/{n}"
        yield Capture(url=url, body=b"", kind="request")
        yield Capture(url=url, body=page(_style(n), paragraphs=tuple(_paragraphs(n))).encode())
        if n % 10 == 0:
            yield Capture(url=f"{url}/p.png", body=bytes(range(256)) * 80, headers=(("Content-Type", "image/png"),))


def _style(n: int) -> Style:
    title = f"{TITLE} في {VILLAGES[n % 8]} ({n})"
    day = f"2020-{n % 12 + 1:02d}-{n % 28 + 1:02d}"
    return Style(
        head=f'<meta property="og:title" content="{title}"><meta property="article:published_time" content="{day}">',
        before=f"<main><article><h1>{title}</h1>",
    )


def _paragraphs(n: int) -> Iterator[str]:
    village, side = VILLAGES[n % 8], SIDES[n // 8 % 4]
    yield f"قتل {n % 17 + 2} مدنيين وأصيب {n % 23 + 3} آخرون في قصف مدفعي على بلدة {village} بالريف {side} اليوم."
    for line in range(n % 9 + 4):
        other = VILLAGES[(n + line) % 8]
        yield f"وذكر مصدر محلي رقم {n}-{line} أن قذائف أخرى سقطت قرب {other} دون أن توقع ضحايا، وأن الطريق إليها أغلق."


if __name__ == "__main__":  # python tests/sources/warcs.py OUT.warc.gz 5000
    with Path(sys.argv[1]).open("wb") as file:
        write(file, many(int(sys.argv[2])))
