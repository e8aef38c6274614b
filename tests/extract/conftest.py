"""What the reader and its parts find in a text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from marsad.extract import Reader
from marsad.extract.sheet import USER_DATA, Sheet, make_sheet
from marsad.model import Reading, Report
from marsad.text.folding import fold

Laid = Callable[..., Sheet]
Read = Callable[..., Reading]


@pytest.fixture(scope="session")
def read(reader: Reader) -> Read:
    """Reads a text: `read(text, published="2020-02-03")`."""

    def _read(text: str, *, published: str | None = None) -> Reading:
        return reader.read(report(text, published=published))

    return _read


@pytest.fixture(scope="session")
def laid(reader: Reader) -> Laid:
    """Lays a text on a sheet and runs one part over it: `laid("marsad_dates", text, published="2020-02-03")`."""

    def _laid(part: str, text: str, *, published: str | None = None) -> Sheet:
        sheet = make_sheet(report(text, published=published), fold(text), ())
        reader.nlp.get_pipe(part)(document(reader.nlp, sheet))
        return sheet

    return _laid


def document(nlp: Language, sheet: Sheet) -> Doc:
    doc = Doc(nlp.vocab, words=list(sheet.words))
    doc.user_data[USER_DATA] = sheet
    return doc


def report(text: str, *, published: str | None = None) -> Report:
    return Report(
        id="report", text=text, sha256="", published=published, published_from="option" if published else None
    )
