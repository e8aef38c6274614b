"""Runs that are killed, and runs at the same time: the register is that of one undisturbed run."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from samples import contents, filled, shelling

from marsad.register import Register, open_register

WRITER = Path(__file__).with_name("writer.py")
REPORTS = 600


def start(target: str, reader_version: str, reports: int = REPORTS) -> subprocess.Popen[str]:
    command = [sys.executable, str(WRITER), target, reader_version, str(reports)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def finish(target: str, reader_version: str) -> float:
    """Seconds from its being ready to its end."""
    with start(target, reader_version) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        began = time.monotonic()
        assert process.wait(timeout=120) == 0
        return time.monotonic() - began


def killed(target: str, reader_version: str, after: float) -> bool:
    """Kill a run some seconds after it is ready; whether it was still at work."""
    with start(target, reader_version) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        return process.wait(timeout=120) == -signal.SIGKILL


@pytest.mark.parametrize("earlier", [(), ("reader-1",)], ids=["first run", "re-read by another reader"])
def test_a_run_killed_at_any_moment_and_started_again_ends_the_same(tmp_path: Path, earlier: tuple[str, ...]) -> None:
    """Readings, incidents and every claim, closed ones included, are those of a run that nothing disturbed."""
    whole, broken = str(tmp_path / "whole.db"), str(tmp_path / "broken.db")
    for version in earlier:
        finish(whole, version)
        finish(broken, version)
    lasts = finish(whole, "reader-2")
    moments = random.Random(20160502)
    # Killed runs shorten those that follow, so the moments keep to the first part of what is left.
    hits = sum(killed(broken, "reader-2", moments.uniform(0, lasts / 4)) for _ in range(6))
    assert hits >= 3, "the runs ended before they could be killed"
    finish(broken, "reader-2")
    assert contents(broken) == contents(whole)
    with open_register(broken) as register:
        broken_off = sum(run.ended is None for run in register.runs())
    # A process killed on its way out, its run already ended, was a hit too.
    assert 0 < broken_off <= hits


def test_a_killed_creation_is_taken_up(tmp_path: Path) -> None:
    """A process killed while it makes the register leaves nothing that stops the next one."""
    whole = str(tmp_path / "whole.db")
    finish(whole, "reader-1")
    moments = random.Random(7)
    for n in range(4):
        target = str(tmp_path / f"{n}.db")
        with start(target, "reader-1") as process:
            until = time.monotonic() + 30
            while not Path(target).exists() and time.monotonic() < until:
                time.sleep(0.001)
            time.sleep(moments.uniform(0, 0.05))
            process.kill()
        finish(target, "reader-1")
        assert contents(target) == contents(whole)


def test_two_runs_at_once_store_everything_once(tmp_path: Path) -> None:
    """Two processes that begin with no register and read the same source end with the register of one."""
    whole, shared = str(tmp_path / "whole.db"), str(tmp_path / "shared.db")
    finish(whole, "reader-1")
    runs = [start(shared, "reader-1") for _ in range(2)]
    for process in runs:
        with process:
            assert process.wait(timeout=120) == 0
    assert contents(shared) == contents(whole)


def test_a_second_writer_waits_for_the_first(register: Register, target: str) -> None:
    """A batch that meets another's lock is stored as soon as the lock is given up; the same report is stored once."""
    run = filled(register)
    with open_register(target) as other:
        second = filled(other)
        holding, held = threading.Event(), []

        def slow_batch():
            holding.set()
            time.sleep(0.3)
            held.append(True)
            yield from ()

        first = threading.Thread(target=lambda: register.replace_incidents(slow_batch(), run=run))
        first.start()
        assert holding.wait(5)
        assert other.add_readings([shelling("a", 4)], run=second).new == 1
        assert held == [True]
        first.join()
        assert register.add_readings([shelling("a", 4)], run=run).known == 1
    assert register.counts().reports == 1
