"""The reader: spaCy's blank Arabic with the project's components, from a Report to a Reading."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Final

import spacy
from spacy.attrs import LOWER  # type: ignore[import-not-found]  # a Cython module without a stub
from spacy.language import Language
from spacy.tokens import Doc

from marsad.extract.components import COMPONENTS, silence
from marsad.extract.sheet import USER_DATA, Sheet, make_sheet
from marsad.extract.sides import actor_mentions
from marsad.extract.silence import Silence
from marsad.extract.trace import Explanation, explanation
from marsad.model import Place, Reading, Report, Span
from marsad.text.chrome import boilerplate
from marsad.text.folding import fold
from marsad.text.repeats import repeats

_READING: Final = ("data", "text", "lexicon", "gazetteer", "extract")


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads reports. Build it once per process with `build_reader`; `read` keeps nothing between reports."""

    nlp: Language
    silence: Silence
    version: str
    parts: tuple[tuple[str, str], ...]

    def read(self, report: Report) -> Reading:
        """All figures and events of a report, as the codebook says. One that is no news of conflict yields none."""
        return self._read(report)[0]

    def explain(self, report: Report) -> Explanation:
        """The reading of a report with every reading marked in its words, and why: slower than `read`."""
        reading, sheet, spoken = self._read(report)
        return explanation(reading, sheet, nlp=self.nlp, spoken=spoken)

    def _read(self, report: Report) -> tuple[Reading, Sheet, bool]:
        """A reading, the sheet it was made on, and whether the report speaks of conflict at all."""
        folded = fold(report.text)
        repeated = repeats(report.text, folded=folded)
        chrome = boilerplate(report.text, folded=folded)
        sheet = make_sheet(report, folded, (*repeated, *chrome))
        if not self.silence.speaks(sheet):
            return Reading(report=report, repeats=repeated, boilerplate=chrome, parts=self.parts), sheet, False
        self.nlp(self._doc(sheet))
        reading = Reading(
            report=report,
            repeats=repeated,
            boilerplate=chrome,
            actors=actor_mentions(sheet),
            places=_each_once([m.place for m in sheet.places]),
            figures=tuple(sheet.figures),
            events=tuple(sheet.events),
            parts=self.parts,
        )
        return reading, sheet, True

    def _doc(self, sheet: Sheet) -> Doc:
        """A spaCy document over the sheet's tokens, so that any other component can be added to the pipeline."""
        text = sheet.folded.text + "\n"
        spaces = [text[end] == " " for _, end in sheet.offsets]
        doc = Doc(self.nlp.vocab, words=list(sheet.words), spaces=spaces)
        doc.user_data[USER_DATA] = sheet
        return doc


def _each_once(places: Sequence[Place]) -> tuple[Place, ...]:
    found: dict[Span, Place] = {}
    for place in places:
        found.setdefault(place.span, place)
    return tuple(found.values())


def build_reader() -> Reader:
    """A reader over the packaged tables. Raises DataError when one of them is broken. Takes about a second."""
    nlp = spacy.blank("ar")
    # Most of spaCy's time on a new word goes into attributes that no component here reads (decision 0001).
    vocab: Any = nlp.vocab  # a Cython class whose stub leaves this attribute out
    vocab.lex_attr_getters = {LOWER: vocab.lex_attr_getters[LOWER]}
    for name in COMPONENTS:
        nlp.add_pipe(name)
    parts = tuple((name.removeprefix("marsad_"), _version(component)) for name, component in nlp.pipeline)
    version = hashlib.sha256(repr((parts, reading_digest())).encode()).hexdigest()[:12]
    return Reader(nlp, silence(), version, parts)


def _version(component: object) -> str:
    """A component's version with a hash of its file, so that a changed rule never passes for the old one."""
    source = files(type(component).__module__.rpartition(".")[0]).joinpath(
        type(component).__module__.rpartition(".")[2] + ".py"
    )
    return f"{getattr(component, 'version', '0')}-{hashlib.sha256(source.read_bytes()).hexdigest()[:8]}"


def reading_digest() -> str:
    """A hash of all that reading depends on, tables and code, so that a changed lexicon or rule is another reader."""
    digest = hashlib.sha256()
    for folder in _READING:
        for path in sorted(_walk(files("marsad").joinpath(folder)), key=str):
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _walk(folder: Traversable) -> Iterator[Traversable]:
    for entry in folder.iterdir():
        if entry.is_dir():
            if entry.name not in ("demo", "__pycache__"):
                yield from _walk(entry)
        elif not entry.name.endswith(".pyc"):
            yield entry
