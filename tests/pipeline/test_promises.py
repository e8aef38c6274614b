"""What a register promises of many runs, from reports as outlets write them: no double count, no change without news,
judgements that outlive the lexicon they were made under."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import orjson
import pytest

import forked
import marsad
from marsad.extract import Reader
from marsad.link import checked, load_link_settings, series_of
from marsad.model import Incident
from marsad.pipeline import run
from marsad.register import Register, open_register, tolls
from marsad.settings import Settings
from marsad.sources import Intake

GROWING = (
    ("2016-05-10", "قتل عشرة مدنيين في غارة جوية على سوق بلدة سرمدا بريف إدلب اليوم الثلاثاء، بحسب ناشطين."),
    (
        "2016-05-11",
        "ارتفع إلى 12 عدد قتلى الغارة الجوية التي استهدفت أمس سوق بلدة سرمدا بريف إدلب، بحسب ناشطين.",
    ),
    (
        "2016-05-12",
        "ارتفعت إلى 15 حصيلة قتلى الغارة الجوية التي استهدفت الثلاثاء سوق بلدة سرمدا بريف إدلب، بحسب ناشطين.",
    ),
    ("2016-05-31", "أحصى ناشطون مقتل 60 مدنيا في غارات جوية على ريف إدلب خلال شهر أيار الجاري."),
)
RAIDS = (
    (
        "2016-05-11",
        "أسفرت غارة نفذتها طائرات حربية قصفت سوق بلدة سرمدا بريف إدلب أمس عن مقتل أربعة مدنيين، وفق الدفاع المدني.",
    ),
    (
        "2016-05-11",
        "وثق ناشطون غارة نفذتها طائرات حربية قصفت سوق بلدة سرمدا بريف إدلب أمس الثلاثاء وأوقعت خمسة قتلى من المدنيين.",
    ),
)


def source(path: Path, told: Iterable[tuple[str, str]], *, outlet: str | None = None) -> Path:
    """A file of reports, each of a day; of one outlet, or each of its own."""
    rows = (
        {"id": f"{day}-{len(text)}", "text": text, "published": day, "outlet": outlet or f"outlet {len(text)}"}
        for day, text in told
    )
    path.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    return path


def add(register: Register, path: Path, reader: Reader) -> None:
    intake = Intake(settings=Settings(workers=1), problems=lambda problem: None)
    run([path], register=register, intake=intake, reader=reader)


@pytest.mark.parametrize("order", list(permutations(range(4)))[::5])
def test_the_month_is_not_the_sum_of_all_that_was_said(tmp_path: Path, reader: Reader, order: tuple[int, ...]) -> None:
    """10, 12 and 15 dead of one raid by one outlet, a run a day in any order, and 60 in the month: 15, and not 97."""
    with open_register(tmp_path / "r.db") as register:
        for n in order:
            add(register, source(tmp_path / f"{n}.jsonl", [GROWING[n]], outlet="one outlet"), reader)
        (row,) = tolls(register, by=("type",))
        assert (row.incidents, row.numbers("killed").low, row.numbers("killed").best) == (1, 15, 15)
        (raid,) = (i for i in register.incidents() if (t := i.toll("killed")) and t.best)
        kinds = {d.kind for d in raid.tolls[0].differences}
        assert len(raid.tellings) == 3
        assert "update" in kinds
        series = series_of(register.readings_with_mentions(), load_link_settings())
        (month,) = (s for s in series if s.totals[0].scope == "period")
        assert [t.low for t in month.totals] == [60]
        assert checked(month, register.incidents()).summed == 15


def test_a_run_over_what_is_known_changes_nothing(tmp_path: Path, reader: Reader) -> None:
    """The same source again, and again in another order: byte for byte the same incidents, under the same ids."""
    first, again = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    with open_register(tmp_path / "r.db") as register:
        add(register, source(first, GROWING), reader)
        before, readings = list(register.incidents()), list(register.readings())
        add(register, first, reader)
        add(register, source(again, reversed(GROWING)), reader)
        assert list(register.incidents()) == before
        assert [replace(r, report=replace(r.report, path=None)) for r in register.readings()] == [
            replace(r, report=replace(r.report, path=None)) for r in readings
        ]


def package_without_the_word(at: Path) -> Path:
    """The program as it is, but for a lexicon that does not know «غارة»."""
    here, there = Path(marsad.__file__).parent, at / "marsad"
    (there / "data").mkdir(parents=True)
    for part in [*here.iterdir(), *(here / "data").iterdir()]:
        if part not in (here / "data", here / "data" / "lexicon", here / "__pycache__"):
            (there / part.relative_to(here)).symlink_to(part)
    shutil.copytree(here / "data" / "lexicon", there / "data" / "lexicon")
    table = there / "data" / "lexicon" / "triggers.toml"
    text = table.read_text(encoding="utf-8")
    assert 'singular = ["غارة"]' in text
    table.write_text(text.replace('singular = ["غارة"]', 'singular = ["غارات"]', 1), encoding="utf-8")
    return at


def run_by(package: Path, path: Path, register: Path) -> None:
    subprocess.run(
        [sys.executable, "-c", "from marsad.cli import main; main()", "run", str(path), "--register", str(register)],
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(package), "MARSAD_WORKERS": "1"},
    )


def by_number(register: Register) -> dict[int, Incident]:
    """The incident by its number of killed."""
    return {best: i for i in register.incidents() if (t := i.toll("killed")) and (best := t.best)}


def test_judgements_survive_a_changed_lexicon(tmp_path: Path, reader: Reader) -> None:
    """Read again by a lexicon that lacks the very word that was judged, what was split stays split, and a corrected
    number and a discounted incident stay as the reviewer left them."""
    path, at = source(tmp_path / "raids.jsonl", RAIDS), tmp_path / "r.db"
    with open_register(at) as register:
        add(register, path, reader)

    def review(*words: str) -> None:
        done = forked.run(["judge", *words, "--who", "هدى", "--why", "قرأت", "--register", str(at)], os.environ)
        assert done.returncode == 0, done.stderr

    with open_register(at) as register:
        (both,) = register.incidents()
        words = [r.report.text[e.span.start : e.span.end] for r in register.readings() for e in r.events]
        assert words == ["غارة", "غارة"]
        reports = {r.figures[0].low: r for r in register.readings()}
    review("split", both.id, reports[5].report.id)
    span = reports[4].figures[0].span
    review("value", f"{reports[4].report.id}#figure:{span.start}-{span.end}", "--field", "low", "--value", "6")
    with open_register(at) as register:
        apart = by_number(register)
        review("discounted", apart[5].id)
    run_by(package_without_the_word(tmp_path / "changed"), path, at)
    with open_register(at) as register:
        words = [r.report.text[e.span.start : e.span.end] for r in register.readings() for e in r.events]
        assert words == ["قصفت", "قصفت"]
        after = by_number(register)
    assert (after[6].id, after[5].id) == (apart[6].id, apart[5].id)
    assert (after[6].grade != "discounted", after[5].grade) == (True, "discounted")
