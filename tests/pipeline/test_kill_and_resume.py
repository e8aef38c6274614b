"""A run that is killed and started again ends with the incidents of one that was not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import forked
from marsad.errors import RegisterError
from marsad.register import Register, open_register

PLACES = ("الموصل", "الرقة", "الفلوجة", "دير الزور", "تكريت", "الرمادي", "سنجار", "تدمر", "منبج", "الحويجة")
NUMBERS = ("ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hundred and sixty reports: enough for a pool of processes, several batches, and incidents told twice."""
    path = tmp_path_factory.mktemp("source") / "reports.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for n in range(160):
            place, number, day = PLACES[n % 10], NUMBERS[n % 8], 1 + n // 10
            text = f"أعلن الجيش مقتل {number} من عناصر تنظيم داعش في قصف جوي على مدينة {place} اليوم.\\nالخبر {n}."
            file.write(f'{{"id": "r{n:03}", "text": "{text}", "published": "2016-03-{day:02}"}}\n')
    return path


def environment(*, workers: int) -> dict[str, str]:
    return {**os.environ, "MARSAD_WORKERS": str(workers), "MARSAD_BATCH": "10"}


def start(source: Path, register: Path, *, workers: int) -> subprocess.Popen[bytes]:
    """A run as a user starts it, to be killed."""
    return subprocess.Popen(
        [sys.executable, "-c", "from marsad.cli import main; main()", "run", source, "--register", register],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment(workers=workers),
    )


def whole(source: Path, register: Path, *, workers: int) -> None:
    """A run that nobody kills."""
    done = forked.run(["run", str(source), "--register", str(register)], environment(workers=workers))
    assert done.returncode == 0, done.stderr


def incidents(register: Path) -> str:
    done = forked.run(["incidents", "--format", "jsonl", "--register", str(register)], os.environ)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def undisturbed(source: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """What a run that nobody kills prints."""
    register = tmp_path_factory.mktemp("whole") / "r.db"
    whole(source, register, workers=1)
    printed = incidents(register)
    assert printed.count("\n") > 10
    return printed


def stored(at_least: int) -> Callable[[Register], bool]:
    return lambda register: register.counts().reports >= at_least


def reached(register: Path, moment: Callable[[Register], bool]) -> bool:
    try:
        with open_register(register, create=False, read_only=True) as opened:
            return moment(opened)
    except RegisterError:
        return False  # not made yet


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize(
    "moment",
    [lambda register: bool(register.runs()), stored(10), stored(80), stored(160)],
    ids=["begun", "first-batch", "half-way", "all-read"],
)
def test_killed_and_run_again(
    tmp_path: Path, source: Path, undisturbed: str, moment: Callable[[Register], bool], workers: int
) -> None:
    """Killed with SIGKILL when it has begun, read a batch, read half, read all, alone or with a pool: run again, byte
    for byte the same."""
    register = tmp_path / "r.db"
    killed = start(source, register, workers=workers)
    deadline = time.monotonic() + 120
    while killed.poll() is None and not reached(register, moment):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    killed.send_signal(signal.SIGKILL)
    assert killed.wait() in (-signal.SIGKILL, 0)
    whole(source, register, workers=workers)
    assert incidents(register) == undisturbed


def test_a_pool_reads_what_one_process_reads(tmp_path: Path, source: Path, undisturbed: str) -> None:
    """With two processes the register holds the same incidents, byte for byte."""
    register = tmp_path / "r.db"
    whole(source, register, workers=2)
    assert incidents(register) == undisturbed


def test_the_pool_ends_with_the_run(tmp_path: Path, source: Path) -> None:
    """Killed, a run leaves no reading process behind."""
    register = tmp_path / "r.db"
    killed = start(source, register, workers=2)
    deadline = time.monotonic() + 120
    while not (children := _children(killed.pid)) and killed.poll() is None:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    time.sleep(0.5)
    children |= _children(killed.pid)
    killed.kill()
    killed.wait()
    while any(_alive(child) for child in children):
        assert time.monotonic() < deadline, "a reading process is still there"
        time.sleep(0.05)


def _children(pid: int) -> set[int]:
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return {int(child) for child in path.read_text().split()} if path.exists() else set()


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
