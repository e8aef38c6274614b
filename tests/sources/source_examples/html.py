"""A page saved as a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from source_examples.told import Example, Told


def page(one: Told) -> bytes:
    day = f'<meta property="article:published_time" content="{one.published}T10:00:00Z">' if one.published else ""
    head = f'<html lang="ar"><head><meta charset="utf-8">{day}</head><body><nav><a href="/">الرئيسية</a></nav>'
    return f"{head}<article><p>{one.text}</p></article></body></html>".encode()


def write(folder: Path, told: Sequence[Told]) -> Path:
    (one,) = told
    source = folder / f"{one.id}.html"
    source.write_bytes(page(one))
    return source


def raw(source: Path) -> list[bytes]:
    return [source.read_bytes()]


HTML = Example(kind="HTML (.html, .htm)", write=write, raw=raw, many=False, dates=True, marks=False, half=False)
