"""Runs that are killed, and runs at the same time: the register is that of one undisturbed run."""

from __future__ import annotations

import random
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from samples import contents, filled, shelling
from writer import started

from marsad.register import Register, open_register
from marsad.register.dialect import address
from servers import Server

REPORTS = 300
FEW = 60


def finish(target: str, reader_version: str, reports: int = REPORTS) -> float:
    """Seconds from its being ready to its end."""
    with started(target, reader_version, reports) as writer:
        assert writer.ready.wait(60)
        began = time.monotonic()
        writer.process.join(120)
        assert writer.process.exitcode == 0
        return time.monotonic() - began


def killed(target: str, reader_version: str, after: float) -> bool:
    """Kill a run some seconds after it is ready; whether it was still at work."""
    with started(target, reader_version, REPORTS) as writer:
        assert writer.ready.wait(60)
        time.sleep(after)
        writer.process.kill()
        writer.process.join(120)
        return writer.process.exitcode == -signal.SIGKILL


@pytest.mark.parametrize("earlier", [(), ("reader-1",)], ids=["first run", "re-read by another reader"])
def test_a_run_killed_at_any_moment_and_started_again_ends_the_same(
    new_place: Callable[[], str], earlier: tuple[str, ...]
) -> None:
    """Readings, incidents and every claim, closed ones included, are those of a run that nothing disturbed."""
    whole, broken = new_place(), new_place()
    for version in earlier:
        finish(whole, version)
        finish(broken, version)
    lasts = finish(whole, "reader-2")
    moments = random.Random(20160502)
    # Killed runs shorten those that follow, so the moments keep to the first part of what is left, and to less of it
    # once a run was quicker than that.
    hits = 0
    for _ in range(5):
        hit = killed(broken, "reader-2", moments.uniform(0, lasts / 4))
        hits, lasts = hits + hit, lasts if hit else lasts / 2
    assert hits >= 2, "the runs ended before they could be killed"
    finish(broken, "reader-2")
    assert contents(broken) == contents(whole)
    with open_register(broken) as register:
        broken_off = sum(run.ended is None for run in register.runs())
    # A process killed on its way out, its run already ended, was a hit too.
    assert 0 < broken_off <= hits


def test_a_killed_creation_is_taken_up(new_target: Callable[[], str], request: pytest.FixtureRequest) -> None:
    """A process killed while it makes the register leaves nothing that stops the next one."""
    whole = new_target()
    finish(whole, "reader-1", FEW)
    moments = random.Random(7)
    for _ in range(3):
        target = new_target()
        with started(target, "reader-1", FEW) as writer:
            until = time.monotonic() + 30
            while not touched(target, request) and time.monotonic() < until:
                time.sleep(0.001)
            time.sleep(moments.uniform(0, 0.05))
            writer.process.kill()
        finish(target, "reader-1", FEW)
        assert contents(target) == contents(whole)


def touched(target: str, request: pytest.FixtureRequest) -> bool:
    """Whether a process has begun with the register: its file is there, or its connection."""
    if "://" not in target:
        return Path(target).exists()
    server: Server = request.getfixturevalue("server")
    name = address(target).database
    return bool(server.execute(f"SELECT 1 FROM pg_stat_activity WHERE datname = '{name}'"))


def test_two_runs_at_once_store_everything_once(new_target: Callable[[], str]) -> None:
    """Two processes that begin with no register and read the same source end with the register of one."""
    whole, shared = new_target(), new_target()
    finish(whole, "reader-1", FEW)
    with started(shared, "reader-1", FEW) as one, started(shared, "reader-1", FEW) as other:
        for writer in (one, other):
            writer.process.join(120)
            assert writer.process.exitcode == 0
    assert contents(shared) == contents(whole)


def test_a_second_writer_waits_for_the_first(register: Register, place: str) -> None:
    """A batch that meets another's lock is stored as soon as the lock is given up; the same report is stored once."""
    run = filled(register)
    with open_register(place) as other:
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
