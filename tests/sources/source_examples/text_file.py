"""A text file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from source_examples.told import Example, Told


def write(folder: Path, told: Sequence[Told]) -> Path:
    (one,) = told
    source = folder / f"{one.id}.txt"
    source.write_text(one.text, encoding="utf-8", newline="")
    return source


def raw(source: Path) -> list[bytes]:
    return [source.read_bytes()]


TEXT_FILE = Example(kind="text (.txt)", write=write, raw=raw, many=False, dates=False)
