"""JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from source_examples.told import Example, Told


def write(folder: Path, told: Sequence[Told]) -> Path:
    source = folder / "reports.jsonl"
    lines = [json.dumps(asdict(one), ensure_ascii=False) for one in told]
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return source


def raw(source: Path) -> list[bytes]:
    return source.read_bytes().split(b"\n")[:-1]


JSON_LINES = Example(kind="JSON Lines (.jsonl, .jsonl.gz)", write=write, raw=raw, many=True, dates=True)
