"""What is kept for a moment, and what is counted."""

from __future__ import annotations

import threading

from marsad.web.limits import PER_ADDRESS, PER_NAME, WINDOW, Attempts
from marsad.web.presence import SECONDS, Presence
from marsad.web.rebuilding import Rebuilder
from marsad.web.recent import Recent


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_costly_value_is_kept_as_long_as_it_is_worth() -> None:
    """What took a second is remembered for twenty, what took nothing is worked out again."""
    clock, worked = Clock(), []
    recent = Recent(clock)

    def work(cost: float) -> int:
        clock.now += cost
        worked.append(cost)
        return len(worked)

    assert recent.get("cheap", lambda: work(0.0)) == 1
    assert recent.get("cheap", lambda: work(0.0)) == 2
    assert recent.get("dear", lambda: work(1.0)) == 3
    clock.now += 19
    assert recent.get("dear", lambda: work(1.0)) == 3
    clock.now += 2
    assert recent.get("dear", lambda: work(1.0)) == 4


def test_log_ins_are_counted_in_a_window() -> None:
    """Five failures make a name wait, thirty an address; both are forgotten after the window, one by one."""
    clock = Clock()
    attempts = Attempts(clock)
    for _ in range(PER_NAME):
        assert attempts.wait("laila", "1.1.1.1") == 0
        attempts.failed("laila", "1.1.1.1")
    assert attempts.wait("laila", "1.1.1.1") > 0
    assert attempts.wait("laila", "2.2.2.2") == 0
    for n in range(PER_ADDRESS):
        attempts.failed(f"name{n}", "3.3.3.3")
    assert attempts.wait("anybody", "3.3.3.3") > 0
    clock.now += WINDOW + 1
    assert attempts.wait("laila", "1.1.1.1") == attempts.wait("anybody", "3.3.3.3") == 0


def test_presence_fades() -> None:
    """Who looks at an incident is known to the others for a while, never to themselves."""
    clock = Clock()
    presence = Presence(clock)
    assert presence.look("i-1", "laila") == ()
    assert presence.look("i-1", "sami") == ("laila",)
    assert presence.look("i-2", "sami") == ()
    clock.now += SECONDS + 1
    assert presence.look("i-1", "sami") == ()


def test_rebuilds_asked_for_together_are_one() -> None:
    """However many ask during a rebuild, one more follows it, and each of them finds its judgement in the incidents."""
    began, go, rebuilt = threading.Event(), threading.Event(), []

    def rebuild() -> None:
        began.set()
        go.wait(10)
        rebuilt.append(1)

    rebuilder = Rebuilder(rebuild)
    assert rebuilder.ask(wait=0) is False
    assert began.wait(10)
    assert [rebuilder.ask(wait=0) for _ in range(5)] == [False] * 5
    assert rebuilder.behind
    go.set()
    assert rebuilder.ask(wait=10)
    assert len(rebuilt) <= 3
    assert not rebuilder.behind
