"""`marsad watch`, and addresses given to `marsad run` and `marsad extract`, as a user starts them."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import site_of_tests as sites
from feeds_of_tests import Item, long_text, page, rss
from site_of_tests import Served, Site

Marsad = Callable[..., "subprocess.CompletedProcess[str]"]
ENV = {"MARSAD_PRIVATE_ADDRESSES": "1", "MARSAD_HOST_DELAY": "1"}


@pytest.fixture
def site() -> Iterator[Site]:
    with sites.site() as made:
        made["/news/1"] = page(1)
        made["/feed"] = rss([Item(guid="2", link=f"{made.url}/news/2", title="خبر 2", content=long_text(2))])
        yield made


def test_watching_once(site: Site, marsad: Marsad, tmp_path: Path) -> None:
    """A good feed is read though another fails; each has its line, who asks is said, the code is 1 for the failure."""
    feeds = tmp_path / "feeds.toml"
    good = f'[[feed]]\nurl = "{site.url}/feed"\noutlet = "وكالة المثال"\n'
    feeds.write_text(f'{good}[[feed]]\nurl = "{site.url}/gone"\n', encoding="utf-8")
    env = {**ENV, "MARSAD_CONTACT": "desk@example.net"}
    done = marsad("watch", feeds, "--once", "--register", tmp_path / "r.db", env=env)
    assert done.returncode == 1
    assert "وكالة المثال: 1 new, 0 known; next " in done.stderr
    assert "/gone: failed: HTTP 404 (check the address); next try " in done.stderr
    assert "1 new, 0 edited reports; 1 failures, 0 problems" in done.stderr
    assert all("(+desk@example.net)" in one.headers["user-agent"] for one in site.asked)
    listed = marsad("incidents", "--register", tmp_path / "r.db", "--format", "jsonl")
    assert json.loads(listed.stdout)["reports"]
    assert any((tmp_path / "r.originals").iterdir())


def test_without_a_contact_it_says_so(site: Site, marsad: Marsad, tmp_path: Path) -> None:
    """The log begins with how to say who asks; with nothing failed the code is 0."""
    feeds = tmp_path / "feeds.toml"
    feeds.write_text(f'[[feed]]\nurl = "{site.url}/feed"\n', encoding="utf-8")
    done = marsad("watch", feeds, "--once", "--register", tmp_path / "r.db", env={**ENV, "MARSAD_CONTACT": ""})
    assert done.returncode == 0, done.stderr
    assert "set MARSAD_CONTACT" in done.stderr.splitlines()[0]


def test_a_bad_file_of_feeds(marsad: Marsad, tmp_path: Path) -> None:
    """The command was asked wrongly: code 2, one line, nothing made."""
    feeds = tmp_path / "feeds.toml"
    feeds.write_text('[[feed]]\nurl = "https://example.org"\nnmae = "x"\n', encoding="utf-8")
    done = marsad("watch", feeds, "--register", tmp_path / "r.db")
    assert done.returncode == 2
    assert done.stderr == (
        f"marsad: {feeds}, feed 1: unknown: nmae (known are url, outlet, language, every, full_text)\n"
    )
    assert not (tmp_path / "r.db").exists()


def test_an_address_to_extract(site: Site, marsad: Marsad, tmp_path: Path) -> None:
    """A page becomes a JSON file named by its id; one that cannot be had is named, and the code is 1."""
    site["/fails"] = Served(status=404)
    done = marsad("extract", f"{site.url}/news/1", f"{site.url}/fails", "--out", tmp_path / "out", env=ENV)
    assert done.returncode == 1
    assert f"{site.url}/fails: HTTP 404 (check the address)" in done.stderr
    (file,) = (tmp_path / "out").iterdir()
    assert file.name.startswith("127.0.0.1-")
    assert json.loads(file.read_text(encoding="utf-8"))["figures"]


def test_a_private_address_is_refused(site: Site, marsad: Marsad, tmp_path: Path) -> None:
    """Unless a setting allows it, nothing of this machine is asked."""
    done = marsad("run", f"{site.url}/news/1", "--register", tmp_path / "r.db")
    assert done.returncode == 1
    assert "private network" in done.stderr
    assert site.asked == []
