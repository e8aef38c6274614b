"""A report: one published text."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import NamedTuple


class Span(NamedTuple):
    """Character offsets into a report's text exactly as it was read, end-exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One published text, with what its source said of it.

    `text` is what every span slices. `published` is an ISO date (`2020-02-03`) or None; `published_from` says who
    gave it (`option`, `manifest`, `record`, `page`, `feed`). `sha256` is the hash of the bytes it was read from, and
    `retrieved` the ISO time in UTC when those were fetched (`2020-02-03T18:30:00Z`); None where nobody noted it.
    """

    id: str
    text: str
    sha256: str
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    published_from: str | None = None
    path: str | None = None
    url: str | None = None
    language: str = "ar"
    retrieved: str | None = None

    @property
    def fingerprint(self) -> str:
        """Hash of the text and of what the source said of it: the same report read or fetched again has the same."""
        fields = [self.id, self.text, self.title, self.outlet, self.published, self.url]
        return hashlib.sha256(json.dumps(fields, ensure_ascii=False).encode()).hexdigest()
