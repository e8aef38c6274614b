"""What watching feeds remembers, in every kind of database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from samples import filled, shelling

from marsad.register import KNOWN, READ, REFUSED, FeedState, Noted, Register, Seen, copy_register, open_register
from marsad.settings import Settings

AT = datetime(2024, 5, 1, 12, tzinfo=UTC)
LATER = AT + timedelta(minutes=15)
FEED, OTHER = "https://example.org/rss", "https://example.com/أخبار"
STATE = FeedState(etag='"1"', modified="Wed, 01 May 2024 10:00:00 GMT", due=LATER)


def seen(key: str, digest: str = "a", published: str | None = "2024-05-01") -> Seen:
    return Seen(key=key, digest=digest, published=published, body=f"{key} {digest} نص")


def note(register: Register, *entries: Seen, feed: str = FEED, at: datetime = AT) -> Noted:
    return register.watching().answered(feed, STATE, entries, at=at)


def waiting(register: Register, feed: str = FEED, at: datetime = AT, limit: int = 10) -> list[str]:
    return [row.body for row in register.watching().waiting(feed, at=at, limit=limit)]


def id_of(register: Register, body: str, feed: str = FEED) -> int:
    (row,) = (row for row in register.watching().waiting(feed, at=LATER, limit=99) if row.body == body)
    return row.id


def test_the_state_of_a_feed(register: Register) -> None:
    """A feed never asked has none; then it is as it was left, each on its own."""
    assert register.watching().state(FEED) == FeedState()
    note(register)
    assert register.watching().state(FEED) == STATE
    failed = FeedState(etag='"1"', due=LATER + timedelta(hours=1), failures=3)
    register.watching().failed(FEED, failed, at=LATER)
    register.watching().failed(OTHER, failed, at=LATER)
    assert register.watching().state(FEED) == register.watching().state(OTHER) == failed


def test_entries_are_noted_once(register: Register) -> None:
    """New ones wait in the order of the feed; what was noted is known, edited where its digest is another."""
    assert note(register, seen("b"), seen("a")) == Noted(new=2)
    assert note(register, seen("a"), seen("b"), seen("c")) == Noted(new=1, known=2)
    assert note(register, seen("a", "z"), seen("b")) == Noted(edited=1, known=1)
    assert waiting(register) == ["b a نص", "a z نص", "c a نص"]
    assert waiting(register, limit=1) == ["b a نص"]
    assert note(register, seen("a"), feed=OTHER) == Noted(new=1)


def test_what_is_settled_does_not_wait(register: Register) -> None:
    """Read, it waits again when it is edited, with its report and its first day; known from elsewhere it does not."""
    note(register, seen("read"), seen("known"), seen("refused"))
    ids = {name: id_of(register, f"{name} a نص") for name in ("read", "known", "refused")}
    watching = register.watching()
    assert watching.claim([(ids["read"], "r-1"), (ids["refused"], "r-2")]) == {ids["read"], ids["refused"]}
    watching.settle([ids["read"]], state=READ)
    watching.settle([ids["known"]], state=KNOWN)
    watching.settle([ids["refused"]], state=REFUSED)
    assert waiting(register) == []
    note(register, *(seen(name, "b", published="2024-06-06") for name in ids), at=LATER)
    again = {row.body: row for row in watching.waiting(FEED, at=LATER, limit=9)}
    assert set(again) == {"read b نص", "refused b نص"}
    assert (again["read b نص"].report_id, again["read b نص"].published) == ("r-1", "2024-05-01")
    assert again["refused b نص"].report_id is None
    assert again["read b نص"].seen == LATER


def test_a_report_is_the_first_ones(register: Register) -> None:
    """An entry gets a report that no other has; one that has it keeps it; what came by another way is nobody's."""
    filled(register, [shelling("stored", 4)])
    note(register, seen("a"), seen("b"), seen("c"))
    a, b, c = (id_of(register, f"{name} a نص") for name in "abc")
    watching = register.watching()
    assert not watching.taken("r", entry=a)
    assert watching.claim([(a, "r"), (b, "r"), (c, "stored")]) == {a}
    assert watching.claim([(a, "r")]) == {a}
    assert watching.taken("r", entry=b)
    assert watching.taken("stored", entry=b)
    assert waiting(register) == ["a a نص"]


def test_its_own_report_that_is_stored_already(register: Register) -> None:
    """Killed after its report was stored and before it was settled, an entry still has it."""
    note(register, seen("a"))
    a = id_of(register, "a a نص")
    register.watching().claim([(a, "stored")])
    filled(register, [shelling("stored", 4)])
    assert not register.watching().taken("stored", entry=a)
    assert register.watching().claim([(a, "stored")]) == {a}


def test_put_off(register: Register) -> None:
    """It waits until then, and no longer."""
    note(register, seen("a"), seen("b"))
    later = AT + timedelta(minutes=5)
    register.watching().put_off(id_of(register, "a a نص"), due=later, tries=1)
    assert waiting(register) == ["b a نص"]
    assert waiting(register, at=later) == ["a a نص", "b a نص"]
    (first, _) = register.watching().waiting(FEED, at=later, limit=2)
    assert first.tries == 1


def test_when_the_next_entry_is_due(register: Register) -> None:
    """The soonest of those of the feeds that are asked about; None where none waits."""
    assert register.watching().next_due([FEED]) is None
    note(register, seen("a"))
    note(register, seen("b"), feed=OTHER, at=LATER)
    assert register.watching().next_due([FEED, OTHER]) == AT
    assert register.watching().next_due([OTHER]) == LATER
    register.watching().settle([id_of(register, "a a نص")], state=READ)
    assert register.watching().next_due([FEED]) is None


@pytest.mark.parametrize("many", [3_000])
def test_many_entries(register: Register, many: int) -> None:
    """More than one statement can bind are noted at once and known again."""
    entries = [seen(f"https://example.org/{n}") for n in range(many)]
    assert note(register, *entries) == Noted(new=many)
    assert note(register, *entries) == Noted(known=many)


def test_it_moves_house_with_the_register(register: Register, new_target: object) -> None:
    """A copy of a register goes on watching where the first one was, and numbers new entries on."""
    assert callable(new_target)
    note(register, seen("a"), seen("b"))
    copy = str(new_target())
    copy_register(register, copy, settings=Settings())
    with open_register(copy) as opened:
        assert opened.watching().state(FEED) == STATE
        assert note(opened, seen("a"), seen("b"), seen("c")) == Noted(new=1, known=2)
        assert waiting(opened) == ["a a نص", "b a نص", "c a نص"]
