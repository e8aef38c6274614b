"""What no longer stands in a register is in no export."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Iterator

import pytest

from export.gold_register import gold_readings
from export.test_exporters import READERS, texts
from marsad.export import EXPORTERS, Exporter, content_of
from marsad.model import Reading
from marsad.pipeline.linking import link_register
from marsad.register import IncidentFilter, Register, open_register

REPORT = "so-zobe-first-day"
SECRET = "المصدر السري رقم سبعة"


def told(register: Register, one: Exporter) -> set[str]:
    """Every text and number that an export of the whole register holds, as texts."""
    file = io.BytesIO()
    one.export(content_of(register, IncidentFilter()), file)
    return set(texts(READERS[one.name](file.getvalue())))


def store(register: Register, reading: Reading, version: str) -> None:
    run = register.begin_run(command="test", version="0", reader_version=version)
    register.add_readings([reading], run=run)
    link_register(register, run=run)
    register.end_run(run, counts={})


OTHER = "ناطق باسم البلدية"
ALL = pytest.mark.parametrize("one", EXPORTERS, ids=lambda e: e.name)


@pytest.fixture(scope="module")
def first() -> Reading:
    return next(r for r in gold_readings() if r.report.id == REPORT)


@pytest.fixture(scope="module")
def as_first_told(first: Reading, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """A register of one report."""
    with open_register(tmp_path_factory.mktemp("first") / "r.db") as register:
        store(register, first, "1")
        yield register


@pytest.fixture(scope="module")
def corrected(first: Reading, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """The same, after the outlet corrected who said so."""
    changed = dataclasses.replace(
        first,
        report=dataclasses.replace(first.report, title="تصحيح"),
        figures=tuple(dataclasses.replace(f, claimant=OTHER) for f in first.figures),
        events=tuple(dataclasses.replace(e, claimant=OTHER) for e in first.events),
    )
    with open_register(tmp_path_factory.mktemp("corrected") / "r.db") as register:
        store(register, first, "1")
        store(register, changed, "1")
        yield register


@pytest.fixture(scope="module")
def judged(first: Reading, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """The first, with a reviewer's note, and an incident that he does not count."""
    with open_register(tmp_path_factory.mktemp("judged") / "r.db") as register:
        store(register, first, "1")
        (mention, *_) = (key for incident in register.incidents() for key in incident.mentions)
        for kind in ("note", "discounted"):
            register.add_judgement(kind=kind, subject=mention, who="ليلى", why=SECRET)
        run = register.begin_run(command="test", version="0", reader_version="1")
        link_register(register, run=run)
        yield register


@ALL
def test_a_claim_that_was_withdrawn_never_leaves(
    one: Exporter, first: Reading, as_first_told: Register, corrected: Register
) -> None:
    """The claims of a text that was corrected are kept in the register, and leave in no format."""
    claimant = next(f.claimant for f in first.figures if f.claimant != "report")
    after = told(corrected, one)
    assert not any(claimant in text for text in after)
    if any(claimant in text for text in told(as_first_told, one)):
        assert any(OTHER in text for text in after)


@ALL
def test_private_notes_never_leave(one: Exporter, judged: Register) -> None:
    """A reviewer's note, his reason and his name are the register's own."""
    assert {i.grade for i in judged.incidents()} >= {"discounted"}
    assert not any(SECRET in text or "ليلى" in text for text in told(judged, one))
