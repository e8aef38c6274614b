"""Floors under the scores: they hold, they rise, and nobody lowers them in silence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from marsad.errors import GoldError
from marsad.evaluate.floors import check_floors, hold_floors, measures, raised, read_floors, write_floors
from marsad.evaluate.score import Row, Scores


def scores(f1: float, claimant: float = 0.5) -> Scores:
    row = Row(precision=f1, recall=f1, f1=f1, gold=10, predicted=10, attributes={"claimant": claimant})
    return Scores(rows={"figures": row}, details=())


def test_measures_have_names() -> None:
    """A floor names a row and a measure of it, headline or attribute."""
    assert measures(scores(0.8)) == {
        "figures precision": 0.8, "figures recall": 0.8, "figures f1": 0.8, "figures claimant": 0.5
    }  # fmt: skip


@pytest.mark.parametrize(
    ("floors", "fallen"),
    [
        ({"figures f1": 0.8}, []),
        ({"figures f1": 0.79}, []),
        ({"figures f1": 0.8001}, ["figures f1 is 0.8000, its floor is 0.8001"]),
        ({"figures f1": 0.9, "figures claimant": 0.6}, [
            "figures f1 is 0.8000, its floor is 0.9000", "figures claimant is 0.5000, its floor is 0.6000",
        ]),
        ({"figure f1": 0.1}, ["figure f1 is not measured, its floor is 0.1000"]),
    ],
)  # fmt: skip
def test_what_fell_is_named(floors: dict[str, float], fallen: list[str]) -> None:
    """A score equal to its floor holds; a floor under nothing that is measured does not."""
    assert [str(f) for f in check_floors(scores(0.8), floors)] == fallen


def test_floors_rise_to_the_score_and_no_further() -> None:
    """A raised floor is cut, never rounded up, so that the same reading holds it."""
    lifted = raised(scores(2 / 3), {"figures f1": 0.5, "figures recall": 0.9})
    assert lifted == {"figures f1": 0.6666, "figures recall": 0.9}


def test_hold_raises_only_when_asked_and_nothing_fell(tmp_path: Path) -> None:
    """The file changes by option alone, and not on a run where something fell."""
    path = tmp_path / "baseline.json"
    write_floors(path, {"figures f1": 0.5, "figures claimant": 0.5})
    assert hold_floors(path, scores(0.7)) == []
    assert read_floors(path)["figures f1"] == 0.5
    assert len(hold_floors(path, scores(0.7, claimant=0.1), raise_floors=True)) == 1
    assert read_floors(path)["figures f1"] == 0.5
    assert hold_floors(path, scores(0.7), raise_floors=True) == []
    assert read_floors(path)["figures f1"] == pytest.approx(0.7, abs=1e-4)


@pytest.mark.parametrize("after", [{"figures f1": 0.4}, {}], ids=["lowered", "dropped"])
def test_lowering_is_refused_unless_allowed(tmp_path: Path, after: dict[str, float]) -> None:
    """A floor that would sink or vanish is an error that names it, and the file stays."""
    path = tmp_path / "baseline.json"
    write_floors(path, {"figures f1": 0.5})
    with pytest.raises(GoldError, match="would lower figures f1"):
        write_floors(path, after)
    assert read_floors(path) == {"figures f1": 0.5}
    write_floors(path, after, allow_lower=True)
    assert read_floors(path) == after


@pytest.mark.parametrize("content", ["", "[]", '{"figures f1": "high"}', '{"figures f1": 80}'])
def test_a_bad_file_is_an_error(tmp_path: Path, content: str) -> None:
    """A file that is no table of numbers from 0 to 1 is refused, and named."""
    path = tmp_path / "baseline.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(GoldError) as caught:
        read_floors(path)
    assert caught.value.where == str(path)


def test_the_file_can_be_read_by_a_person(tmp_path: Path) -> None:
    """One floor a line."""
    path = tmp_path / "baseline.json"
    write_floors(path, {"figures f1": 0.5, "events f1": 0.25})
    assert path.read_text(encoding="utf-8") == '{\n "figures f1": 0.5,\n "events f1": 0.25\n}\n'
    assert json.loads(path.read_text(encoding="utf-8")) == read_floors(path)
