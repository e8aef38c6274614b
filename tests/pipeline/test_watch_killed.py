"""`marsad watch` as a process: killed, it loses and doubles nothing; asked to stop, it stops cleanly."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

import forked
import site_of_tests as sites
from feeds_of_tests import Item, long_text, page, rss
from marsad.errors import RegisterError
from marsad.register import Register, open_register, verify
from site_of_tests import Site

WHOLE, PAGES = 90, 4
PATIENCE = 240


@pytest.fixture
def site() -> Iterator[Site]:
    """A feed of ninety whole entries and four that are read from their pages."""
    with sites.site() as made:
        items = [
            Item(
                guid=f"{n}", link=f"{made.url}/news/{n}", title=f"خبر {n}", content=long_text(n) if n < WHOLE else None
            )
            for n in range(WHOLE + PAGES)
        ]
        for n in range(WHOLE + PAGES):
            made[f"/news/{n}"] = page(n)
        made["/feed"] = rss(items)
        yield made


def command(site: Site, folder: Path, *options: str) -> tuple[list[str], dict[str, str]]:
    """The words of a watch over the feed, and its environment."""
    feeds = folder / "feeds.toml"
    feeds.write_text(f'[[feed]]\nurl = "{site.url}/feed"\n', encoding="utf-8")
    known = {"MARSAD_PRIVATE_ADDRESSES": "1", "MARSAD_HOST_DELAY": "1", "MARSAD_BATCH": "20", "MARSAD_WORKERS": "1"}
    return ["watch", str(feeds), "--register", str(folder / "r.db"), *options], {**os.environ, **known}


def start(site: Site, folder: Path, *options: str) -> subprocess.Popen[str]:
    """A watch as a user starts it, to be killed or stopped."""
    words, env = command(site, folder, *options)
    return subprocess.Popen(
        [sys.executable, "-c", "from marsad.cli import main; main()", *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=env,
    )


def until(process: subprocess.Popen[str], folder: Path, moment: Callable[[Register], bool]) -> None:
    """Wait until the register is so far, or the process has ended."""
    end = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < end:
        try:
            with open_register(folder / "r.db", create=False, read_only=True) as opened:
                if moment(opened):
                    return
        except RegisterError:  # not made yet
            pass
        time.sleep(0.02)
    assert process.poll() is not None, "the register does not come so far"


def stored(at_least: int) -> Callable[[Register], bool]:
    return lambda register: register.counts().reports >= at_least


def noted(register: Register) -> bool:
    return bool(register.runs())


@pytest.mark.slow
def test_killed_again_and_again(site: Site, tmp_path: Path) -> None:
    """Killed when it has noted the feed, in the midst of entries and of pages: in the end each report is there once."""
    for moment in (noted, stored(30), stored(WHOLE + 1)):
        process = start(site, tmp_path, "--once")
        until(process, tmp_path, moment)
        process.kill()
        process.communicate()
    last = forked.run(*command(site, tmp_path, "--once"))
    assert last.returncode == 0, last.stderr
    with open_register(tmp_path / "r.db") as opened:
        reports = [reading.report for reading in opened.readings()]
        assert len(reports) == len({report.text for report in reports}) == WHOLE + PAGES
        assert {report.url for report in reports} == {f"{site.url}/news/{n}" for n in range(WHOLE + PAGES)}
        assert opened.counts().incidents > 0
        assert verify(opened).faults == ()
    with closing(sqlite3.connect(tmp_path / "r.db")) as rows:
        assert rows.execute("SELECT count(*) FROM readings").fetchone() == (WHOLE + PAGES,)
    again = forked.run(*command(site, tmp_path, "--once"))
    assert "0 new, 94 known" in again.stderr
    assert "0 new, 0 edited reports" in again.stderr


@pytest.mark.slow
@pytest.mark.parametrize(("number", "at_least"), [(signal.SIGTERM, WHOLE + PAGES), (signal.SIGINT, WHOLE + 1)])
def test_asked_to_stop(site: Site, tmp_path: Path, number: signal.Signals, at_least: int) -> None:
    """While it rests or has pages before it: the report at hand is stored, incidents are gathered, the code is 0."""
    process = start(site, tmp_path)
    until(process, tmp_path, stored(at_least))
    process.send_signal(number)
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, said
    assert "Traceback" not in said
    with open_register(tmp_path / "r.db") as opened:
        assert all(run.ended for run in opened.runs())
        assert at_least <= opened.counts().reports <= WHOLE + PAGES
        assert opened.counts().incidents > 0
        assert verify(opened).faults == ()
