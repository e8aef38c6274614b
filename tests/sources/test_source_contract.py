"""What every kind of source promises, whatever its form.

A new kind needs a file in `source_examples/` and a line in its list; all that is claimed here is then held against it.
"""

from __future__ import annotations

import hashlib
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from source_examples import EXAMPLES, MEGABYTE, Example, Told

from marsad.extract import Reader
from marsad.model import Report, Span
from marsad.sources import KINDS, Problem

Read = Callable[..., tuple[list[Report], list[Problem]]]

LIMIT = MEGABYTE
FIRST = Told(id="a1", text="قتل 14 مدنيا في قصف مدفعي على سوق بلدة النهر صباح أمس.", published="2020-02-03")
SECOND = Told(id="b2", text="أصيب سبعة أطفال في انفجار عبوة قرب مدرسة القرية.", published="2020-02-04")
THIRD = Told(id="c3", text="عاد الهدوء إلى المدينة بعد انسحاب المسلحين من أطرافها.", published="2020-02-05")
MARKED = "\u200fقال \u202bالمتحدث\u202c إن 3 جنود\u200e قتلوا، و\u2067أصيب اثنان\u2069."


def each_that(can: Callable[[Example], bool]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("example", list(filter(can, EXAMPLES)), ids=lambda example: example.kind)


each = each_that(lambda _: True)


def told(example: Example) -> list[Told]:
    """As many reports as the kind can hold, up to three."""
    return [FIRST, SECOND, THIRD] if example.many else [FIRST]


def check(problems: list[Problem], source: Path) -> None:
    """At least one problem; each names its file, says what it is and what to do; none is a mere note."""
    serious = [problem for problem in problems if not problem.note]
    assert serious
    for problem in serious:
        assert str(source) in problem.file
        assert problem.what
        assert problem.todo


def test_every_kind_has_its_example() -> None:
    """A kind without an example is held to nothing: each has one, and each example is of a kind that is there."""
    assert sorted(example.kind for example in EXAMPLES) == sorted(kind.name for kind in KINDS)


@each
def test_all_that_a_source_holds_is_read_in_its_order(tmp_path: Path, read: Read, example: Example) -> None:
    """Every report, its words whole, in the order of the source, with the path it came from and no problem."""
    reports, problems = read(example.write(tmp_path, told(example)), limit=LIMIT)
    assert [one.text for one in told(example) for report in reports if one.text in report.text] == [
        one.text for one in told(example)
    ]
    assert len(reports) == len(told(example))
    for one, report in zip(told(example), reports, strict=True):
        assert one.text in report.text
        assert str(tmp_path) in str(report.path)
    assert [problem for problem in problems if not problem.note] == []


@each
def test_arabic_comes_out_character_by_character(tmp_path: Path, read: Read, example: Example) -> None:
    """Direction marks are kept, since spans count them; a form that cannot hold them keeps every other character."""
    source = example.write(tmp_path, [Told(id="m1", text=MARKED)])
    (report,), _ = read(source, limit=LIMIT)
    kept = MARKED if example.marks else "".join(c for c in MARKED if c not in "\u200e\u200f\u202b\u202c\u2067\u2069")
    assert kept in report.text


@each
def test_the_day_is_the_one_the_source_gives(tmp_path: Path, read: Read, example: Example) -> None:
    """Where a source says the day itself, it is taken and said to be; else the caller's, and else none."""
    source = example.write(tmp_path, told(example))
    reports, _ = read(source, limit=LIMIT)
    asked, _ = read(source, limit=LIMIT, published="2021-01-01")
    if example.dates:
        assert [report.published for report in reports] == [one.published for one in told(example)]
        assert {report.published_from for report in reports} <= {"record", "page", "feed"}
        assert [report.published for report in asked] == [report.published for report in reports]
    else:
        assert {(report.published, report.published_from) for report in reports} == {(None, None)}
        assert {(report.published, report.published_from) for report in asked} == {("2021-01-01", "option")}


@each_that(lambda example: example.dates)
def test_a_day_that_cannot_be_is_no_day(tmp_path: Path, read: Read, example: Example) -> None:
    """A report of the year 3020 is read undated, and the date is told with its file."""
    source = example.write(tmp_path, [Told(id="a1", text=FIRST.text, published="3020-02-03")])
    (report,), problems = read(source, limit=LIMIT)
    assert (report.published, report.published_from) == (None, None)
    check(problems, source)
    assert any("3020" in problem.what and "future" in problem.what for problem in problems)


@each
def test_read_twice_it_is_the_same(tmp_path: Path, read: Read, example: Example) -> None:
    """The same ids, fingerprints and hashes in the same order, so that a second run changes nothing."""
    source = example.write(tmp_path, told(example))
    first, second = read(source, limit=LIMIT)[0], read(source, limit=LIMIT)[0]
    assert [(r.id, r.fingerprint, r.sha256) for r in first] == [(r.id, r.fingerprint, r.sha256) for r in second]
    assert len({r.id for r in first}) == len(told(example))


@each
def test_the_hash_is_of_the_record_as_it_lies_there(tmp_path: Path, read: Read, example: Example) -> None:
    """Anyone can take the bytes of a record out of the source and find the hash that the register holds."""
    source = example.write(tmp_path, told(example))
    reports, _ = read(source, limit=LIMIT)
    assert [report.sha256 for report in reports] == [hashlib.sha256(raw).hexdigest() for raw in example.raw(source)]


@each
def test_an_empty_source_is_told(tmp_path: Path, read: Read, example: Example) -> None:
    """No report, and a problem with the file and the next step: not a quiet nothing."""
    source = example.write(tmp_path, told(example))
    example.file(source).write_bytes(b"")
    reports, problems = read(source, limit=LIMIT)
    assert len(reports) == (len(told(example)) - 1 if example.file(source) != source else 0)
    check(problems, source)


@each
def test_half_a_source_gives_what_is_whole_in_it(tmp_path: Path, read: Read, example: Example) -> None:
    """Cut off in its last record: the reports before it stand as they were, and where it breaks is told."""
    source = example.write(tmp_path, told(example))
    whole, _ = read(source, limit=LIMIT)
    file = example.file(source)
    file.write_bytes(cut(file.read_bytes(), example.raw(source)[-1]))
    reports, problems = read(source, limit=LIMIT)
    if example.half:
        assert [(r.id, r.text) for r in reports] == [(r.id, r.text) for r in whole[: len(reports)]]
        assert len(reports) < len(whole)
        check(problems, source)
    else:
        assert len(reports) <= len(whole)


def cut(data: bytes, last: bytes) -> bytes:
    """The bytes up to the middle of the last record, or of all where it is not found; never up to a whole letter."""
    start = max(data.rfind(last), 0)
    middle = (start + len(data)) // 2
    return data[: next((at for at in range(middle, len(data)) if data[at] & 0xC0 == 0x80), middle)]


@each_that(lambda example: example.coded)
def test_letters_in_an_unknown_encoding_are_refused(tmp_path: Path, read: Read, example: Example) -> None:
    """A guess would put spans on letters that nobody wrote."""
    source = example.write(tmp_path, [FIRST])
    file = example.file(source)
    russian = "Взрыв прогремел в центре города утром".encode("cp1251")
    file.write_bytes(file.read_bytes().replace(FIRST.text.encode(), russian))
    reports, problems = read(source, limit=LIMIT)
    assert reports == []
    check(problems, source)


@each
def test_fifty_megabytes_are_no_report(tmp_path: Path, read: Read, example: Example) -> None:
    """One record of 50 MB is refused by the limit, without being held in memory; the others are read."""
    large = Told(id="b2", text="قصف على المدينة. " * (50 * MEGABYTE // 29), published="2020-02-04")
    source = example.write(tmp_path, [FIRST, large, THIRD] if example.many else [large])
    tracemalloc.start()
    try:
        reports, problems = read(source, limit=LIMIT)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert [one.text in report.text for one, report in zip([FIRST, THIRD], reports, strict=False)] == (
        [True, True] if example.many else []
    )
    check(problems, source)
    assert any("larger than 1,000,000 bytes" in problem.what for problem in problems)
    assert peak < example.memory * MEGABYTE


@each
def test_spans_slice_the_text(tmp_path: Path, read: Read, reader: Reader, example: Example) -> None:
    """What is read in a report is found in its text: the words of a figure are those that were written."""
    source = example.write(tmp_path, [FIRST])
    (report,), _ = read(source, limit=LIMIT)
    reading = reader.read(report)
    (figure,) = reading.figures
    assert (figure.low, figure.high, figure.outcome) == (14, 14, "killed")
    assert sliced(report, figure.span) in FIRST.text
    assert "14" in sliced(report, figure.span)


def sliced(report: Report, span: Span) -> str:
    return report.text[span.start : span.end]


@each
def test_a_source_that_is_not_there_is_told(tmp_path: Path, read: Read, example: Example) -> None:
    """A path with nothing at its end is named, with what to check."""
    source = example.write(tmp_path, told(example))
    source.rename(tmp_path / "elsewhere")
    reports, problems = read(source, limit=LIMIT)
    assert reports == []
    check(problems, source)
