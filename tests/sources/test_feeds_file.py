"""The file of feeds says what it may, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.errors import UsageError
from marsad.sources import WatchedFeed, read_feeds
from marsad.sources.address import Url

GOOD = """
every = "30m"
language = "ar"

[[feed]]
url = "https://example.org/rss"
outlet = "وكالة المثال"

[[feed]]
url = "https://example.com/أخبار/feed"
every = "2h"
language = "fa"
full_text = true
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "feeds.toml"


def test_feeds_and_what_is_said_of_all(file: Path) -> None:
    """What stands above the feeds holds for each that does not say otherwise."""
    file.write_text(GOOD, encoding="utf-8")
    first, second = read_feeds(file)
    assert first == WatchedFeed(url=Url("https://example.org/rss"), every=1800, outlet="وكالة المثال", language="ar")
    assert (second.every, second.language, second.full_text) == (7200, "fa", True)
    assert second.url.address == "https://example.com/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/feed"
    assert (first.name, second.name) == ("وكالة المثال", second.url.address.split("://")[1])


def test_little_is_enough(file: Path) -> None:
    """An address alone: asked every quarter of an hour."""
    file.write_text('[[feed]]\nurl = "https://example.org/rss"\n', encoding="utf-8")
    assert read_feeds(file) == (WatchedFeed(url=Url("https://example.org/rss"), every=900),)


def test_a_password_is_not_shown(file: Path) -> None:
    """The name of a feed has no login in it."""
    file.write_text('[[feed]]\nurl = "https://me:secret@example.org/rss"\n', encoding="utf-8")
    (feed,) = read_feeds(file)
    assert feed.name == "example.org/rss"
    assert "secret" not in str(feed.url)


FEED = '[[feed]]\nurl = "https://example.org/rss"\n'


@pytest.mark.parametrize(
    ("text", "where", "said"),
    [
        ("", "feeds.toml", "no feed is named"),
        ("feed = 3", "feeds.toml", "no feed is named"),
        (f'evry = "1h"\n{FEED}', "feeds.toml", "unknown: evry"),
        (f'{FEED}fulltext = true\nname = "a"', "feeds.toml, feed 1", "unknown: fulltext, name"),
        (f'{FEED}[[feed]]\noutlet = "a"', "feeds.toml, feed 2", "a feed without url"),
        (f"{FEED}{FEED}", "feeds.toml, feed 2", "the address of feed 1 again"),
        (f"{FEED}{FEED.replace('//', '//a:b@')}", "feeds.toml, feed 2", "the address of feed 1 again"),
        ('[[feed]]\nurl = "example.org/rss"', "feeds.toml, feed 1", "no address of http or https"),
        ('[[feed]]\nurl = "file:///etc/passwd"', "feeds.toml, feed 1", "no address of http or https"),
        (f'[[feed]]\nurl = "https://e.org/{"a" * 2000}"', "feeds.toml, feed 1", "more than 1,500 characters"),
        (f'{FEED}every = "10s"', "feeds.toml, feed 1", "more often than once a minute"),
        (f'{FEED}every = "soon"', "feeds.toml, feed 1", "every is 'soon'"),
        (f"{FEED}every = 15", "feeds.toml, feed 1", "every is 15"),
        (f'{FEED}outlet = " "', "feeds.toml, feed 1", "outlet is ' '"),
        (f'{FEED}language = "Arabic"', "feeds.toml, feed 1", "language is 'Arabic'"),
        (f'{FEED}full_text = "yes"', "feeds.toml, feed 1", "full_text is 'yes'"),
        ("[[feed]\nurl", "feeds.toml", "no TOML"),
    ],
)
def test_what_it_may_not_say(file: Path, text: str, where: str, said: str) -> None:
    """Each is an error that names file, feed and key, and what to write."""
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        read_feeds(file)
    assert said in caught.value.what
    assert str(caught.value.where).endswith(where)
    assert caught.value.todo


def test_a_file_that_is_not_there(file: Path) -> None:
    """It is named, with what to check."""
    with pytest.raises(UsageError, match="cannot be read"):
        read_feeds(file)
