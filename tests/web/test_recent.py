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


class Working:
    """Work that takes some seconds of the clock and gives the number of times it was done."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.done = 0

    def __call__(self, cost: float) -> int:
        self.clock.now += cost
        self.done += 1
        return self.done


def test_a_value_is_kept_while_the_register_stays() -> None:
    """However long ago it was worked out; once the register changed, what took nothing is worked out again at once."""
    clock, marks = Clock(), [1]
    recent, work = Recent(lambda: marks[0], clock=clock), Working(clock)
    assert recent.get("sum", lambda: work(0.0)) == 1
    clock.now += 1_000
    assert recent.get("sum", lambda: work(0.0)) == 1
    marks[0] = 2
    assert recent.get("sum", lambda: work(0.0)) == 2


def test_nobody_waits_for_a_costly_value_that_was_true_a_moment_ago() -> None:
    """What took a second holds for twenty; then the old value is given while the new one is worked out, never one that
    is older than that and half a minute."""
    clock, marks = Clock(), [1]
    recent, work = Recent(lambda: marks[0], clock=clock), Working(clock)
    assert recent.get("dear", lambda: work(1.0)) == 1
    marks[0] = 2
    clock.now += 19
    assert recent.get("dear", lambda: work(1.0)) == 1
    assert work.done == 1
    clock.now += 2
    assert recent.get("dear", lambda: work(1.0)) == 1
    recent.settle()
    assert work.done == 2
    marks[0] = 3
    clock.now += 60
    assert recent.get("dear", lambda: work(1.0)) == 3


def test_what_is_remembered_is_bounded() -> None:
    """The values that were asked for longest ago go first, by their lines."""
    clock = Clock()
    recent, work = Recent(lambda: 1, kept=12, clock=clock), Working(clock)
    for key in ("a", "b", "a", "c"):
        recent.get(key, lambda: (work(0.0),) * 4)
    assert work.done == 3
    recent.get("d", lambda: ())
    recent.get("a", lambda: (work(0.0),))
    assert work.done == 3
    recent.get("b", lambda: (work(0.0),))
    assert work.done == 4


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
