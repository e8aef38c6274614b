"""A PDF, as a program for printing makes it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

import weasyprint

from source_examples.told import MEGABYTE, Example, Told

PAGE = "<html dir=rtl lang=ar><style>body { font: 14pt 'Noto Naskh Arabic' }</style><p>"


def write(folder: Path, told: Sequence[Told]) -> Path:
    (one,) = told
    source = folder / f"{one.id}.pdf"
    large = len(one.text) > MEGABYTE  # a comment then, which a reader passes over: drawing it would take hours
    made = weasyprint.HTML(string=PAGE + escape("قصف" if large else one.text)).write_pdf()
    source.write_bytes(made + (b"%" * 50 * MEGABYTE if large else b""))
    return source


def raw(source: Path) -> list[bytes]:
    return [source.read_bytes()]


PDF = Example(
    kind="PDF with a text layer (.pdf)", write=write, raw=raw, many=False, dates=False, marks=False, coded=False
)
