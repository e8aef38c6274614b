"""The validator of annotations, and the project's own gold held against it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from marsad.errors import GoldError
from marsad.evaluate.edtf import stretch
from marsad.evaluate.gold import load_gold, validate_gold

ROOT = Path(__file__).parents[2] / "gold"
SHARED = Path(__file__).parents[3] / "shared" / "gold"
TEXT = "مقتل 12 جندياً بينهم 3 ضباط في عفرين\n\nقالت وزارة الدفاع إن اشتباكات للمعارضة جرت أمس، ونفى النظام ذلك."


def span(words: str) -> list[int]:
    return [TEXT.index(words), TEXT.index(words) + len(words)]


def good() -> dict[str, Any]:
    """An annotation of TEXT that breaks no rule."""
    whole = {
        "span": span("مقتل 12 جندياً"), "words": "مقتل 12 جندياً", "outcome": "killed", "low": 12, "high": 12,
        "qualifier": "exact", "victims": "military", "group": "turkey", "age_sex": None, "part_of": None,
        "scope": "incident", "by": None, "claimant": "وزاره الدفاع", "denied": True, "denied_by": "النظام",
    }  # fmt: skip
    part = whole | {"span": span("بينهم 3 ضباط"), "words": "بينهم 3 ضباط", "low": 3, "high": 3, "part_of": 0}
    event = {
        "span": span("اشتباكات"), "words": "اشتباكات", "type": "clash", "actors": ["opposition", "syria_gov"],
        "targets": ["opposition", "other:Ahrar al-Sham"], "places": ["عفرين", "المعارضة"], "date": "2020-02-02",
        "date_text": "أمس", "status": "occurred", "claimant": "report", "background": False, "figures": [0, 1],
    }  # fmt: skip
    return {
        "id": "a", "published": "2020-02-03", "figures": [whole, part], "events": [event], "repeats": [],
        "boilerplate": [span("ذلك.")],
    }  # fmt: skip


INCIDENT = {
    "id": "I", "what": "A clash at Afrin", "type": "clash", "date": "2020-02-02", "place_ar": "عفرين",
    "latitude": 36.5, "longitude": 36.9, "killed": {"low": 3, "best": 12, "high": 12}, "injured": None,
    "confusable_with": [], "difference": "agree",
    "reports": [{"report_id": "a", "span": span("مقتل 12 جندياً")}, {"report_id": "b", "span": span("اشتباكات")}],
}  # fmt: skip


def folder(root: Path, first: dict[str, Any], incidents: list[dict[str, Any]] | None = None) -> Path:
    """A gold folder of two reports; `first` is the annotation of report a."""
    for name in ("reports", "annotations"):
        (root / name).mkdir()
    for report_id, annotation in (("a", first), ("b", good() | {"id": "b"})):
        (root / "reports" / f"{report_id}.txt").write_text(TEXT, encoding="utf-8")
        dump(root / "annotations" / f"{report_id}.json", annotation)
    rows = [{"id": i, "outlet": "wire-copy", "published": "2020-02-03", "url": None} for i in ("a", "b")]
    dump(root / "manifest.json", rows)
    dump(root / "incidents.json", {"incidents": [INCIDENT] if incidents is None else incidents})
    return root


def dump(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def test_the_projects_gold_keeps_the_codebook() -> None:
    """Every annotation, manifest row and incident of the project's gold is valid."""
    assert [str(problem) for problem in validate_gold(ROOT)] == []


def test_the_projects_gold_checks_its_spans_by_words() -> None:
    """Every figure and event of the project's gold repeats the words of its span, so that a shifted span is seen."""
    for report in load_gold(ROOT):
        entries = [*report.annotation.figures, *report.annotation.events]
        assert report.text
        assert all(entry.words for entry in entries), report.id


def test_a_good_folder_has_no_problem(tmp_path: Path) -> None:
    """The annotation that the table below breaks is whole before it is broken."""
    assert validate_gold(folder(tmp_path, good())) == ()


# where, key, value that breaks a rule, words of the complaint
FIGURE, PART, EVENT = ("figures", 0), ("figures", 1), ("events", 0)
BROKEN: list[tuple[tuple[str, int], dict[str, Any], str]] = [
    (FIGURE, {"outcome": "dead"}, "outcome 'dead' is no label"),
    (FIGURE, {"qualifier": "circa"}, "qualifier 'circa' is no label"),
    (FIGURE, {"victims": "police"}, "victims 'police' is no label"),
    (FIGURE, {"scope": "day"}, "scope 'day' is no label"),
    (FIGURE, {"age_sex": "men"}, "age_sex 'men' is no label"),
    (FIGURE, {"group": "Turkey"}, "group 'Turkey' is no actor label"),
    (FIGURE, {"by": "other:"}, "by 'other:' is no actor label"),
    (FIGURE, {"by": "other:حركة"}, "is no actor label"),
    (FIGURE, {"span": [0, 999]}, "is not inside the text"),
    (FIGURE, {"span": [5, 5]}, "is not inside the text"),
    (FIGURE, {"span": [0, 5], "words": None}, "begins or ends with white space"),
    (FIGURE, {"words": "مقتل 13 جندياً"}, "the span slices"),
    (FIGURE, {"also": [[0, 999]]}, "is not inside the text"),
    (FIGURE, {"also": [span("مقتل 12 جندياً")]}, "holds the entry's own span"),
    (FIGURE, {"low": 13, "high": 12, "qualifier": "range"}, "low 13 is more than high 12"),
    (FIGURE, {"low": 0, "high": 0}, "counts nobody"),
    (FIGURE, {"high": 13}, "does not fit qualifier exact"),
    (FIGURE, {"low": None, "high": None}, "does not fit qualifier exact"),
    (FIGURE, {"qualifier": "about", "high": None}, "does not fit qualifier about"),
    (FIGURE, {"qualifier": "more_than"}, "does not fit qualifier more_than"),
    (FIGURE, {"qualifier": "at_least"}, "does not fit qualifier at_least"),
    (FIGURE, {"qualifier": "at_most"}, "does not fit qualifier at_most"),
    (FIGURE, {"qualifier": "range"}, "does not fit qualifier range"),
    (FIGURE, {"qualifier": "vague", "high": 99}, "does not fit qualifier vague"),
    (PART, {"part_of": 2}, "part_of 2 is no other figure"),
    (PART, {"part_of": 1}, "part_of 1 is no other figure"),
    (PART, {"outcome": "injured"}, "injured is part of killed"),
    (PART, {"low": 30, "high": 30}, "a part of 30 is more than its whole of 12"),
    (FIGURE, {"part_of": 1}, "is a part of itself"),
    (FIGURE, {"claimant": "المرصد السوري"}, "claimant 'المرصد السوري' does not stand in the text"),
    (FIGURE, {"claimant": ""}, "does not stand in the text"),
    (FIGURE, {"denied_by": None}, "denied, and denied_by is null"),
    (FIGURE, {"denied": False}, "not denied, and denied_by is"),
    (FIGURE, {"denied_by": "روسيا"}, "denied_by 'روسيا' does not stand in the text"),
    (FIGURE, {"date": "2020-02-04"}, "is after the report was published"),
    (FIGURE, {"means": "Car bomb"}, "means 'Car bomb' is no label"),
    (PART, {"span": span("مقتل 12 جندياً"), "words": None}, "same span and outcome as figures[0]"),
    (EVENT, {"type": "battle"}, "type 'battle' is no label"),
    (EVENT, {"status": "done"}, "status 'done' is no label"),
    (EVENT, {"actors": ["rebels"]}, "actors 'rebels' is no actor label"),
    (EVENT, {"targets": ["pkk", "pkk"]}, "targets names one side twice"),
    (EVENT, {"places": ["حلب"]}, "place 'حلب' does not stand in the text"),
    (EVENT, {"date": "2020-02-30"}, "is no EDTF of the codebook"),
    (EVENT, {"date": "02/02/2020"}, "is no EDTF of the codebook"),
    (EVENT, {"date": "2020-02-02/2020-02-05"}, "is after the report was published"),
    (EVENT, {"date_text": "غداً"}, "date_text 'غداً' does not stand in the text"),
    (EVENT, {"figures": [2]}, "figures names 2, and there are 2"),
    (EVENT, {"span": span("ذلك."), "words": None}, "stands inside boilerplate"),
]


@pytest.mark.parametrize(("at", "change", "complaint"), BROKEN, ids=[case[2] for case in BROKEN])
def test_each_rule_of_the_codebook(tmp_path: Path, at: tuple[str, int], change: dict[str, Any], complaint: str) -> None:
    """An annotation that breaks a rule has a problem that names the file, the entry and what to do."""
    annotation = good()
    key, index = at
    annotation[key][index] |= change
    problems = validate_gold(folder(tmp_path, annotation))
    found = [problem for problem in problems if complaint in problem.what]
    assert found, [str(problem) for problem in problems]
    assert found[0].file == "annotations/a.json"
    assert found[0].entry == f"{key}[{index}]"
    assert found[0].todo


@pytest.mark.parametrize(
    "change",
    [
        {"date": "2020-03-01", "status": "planned"},
        {"date": "2020"},
        {"date": "2020-02~"},
        {"date": "2020-02"},
        {"date": "2020-01-30/2020-02-03"},
        {"date": None},
    ],
)
def test_dates_that_are_right(tmp_path: Path, change: dict[str, Any]) -> None:
    """A plan may lie ahead; a month or a year that has begun may hold the day."""
    annotation = good()
    annotation["events"][0] |= change
    assert validate_gold(folder(tmp_path, annotation)) == ()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020-02-03", "2020-02-03", "2020-02-03"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2019~", "2019-01-01", "2019-12-31"),
        ("2020-03-04/2020-03-05", "2020-03-04", "2020-03-05"),
        ("2020-03-05/2020-03-04", None, None),
        ("2020-13", None, None),
        ("2020-2-3", None, None),
        ("0000", None, None),
        ("", None, None),
        ("2020/2021/2022", None, None),
    ],
)
def test_forms_of_dates(text: str, first: str | None, last: str | None) -> None:
    """The forms the codebook uses stand for whole days; anything else is no date."""
    days = stretch(text)
    assert (days and str(days.first), days and str(days.last)) == (first, last)


@pytest.mark.parametrize(
    ("change", "entry", "complaint"),
    [
        (lambda a: a["figures"][0].update(weapon="gun"), "figures.0.weapon", "Extra inputs are not permitted"),
        (lambda a: a["figures"][0].update(low="12"), "figures.0.low", "valid integer"),
        (lambda a: a["events"][0].pop("type"), "events.0.type", "Field required"),
        (lambda a: a.update(note="x"), "note", "Extra inputs are not permitted"),
        (lambda a: a["events"][0].update(span=[1, 2, 3]), "events.0.span", "at most 2 items"),
    ],
)
def test_the_form_is_strict(
    tmp_path: Path, change: Callable[[dict[str, Any]], object], entry: str, complaint: str
) -> None:
    """Unknown keys, missing keys and numbers in quotes are refused, by the path to them."""
    annotation = good()
    change(annotation)
    found = validate_gold(folder(tmp_path, annotation))
    assert any(p.entry == entry and complaint in p.what for p in found), [str(p) for p in found]
    with pytest.raises(GoldError):
        load_gold(tmp_path)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"type": "battle"}, "type 'battle' is no label"),
        ({"difference": "growth"}, "difference 'growth' is no label"),
        ({"date": "2020-02-31"}, "is no EDTF"),
        ({"latitude": 136.0}, "no place on earth"),
        ({"killed": {"low": 12, "best": 3, "high": 12}}, "killed is not low <= best <= high"),
        ({"confusable_with": ["J"]}, "confusable_with names 'J'"),
        ({"confusable_with": ["I"]}, "confusable_with names 'I'"),
        ({"reports": INCIDENT["reports"][:1]}, "fewer than two reports"),  # type: ignore[index]
        ({"reports": [{"report_id": "z", "span": [0, 4]}]}, "report 'z' is not annotated here"),
        ({"reports": [{"report_id": "a", "span": [0, 999]}]}, "is not inside report a"),
        ({"reports": [{"report_id": "a", "span": span("قالت")}]}, "holds no coded event or figure"),
        ({"reports": [{"report_id": "a", "span": [0, 4], "words": "قالت"}]}, "not what the span slices"),
    ],
)
def test_incidents(tmp_path: Path, change: dict[str, Any], complaint: str) -> None:
    """An incident names real reports, passages that tell of something, and a toll in order."""
    found = validate_gold(folder(tmp_path, good(), [INCIDENT | change]))
    assert any(p.file == "incidents.json" and p.entry == "I" and complaint in p.what for p in found)


def test_an_incident_told_once_is_kept_for_its_look_alike(tmp_path: Path) -> None:
    """One teller is enough where the incident must be kept apart from another."""
    lone = INCIDENT | {"id": "J", "reports": [{"report_id": "a", "span": span("مقتل 12 جندياً")}]}
    assert validate_gold(folder(tmp_path, good(), [INCIDENT, lone | {"confusable_with": ["I"]}])) == ()


def test_two_incidents_of_one_id(tmp_path: Path) -> None:
    """An id names one incident."""
    found = validate_gold(folder(tmp_path, good(), [INCIDENT, INCIDENT]))
    assert {p.what for p in found} == {"two incidents have this id"}


def test_folders_whose_files_do_not_match(tmp_path: Path) -> None:
    """A report without annotation, an annotation without report or row, and a row without report are all told."""
    folder(tmp_path, good() | {"id": "wrong", "published": "2020-02-04"})
    (tmp_path / "reports" / "b.txt").rename(tmp_path / "reports" / "c.txt")
    rows = [{"id": i, "outlet": None, "published": "2020-02-03", "url": None} for i in ("a", "a", "d")]
    dump(tmp_path / "manifest.json", rows)
    told = {f"{p.file}: {p.what}" for p in validate_gold(tmp_path)}
    assert told >= {
        "annotations/a.json: id 'wrong' is not the file's name",
        "annotations/a.json: published 2020-02-04, the manifest says 2020-02-03",
        "annotations/b.json: the manifest has no row for it",
        "annotations/b.json: has no report",
        "manifest.json: 2 rows have this id",
        "manifest.json: there is no reports/d.txt",
        "reports/c.txt: has no annotation",
        "incidents.json: report 'b' is not annotated here",
    }


def test_missing_and_broken_files(tmp_path: Path) -> None:
    """A missing manifest and a broken list of incidents are problems; a folder without annotations is an error."""
    folder(tmp_path, good())
    (tmp_path / "manifest.json").unlink()
    (tmp_path / "incidents.json").write_text("{", encoding="utf-8")
    files = {p.file for p in validate_gold(tmp_path)}
    assert {"manifest.json", "incidents.json"} <= files
    with pytest.raises(GoldError, match="no annotation files"):
        load_gold(tmp_path / "reports")


def test_a_folder_of_annotations_alone_loads(tmp_path: Path) -> None:
    """Annotations without texts, and without `words`, can be scored against."""
    annotation = good()
    for entry in (*annotation["figures"], *annotation["events"]):
        del entry["words"]
    dump(tmp_path / "a.json", annotation)
    (report,) = load_gold(tmp_path)
    assert (report.id, report.text, len(report.annotation.figures)) == ("a", None, 2)


@pytest.mark.skipif(not SHARED.is_dir(), reason="no shared gold here")
@pytest.mark.parametrize(("part", "count"), [("news", 24), ("seeds", 5)])
def test_the_shared_gold_loads(part: str, count: int) -> None:
    """Gold made elsewhere by the same codebook is in the same form."""
    assert len(load_gold(SHARED / part)) == count
