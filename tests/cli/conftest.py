"""The program as a user starts it: a process of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import forked

Marsad = Callable[..., "subprocess.CompletedProcess[str]"]

REPORTS = {
    "state-2020-02-03": (
        "2020-02-03",
        "سانا-حلب\n\nأعلنت وزارة الدفاع مقتل ثلاثة جنود وإصابة خمسة آخرين في قصف مدفعي نفذته فصائل المعارضة "
        "على بلدة نبل في ريف حلب الشمالي أمس الأحد.\n\nوقالت الوزارة إن القصف استهدف حاجزا عند مدخل البلدة.\n",
    ),
    "site-2020-02-03": (
        "2020-02-03",
        "قال المرصد السوري لحقوق الإنسان إن سبعة من عناصر قوات النظام قتلوا في قصف مدفعي لفصائل المعارضة على بلدة "
        "نبل شمالي حلب يوم الأحد.\n\nاقرأ أيضاً: هدوء حذر في المدينة\n",
    ),
    "taiz-2018-05-10": (
        "2018-05-10",
        "قتل مدنيان وأصيب أربعة أطفال في قصف شنته جماعة الحوثي على حي سكني في مدينة تعز اليوم.\n",
    ),
    "football": ("2018-05-10", "سجل المهاجم هدفين في هجوم مضاد، وفاز الفريق بثلاثة أهداف دون مقابل على ملعبه أمس.\n"),
}


@pytest.fixture(scope="session")
def marsad() -> Marsad:
    """Run `marsad` with arguments; its code, stdout and stderr."""

    def started(*args: str | Path, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        return forked.run(
            [str(a) for a in args], {**os.environ, "MARSAD_WORKERS": "1", "COLUMNS": "120", **(env or {})}
        )

    return started


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of four reports and their manifest, `manifest.csv`, beside it."""
    return _four_reports(tmp_path)


@pytest.fixture
def register(tmp_path: Path, folder: Path, read: Path) -> Path:
    """A register of those reports."""
    return shutil.copy(read, tmp_path / "r.db")


@pytest.fixture(scope="session")
def read(tmp_path_factory: pytest.TempPathFactory, marsad: Marsad) -> Path:
    """A register of those reports, made once: to be copied, not to be changed."""
    made = tmp_path_factory.mktemp("read")
    done = marsad("run", _four_reports(made), "--manifest", made / "manifest.csv", "--register", made / "r.db")
    assert done.returncode == 0, done.stderr
    assert {path.name for path in made.iterdir()} == {"reports", "manifest.csv", "r.db"}, "one file is all of it"
    return made / "r.db"


def _four_reports(beside: Path) -> Path:
    reports = beside / "reports"
    reports.mkdir()
    rows = ["id,published,outlet"]
    for name, (published, text) in REPORTS.items():
        (reports / f"{name}.txt").write_text(text, encoding="utf-8")
        rows.append(f"{name},{published},{name.split('-')[0]}")
    (beside / "manifest.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return reports
