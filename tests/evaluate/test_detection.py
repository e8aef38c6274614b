"""Detection of assaults and protests in single sentences, against sentences of our own."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from marsad.errors import GoldError
from marsad.evaluate.detection import score_detection
from marsad.extract import Reader

HEADER = ("id", "label", "accept", "total", "text")
ASSAULT = (
    ("a1", "yes", "3", "3", "قتل خمسة مدنيين في غارة جوية شنتها طائرات روسية على بلدة سرمين بريف إدلب."),
    ("a2", "yes", "3", "3", "انفجرت سيارة مفخخة قرب مقر للجيش العراقي في الموصل وأوقعت تسعة قتلى."),
    ("a3", "easy no", "0", "3", "افتتح الوزير معرضا للكتاب في العاصمة بحضور عدد من الكتاب."),
    ("a4", "difficult no", "1", "3", "يرى محللون أن أسعار القمح سترتفع في الأسواق العالمية العام المقبل."),
    ("a5", "ambiguous", "1", "2", "شهدت المدينة ليلة هادئة بعد أسبوع صاخب."),
)


def folder(path: Path, rows: tuple[tuple[str, ...], ...]) -> Path:
    for kind in ("assault", "protest"):
        with (path / f"{kind}_dev.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(HEADER)
            writer.writerows(rows)
    return path


def test_the_rules_tell_violence_from_peace(tmp_path: Path, reader: Reader) -> None:
    """A raid and a bomb are found, a book fair and wheat are not; what judges could not settle is not scored."""
    found = score_detection(folder(tmp_path, ASSAULT), reader=reader)
    rules = next(d for d in found if d.kind == "assault" and d.by == "rules")
    assert (rules.counted.right, rules.counted.wrong, rules.counted.missed) == (2, 0, 0)
    assert rules.left_out.f1 == 1.0


def test_both_ways_are_scored_by_rules_and_by_filter(tmp_path: Path, reader: Reader) -> None:
    """Each kind is scored twice, by the rules alone and by the learned filter."""
    found = score_detection(folder(tmp_path, ASSAULT), reader=reader)
    assert {(d.kind, d.by) for d in found} == {(k, b) for k in ("assault", "protest") for b in ("rules", "filter")}


def test_an_unknown_label_is_named_with_its_file(tmp_path: Path, reader: Reader) -> None:
    """A label that the set does not know is an error that names the file."""
    with pytest.raises(GoldError, match=r"assault_dev\.csv"):
        score_detection(folder(tmp_path, (("a1", "perhaps", "1", "3", "قصف على المدينة."),)), reader=reader)
