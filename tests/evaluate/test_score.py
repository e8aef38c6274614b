"""Scores against gold, on cases made by hand, and against an outside judge where one is at hand."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from marsad.errors import GoldError
from marsad.evaluate.likeness import same_name, same_side, set_f1
from marsad.evaluate.score import score

SHARED = Path(__file__).parents[3] / "shared"
JUDGE = SHARED / "tools" / "score.py"
PROJECT_GOLD = Path(__file__).parents[2] / "gold" / "annotations"


def figure(start: int, end: int, low: int | None, high: int | None, **more: Any) -> dict[str, Any]:
    said = {
        "span": [start, end], "outcome": "killed", "low": low, "high": high, "qualifier": "exact",
        "victims": "civilian", "group": None, "age_sex": None, "part_of": None, "scope": "incident", "by": None,
        "claimant": "report", "denied": False, "denied_by": None,
    }  # fmt: skip
    return said | more


def event(start: int, end: int, kind: str, **more: Any) -> dict[str, Any]:
    said = {
        "span": [start, end], "type": kind, "actors": [], "targets": [], "places": [], "date": None,
        "date_text": None, "status": "occurred", "claimant": "report",
    }  # fmt: skip
    return said | more


def body(figures: list[dict[str, Any]], events: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": "r", "published": None, "figures": figures, "events": events, "repeats": [], "boilerplate": []
    }  # fmt: skip


def gold_folder(folder: Path, gold: dict[str, Any]) -> Path:
    (folder / "r.json").write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    return folder


FIVE = figure(0, 10, 5, 5)
CLASH = event(0, 5, "clash")
# gold, predicted, then hits, gold items and predicted items that count, and what the case shows
FIGURE_CASES = [
    ([FIVE], [FIVE], (1, 1, 1), "the same figure is a hit"),
    ([FIVE], [figure(9, 12, 5, 5)], (1, 1, 1), "one shared character is enough"),
    ([FIVE], [figure(10, 12, 5, 5)], (0, 1, 1), "touching is not overlapping"),
    ([FIVE], [figure(0, 10, 5, None)], (0, 1, 1), "an open upper end is another value"),
    ([FIVE], [figure(0, 10, 5, 5, outcome="injured")], (0, 1, 1), "another outcome is another figure"),
    ([FIVE], [FIVE, figure(1, 3, 5, 5)], (1, 1, 1), "the same said twice does not count again"),
    ([FIVE | {"also": [[50, 60]]}], [figure(52, 55, 5, 5)], (1, 1, 1), "a statement in `also` is as good as the first"),
    ([FIVE | {"also": [[50, 60]]}], [FIVE, figure(52, 55, 5, 5)], (1, 1, 1), "both statements count once"),
    ([FIVE | {"optional": True}], [FIVE], (0, 0, 0), "an optional figure found neither helps nor hurts"),
    ([FIVE | {"optional": True}], [], (0, 0, 0), "an optional figure missed neither helps nor hurts"),
    ([FIVE, figure(20, 30, 7, 7)], [FIVE], (1, 2, 1), "one of two is found"),
    ([], [FIVE], (0, 0, 1), "a figure where there is none is one too many"),
]
EVENT_CASES = [
    ([CLASH], [event(45, 50, "clash")], (1, 1, 1), "forty characters apart is still one"),
    ([CLASH], [event(46, 50, "clash")], (0, 1, 1), "forty-one is not"),
    ([CLASH], [event(0, 5, "shelling")], (0, 1, 1), "another type is another event"),
    ([CLASH | {"background": True}], [CLASH], (0, 0, 0), "recalled history neither helps nor hurts"),
    ([CLASH], [CLASH, event(2, 4, "clash")], (1, 1, 1), "a trigger inside a found one does not count again"),
    ([CLASH], [CLASH, event(20, 24, "clash")], (1, 1, 2), "a second trigger near by does"),
    ([CLASH, event(30, 35, "clash")], [event(28, 33, "clash")], (1, 2, 1), "the closest gold item is taken"),
]


@pytest.mark.parametrize(
    ("kind", "gold", "found", "expected"),
    [("figures", *case[:3]) for case in FIGURE_CASES] + [("events", *case[:3]) for case in EVENT_CASES],
    ids=[case[3] for case in FIGURE_CASES + EVENT_CASES],
)
def test_what_counts(
    tmp_path: Path, kind: str, gold: list[Any], found: list[Any], expected: tuple[int, int, int]
) -> None:
    """Hits, gold items and predictions are counted as the codebook's score counts them."""
    parts = (gold, []) if kind == "figures" else ([], gold)
    row = score(gold_folder(tmp_path, body(*parts)), {"r": {kind: found}}).rows[kind]
    hits, wanted, made = expected
    assert (row.gold, row.predicted) == (wanted, made)
    assert row.precision == (hits / made if made else 0.0)
    assert row.recall == (hits / wanted if wanted else 0.0)


def test_numbers_worked_by_hand(tmp_path: Path) -> None:
    """Two of three figures, one of them with a wrong claimant; one of two events, with one of its two places."""
    gold = body(
        [figure(0, 9, 3, 3), figure(20, 29, 4, 4, claimant="المرصد السوري", part_of=0), figure(40, 49, 5, None)],
        [event(0, 5, "ied", places=["سراقب", "إدلب"], date="2020-02-02"), event(90, 95, "meeting")],
    )
    found = {
        "figures": [figure(0, 9, 3, 3), figure(20, 29, 4, 4, claimant="الوزارة", part_of=0), figure(40, 49, 5, 5)],
        "events": [event(1, 4, "ied", places=[{"name": "مدينة سراقب"}], date="2020-02-03", status="planned")],
    }
    scores = score(gold_folder(tmp_path, gold), {"r": found})
    figures, loose, events = (scores.rows[name] for name in ("figures", "figures, any value", "events"))
    assert (figures.precision, figures.recall) == (2 / 3, 2 / 3)
    assert figures.attributes["claimant"] == 0.5
    assert figures.attributes["part_of"] == 1.0
    assert loose.f1 == 1.0
    assert (events.precision, events.recall, events.f1) == (1.0, 0.5, 2 / 3)
    assert events.attributes["places"] == 2 / 3
    assert (events.attributes["date"], events.attributes["status"]) == (0.0, 0.0)


def test_details_name_every_miss_and_extra(tmp_path: Path) -> None:
    """A reader of the details can go to the report and the offsets."""
    gold = body([figure(40, 49, 5, None)], [event(90, 95, "meeting")])
    found = {"figures": [figure(40, 49, 5, 5)], "events": [event(0, 5, "riot")]}
    assert [str(detail) for detail in score(gold_folder(tmp_path, gold), {"r": found}).details] == [
        "r missed figure [40, 49] killed 5..None",
        "r extra figure [40, 49] killed 5..5",
        "r missed event [90, 95] meeting",
        "r extra event [0, 5] riot",
    ]


@pytest.mark.parametrize(
    ("gold", "found", "same"),
    [
        ("إدلب", "ادلب", True),
        ("مدينة سراقب", "سراقب", True),
        ("عفرين", "تل رفعت", False),
        ("report", None, False),
        (None, None, True),
    ],
)
def test_names(gold: str | None, found: str | None, same: bool) -> None:
    """Spelling variants are one name, and so is a name inside a longer one."""
    assert same_name(gold, found) is same


def test_sides() -> None:
    """All `other:` labels are one side, since their wording is free."""
    assert same_side("other:komala", "other:HDP")
    assert not same_side("other:komala", "pkk")
    assert set_f1(["pkk", "turkey"], ["turkey"], same_side) == 2 / 3
    assert set_f1([], [], same_side) == 1.0
    assert set_f1(["pkk"], ["pkk", "pkk"], same_side) == 2 / 3


def test_a_report_without_prediction_is_an_error(tmp_path: Path) -> None:
    """A score over part of the gold would flatter: the missing report is named."""
    with pytest.raises(GoldError, match="no prediction for r"):
        score(gold_folder(tmp_path, body([], [])), {})
    with pytest.raises(GoldError, match="no prediction for r"):
        score(tmp_path, tmp_path / "nowhere")


@pytest.mark.parametrize("entry", [{"outcome": "killed"}, {"span": [1]}, {"span": None}])
def test_a_malformed_prediction_is_an_error(tmp_path: Path, entry: dict[str, Any]) -> None:
    """A prediction without a span is named by its report."""
    with pytest.raises(GoldError, match="malformed") as caught:
        score(gold_folder(tmp_path, body([], [])), {"r": {"figures": [entry]}})
    assert caught.value.where == "r"


def test_gold_against_itself() -> None:
    """The project's own gold, handed in as a prediction, scores 1 on everything it measures."""
    found = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in PROJECT_GOLD.glob("*.json")}
    for row in score(PROJECT_GOLD.parent, found).rows.values():
        assert row.recall == 1.0
        assert all(value == 1.0 for value in row.attributes.values())


def blurred(gold: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """A prediction that is wrong in every way a reader can be wrong."""
    for item in [*gold["figures"], *gold["events"]]:
        if chance.random() < 0.4:
            start = max(0, item["span"][0] + chance.randint(-50, 50))
            item["span"] = [start, start + chance.randint(1, 60)]
        if chance.random() < 0.3:
            item["claimant"] = chance.choice(["report", "الجيش", "مصادر"])
        if chance.random() < 0.2:
            item |= {"low": 3, "part_of": None} if "low" in item else {"type": "clash", "actors": ["other:x"]}
    gold["events"] = [item for item in gold["events"] if chance.random() < 0.8]
    gold["figures"] += [dict(item) for item in gold["figures"] if item["part_of"] is None and chance.random() < 0.2]
    return gold


def judged(gold: Path, found: Path, option: str) -> str:
    command = [sys.executable, str(JUDGE), str(gold), str(found), option]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout


@pytest.mark.skipif(not JUDGE.exists(), reason="the outside judge is not here")
@pytest.mark.parametrize(
    "gold", [PROJECT_GOLD, SHARED / "gold" / "news", SHARED / "gold" / "seeds"], ids=lambda p: p.name
)
@pytest.mark.parametrize("seed", [1, 2])
def test_the_outside_judge_agrees(tmp_path: Path, gold: Path, seed: int) -> None:
    """Every number is the outside judge's to the last digit, and so is every miss and extra."""
    chance = random.Random(seed)
    for path in sorted(gold.glob("*.json")):
        wrong = blurred(json.loads(path.read_text(encoding="utf-8")), chance)
        (tmp_path / path.name).write_text(json.dumps(wrong, ensure_ascii=False), encoding="utf-8")
    scores = score(gold, tmp_path)
    assert scores.as_json() == json.loads(judged(gold, tmp_path, "--json"))
    lines = [line.strip() for line in judged(gold, tmp_path, "--details").splitlines()]
    told = [line for line in lines if " missed " in line or " extra " in line]
    assert [str(detail) for detail in scores.details] == told
    assert 0 < scores.rows["figures"].f1 < 1
