"""The files of a gold folder as pydantic models: what one of them may say, and what is refused.

Strict: a key the codebook does not know, a number in quotes or a missing key is an error. Labels, spans and dates are
judged by `marsad.evaluate.rules`, which can say what to do about them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

SpanPair = tuple[int, int]
"""Character offsets into the report's text exactly as it was read, end-exclusive."""

Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong with a gold folder: the file, the entry in it, what is wrong and what to do."""

    file: str
    entry: str
    what: str
    todo: str

    def __str__(self) -> str:
        entry = f" {self.entry}" if self.entry else ""
        return f"{self.file}{entry}: {self.what} ({self.todo})"


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class GoldFigure(_Strict):
    """A figure of an annotation file (codebook, "Figures").

    `words` is the text its span slices; `also` holds further spans that state the same again; an `optional` or
    `background` figure neither helps nor hurts a score.
    """

    span: SpanPair
    outcome: str
    low: int | None
    high: int | None
    qualifier: str
    victims: str
    group: str | None
    age_sex: str | None
    part_of: int | None
    scope: str
    by: str | None
    claimant: str
    denied: bool
    denied_by: str | None
    places: tuple[str, ...] = ()
    date: str | None = None
    date_text: str | None = None
    means: str | None = None
    also: tuple[SpanPair, ...] = ()
    optional: bool = False
    background: bool = False
    words: str | None = None


class GoldEvent(_Strict):
    """An event of an annotation file (codebook, "Events"); places are names as the text writes them."""

    span: SpanPair
    type: str
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    places: tuple[str, ...]
    date: str | None
    date_text: str | None
    status: str
    claimant: str
    means: str | None = None
    figures: tuple[int, ...] = ()
    also: tuple[SpanPair, ...] = ()
    optional: bool = False
    background: bool = False
    words: str | None = None


class Annotation(_Strict):
    """What a person recorded from one report."""

    id: str
    published: str | None
    figures: tuple[GoldFigure, ...]
    events: tuple[GoldEvent, ...]
    repeats: tuple[SpanPair, ...]
    boilerplate: tuple[SpanPair, ...]


class ManifestRow(_Strict):
    """What the source said of one report."""

    id: str
    outlet: str | None
    published: str | None
    url: str | None


class GoldToll(_Strict):
    """An incident's number of people with one outcome; None where no teller closes the side."""

    low: int | None
    best: int | None
    high: int | None


class GoldPassage(_Strict):
    """Where one report tells of an incident."""

    report_id: str
    span: SpanPair
    words: str | None = None


class GoldIncident(_Strict):
    """One real happening and the passages that tell of it.

    `confusable_with` names incidents that look the same and are not; `difference` is how the tellers' tolls differ:
    `agree`, or the kind of difference of the codebook's "Incidents".
    """

    id: str
    what: str
    type: str
    date: str | None
    place_ar: str
    latitude: float
    longitude: float
    killed: GoldToll | None
    injured: GoldToll | None
    confusable_with: tuple[str, ...]
    difference: str
    reports: tuple[GoldPassage, ...]


class Incidents(_Strict):
    """The linked incidents of a gold folder."""

    incidents: tuple[GoldIncident, ...]


def read_as(kind: type[Kind], path: Path, *, file: str) -> tuple[Kind | None, tuple[Problem, ...]]:
    """The file's content as `kind`, or None and every reason why it is not."""
    try:
        return TypeAdapter(kind).validate_json(path.read_bytes(), strict=True), ()
    except OSError as error:
        return None, (Problem(file=file, entry="", what=f"cannot be read: {error.strerror}", todo="write the file"),)
    except ValidationError as error:
        return None, tuple(_form_problems(error, file))


_TODO = {
    "extra_forbidden": "remove the key or spell it as the codebook does",
    "missing": "add the key; null where nothing is told",
    "json_invalid": "mend the JSON",
}


def _form_problems(error: ValidationError, file: str) -> Iterator[Problem]:
    for detail in error.errors(include_url=False):
        entry = ".".join(str(step) for step in detail["loc"])
        todo = _TODO.get(detail["type"], "write the value in the form the codebook gives")
        yield Problem(file=file, entry=entry, what=detail["msg"], todo=todo)
