"""A folder of text files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from source_examples.told import Example, Told


def write(folder: Path, told: Sequence[Told]) -> Path:
    source = folder / "تقارير"
    source.mkdir()
    for one in told:
        (source / f"{one.id}.txt").write_text(one.text, encoding="utf-8", newline="")
    return source


def raw(source: Path) -> list[bytes]:
    return [file.read_bytes() for file in sorted(source.iterdir())]


def last(source: Path) -> Path:
    return max(source.iterdir())


FOLDER = Example(kind="a folder", write=write, raw=raw, file=last, many=True, dates=False)
