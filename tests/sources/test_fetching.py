"""Fetching: what is asked for, what is refused, what is tried again, and how long a host is left alone."""

from __future__ import annotations

import base64
import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import timedelta
from email.utils import format_datetime
from typing import Any

import pytest

import site_of_tests as sites
from marsad import __version__
from marsad.errors import SourceError
from marsad.settings import Settings
from marsad.sources.address import report_id_of, same_report, url_of
from marsad.sources.asking import FetchError, Limits
from marsad.sources.fetching import Fetched, Fetcher
from marsad.sources.network import is_public
from site_of_tests import Hours, Served, Site, packed, redirect

QUICK: dict[str, Any] = {"connect": 2.0, "read": 0.3, "whole": 0.8}


@pytest.fixture
def site() -> Iterator[Site]:
    with sites.site() as made:
        yield made


@pytest.fixture
def hours() -> Hours:
    return Hours()


@pytest.fixture
def fetcher(hours: Hours) -> Callable[..., Fetcher]:
    """Makes a fetcher that may ask this machine, with limits that a test is not slowed down by."""

    def made(*, contact: str = "", private: bool = True, delay: int = 0, **limits: Any) -> Fetcher:
        return Fetcher(
            settings=Settings(private_addresses=private, contact=contact, host_delay=delay),
            limits=Limits(**{"tries": 1, **QUICK, **limits}),
            clock=hours.clock,
            sleep=hours.sleep,
            chance=lambda: 0.0,
            now=hours.now,
        )

    return made


def get(fetcher: Fetcher, address: str, *, limit: int = 2_000_000, **conditions: str) -> Fetched:
    return fetcher.fetch(url_of(address), limit=limit, **conditions)


def refused(fetcher: Fetcher, address: str, *, limit: int = 2_000_000) -> FetchError:
    with pytest.raises(FetchError) as caught:
        get(fetcher, address, limit=limit)
    return caught.value


def test_a_page_comes_as_it_was_served(site: Site, fetcher: Callable[..., Fetcher], hours: Hours) -> None:
    """Bytes, type, charset, marks and time are those of the answer; the bytes are unpacked."""
    site["/news"] = packed("خبر".encode(), ETag='"7"')
    found = get(fetcher(), f"{site.url}/news#top")
    assert (found.body.decode(), found.media_type, found.charset) == ("خبر", "text/html", "utf-8")
    assert (found.url, found.etag, found.at) == (f"{site.url}/news", '"7"', hours.now())


def test_who_asks_is_said(site: Site, fetcher: Callable[..., Fetcher]) -> None:
    """Every request names program, version and contact; no cookie is ever sent back."""
    site["/a"] = Served(headers={"Set-Cookie": "who=me"})
    asking = fetcher(contact="desk@example.org")
    get(asking, f"{site.url}/a")
    get(asking, f"{site.url}/a")
    assert {one.headers["user-agent"] for one in site.asked} == {f"Marsad/{__version__} (+desk@example.org)"}
    assert all("cookie" not in one.headers for one in site.asked)


def test_arabic_addresses(site: Site, fetcher: Callable[..., Fetcher]) -> None:
    """An address in Arabic letters is encoded, and so is one in a redirect that stands there as it is."""
    encoded = "/%D8%AE%D8%A8%D8%B1"
    site[encoded] = "هنا"
    site["/r"] = Served(status=301, headers={"Location": "/خبر".encode().decode("latin-1")})
    assert get(fetcher(), f"{site.url}/خبر").body.decode() == "هنا"
    assert get(fetcher(), f"{site.url}/r").url == f"{site.url}{encoded}"


@pytest.mark.parametrize(
    "bad", ["ftp://example.org/a", "file:///etc/passwd", "https://", "http://[::1", "https://a:b/"]
)
def test_only_addresses_of_the_web(bad: str) -> None:
    """Whatever is not of http or https is refused before anything is asked."""
    with pytest.raises(SourceError, match="no address of http or https"):
        url_of(bad)


# What robots.txt says -------------------------------------------------------------------------------------------


def test_robots_are_obeyed_and_remembered(site: Site, fetcher: Callable[..., Fetcher], hours: Hours) -> None:
    """A path that is forbidden is not asked for; the rules are asked for once a day."""
    site["/robots.txt"] = Served(body=b"User-agent: *\nDisallow: /private\n", type="text/plain")
    site["/open"] = "مفتوح"
    asking = fetcher()
    error = refused(asking, f"{site.url}/private/1")
    assert (error.what, error.again) == ("robots.txt forbids it", None)
    get(asking, f"{site.url}/open")
    assert site.paths_asked(robots=True) == ["/robots.txt", "/open"]
    hours.seconds += 25 * 3600
    get(asking, f"{site.url}/open")
    assert site.paths_asked(robots=True)[2:] == ["/robots.txt", "/open"]


def test_rules_for_this_program_outrank_those_for_all(site: Site, fetcher: Callable[..., Fetcher]) -> None:
    """A group that names Marsad is the one that holds."""
    rules = b"User-agent: *\nDisallow:\n\nUser-agent: marsad\nDisallow: /\n"
    site["/robots.txt"] = Served(body=rules, type="text/plain")
    assert "forbids" in refused(fetcher(), f"{site.url}/a").what


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_no_robots_no_rules(site: Site, fetcher: Callable[..., Fetcher], status: int) -> None:
    """A robots.txt that is not there, or shown to nobody, forbids nothing (RFC 9309, 2.3.1.3)."""
    site["/robots.txt"] = Served(status=status)
    site["/a"] = "نص"
    assert get(fetcher(), f"{site.url}/a").body


@pytest.mark.parametrize("fault", [sites.silent, sites.hung_up, sites.garbled, 500, 503])
def test_robots_that_cannot_be_had_forbid_all(site: Site, fetcher: Callable[..., Fetcher], fault: Any) -> None:
    """Where the server fails, all is forbidden until it answers (2.3.1.4); it is not asked again and again."""
    if isinstance(fault, int):
        site["/robots.txt"] = Served(status=fault)
    else:
        site.faults["/robots.txt"] = fault
    site["/a"] = "نص"
    asking = fetcher()
    error = refused(asking, f"{site.url}/a")
    assert "robots.txt cannot be had" in error.what
    assert error.again is not None
    assert error.again >= 600
    refused(asking, f"{site.url}/a")
    assert site.paths_asked(robots=True) == ["/robots.txt"]


def test_robots_that_are_back_are_believed(site: Site, fetcher: Callable[..., Fetcher], hours: Hours) -> None:
    """Once it can be had, what it allows is fetched."""
    site["/robots.txt"] = Served(status=500)
    site["/a"] = "نص"
    asking = fetcher()
    wait = refused(asking, f"{site.url}/a").again
    assert wait is not None
    del site.paths["/robots.txt"]
    hours.seconds += wait
    assert get(asking, f"{site.url}/a").body


def test_redirects_are_asked_of_the_new_hosts_robots(site: Site, fetcher: Callable[..., Fetcher]) -> None:
    """A redirect does not lead past another host's rules."""
    with sites.site() as other:
        other["/robots.txt"] = Served(body=b"User-agent: *\nDisallow: /", type="text/plain")
        site["/a"] = redirect(f"{other.url}/b")
        assert "forbids" in refused(fetcher(), f"{site.url}/a").what
        assert other.paths_asked() == []


# Patience -------------------------------------------------------------------------------------------------------


def test_a_host_is_left_in_peace_between_requests(site: Site, fetcher: Callable[..., Fetcher], hours: Hours) -> None:
    """Two requests to one host lie as far apart as the settings say, or farther where its robots.txt asks."""
    site["/a"] = site["/b"] = "نص"
    asking = fetcher(delay=2)
    get(asking, f"{site.url}/a")
    assert asking.wait(f"{site.url}/b") == 2
    get(asking, f"{site.url}/b")
    assert hours.waits == [2]
    site["/robots.txt"] = Served(body=b"User-agent: *\nCrawl-delay: 7\n", type="text/plain")
    slower = fetcher(delay=2)
    get(slower, f"{site.url}/a")
    assert slower.wait(f"{site.url}/b") == 7


def failing(times: int, status: int = 503, **headers: str) -> sites.Answers:
    """Fails so many times, then answers."""
    left = [times]

    def answer(_asked: sites.Asked) -> Served:
        left[0] -= 1
        return Served(status=status, headers=headers) if left[0] >= 0 else Served(body=b"at last")

    return answer


def test_a_server_that_fails_is_asked_again(site: Site, fetcher: Callable[..., Fetcher], hours: Hours) -> None:
    """After waits that double, and no more often than is said."""
    site["/a"] = failing(2, 500)
    assert get(fetcher(tries=3), f"{site.url}/a").body == b"at last"
    assert hours.waits == [2, 4]
    site["/b"] = failing(3, 502)
    assert "HTTP 502" in refused(fetcher(tries=3), f"{site.url}/b").what
    assert len(site.asked_for("/b")) == 3


def test_waits_are_not_the_same_for_all(site: Site, fetcher: Callable[..., Fetcher], hours: Hours) -> None:
    """Chance takes off up to half, so that many who were turned away do not come back at once."""
    site["/a"] = failing(1, 500)
    asking = fetcher(tries=2)
    asking.chance = lambda: 0.5
    get(asking, f"{site.url}/a")
    assert hours.waits == [1.5]


def test_the_wait_a_server_asks_for(site: Site, fetcher: Callable[..., Fetcher], hours: Hours) -> None:
    """Retry-After is honoured, in seconds or as a time; beyond patience it is left to the caller."""
    site["/a"] = failing(1, 429, **{"Retry-After": "30"})
    get(fetcher(tries=2), f"{site.url}/a")
    site["/b"] = failing(1, 503, **{"Retry-After": format_datetime(hours.now() + timedelta(seconds=45), usegmt=True)})
    get(fetcher(tries=2), f"{site.url}/b")
    assert hours.waits == [30, 45]
    site["/c"] = failing(1, 503, **{"Retry-After": "7200"})
    asking = fetcher(tries=2)
    assert refused(asking, f"{site.url}/c").again == 7200
    assert len(site.asked_for("/c")) == 1
    assert "left alone" in refused(asking, f"{site.url}/other").what
    assert site.asked_for("/other") == []


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_an_answer_that_stands_is_taken(site: Site, fetcher: Callable[..., Fetcher], status: int) -> None:
    """What another try would not change is not tried again."""
    site["/a"] = Served(status=status)
    error = refused(fetcher(tries=3), f"{site.url}/a")
    assert (error.what, error.again, len(site.asked_for("/a"))) == (f"HTTP {status}", None, 1)


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (sites.silent, "took too long"),
        (sites.dripping, "took too long"),
        (sites.dripping_body, "took too long"),
        (sites.cut_off(), "connection failed"),
        (sites.garbled, "connection failed"),
        (sites.hung_up, "connection failed"),
    ],
)
def test_faults_of_the_wire(site: Site, fetcher: Callable[..., Fetcher], fault: sites.Fault, said: str) -> None:
    """Slow, silent, cut off, garbled: each ends within the bounds, is named, and may be tried again."""
    site.faults["/a"] = fault
    began = time.monotonic()
    error = refused(fetcher(), f"{site.url}/a")
    assert time.monotonic() - began < 2
    assert said in error.what
    assert error.again == 2


def test_nobody_there(site: Site, fetcher: Callable[..., Fetcher]) -> None:
    """A port on which nothing listens, and a name that is not known, are failures that may pass."""
    with sites.site() as gone:
        pass
    for address in (gone.url, "http://nowhere.invalid/"):
        error = refused(fetcher(), address)
        assert "connection failed" in error.what or "robots.txt cannot be had" in error.what
        assert error.again is not None


# Bounds and dangers ---------------------------------------------------------------------------------------------


def test_too_large(site: Site, fetcher: Callable[..., Fetcher]) -> None:
    """A body beyond the limit is refused: by its head where that says so, else when the limit is passed."""
    site["/said"] = Served(body=bytes(5001))

    def unsaid(wire: Any) -> None:
        wire.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + b"a" * 200_000)

    site.faults["/unsaid"] = unsaid
    for path in ("/said", "/unsaid"):
        error = refused(fetcher(), f"{site.url}{path}", limit=5000)
        assert "larger than 5,000 bytes" in error.what
        assert error.again is None
    assert len(get(fetcher(), f"{site.url}/said", limit=5001).body) == 5001


def test_a_gzip_bomb(site: Site, fetcher: Callable[..., Fetcher]) -> None:
    """Two hundred megabytes packed in two hundred kilobytes are not unpacked beyond the limit."""
    site["/bomb"] = Served(body=sites.bomb(200), headers={"Content-Encoding": "gzip"})
    asking = fetcher(whole=20.0)
    refused(asking, f"{site.url}/nothing")
    tracemalloc.start()
    assert "larger than" in refused(asking, f"{site.url}/bomb", limit=1_000_000).what
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10_000_000


@pytest.mark.parametrize(
    ("body", "coding", "said"),
    [
        (sites.bomb(1)[:-9], "gzip", "breaks off"),
        (b"no gzip", "gzip", "damaged"),
        (b"\x1b\x0e\x00", "br", "not asked for"),
    ],
    ids=["broken-off", "no-gzip", "brotli"],
)
def test_packing_that_cannot_be_read(
    site: Site, fetcher: Callable[..., Fetcher], body: bytes, coding: str, said: str
) -> None:
    """A packed body that is broken or packed in another way is refused."""
    site["/a"] = Served(body=body, headers={"Content-Encoding": coding})
    assert said in refused(fetcher(), f"{site.url}/a").what


def test_redirects(site: Site, fetcher: Callable[..., Fetcher]) -> None:
    """They are followed to the end, relative ones too; not in a loop, not for ever, not out of the web."""
    site["/1"], site["/2"], site["/3"] = redirect("2", 301), redirect(f"{site.url}/3", 308), "نص"
    assert get(fetcher(), f"{site.url}/1").url == f"{site.url}/3"
    site["/a"], site["/b"] = redirect("/b"), redirect("/a")
    assert "in a loop" in refused(fetcher(), f"{site.url}/a").what
    for n in range(20):
        site[f"/long/{n}"] = redirect(f"/long/{n + 1}")
    assert "more than 8 times" in refused(fetcher(), f"{site.url}/long/0").what
    site["/out"] = redirect("file:///etc/passwd")
    site["/none"] = Served(status=302)
    assert "no address" in refused(fetcher(), f"{site.url}/out").what
    assert "in a loop" in refused(fetcher(), f"{site.url}/none").what


PRIVATE = [
    "127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "::1", "::", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_known(address: str) -> None:
    """This machine, private networks and what leads to them in another writing."""
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34"])
def test_public_addresses_are_known(address: str) -> None:
    """Addresses of the public network."""
    assert is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]"])
def test_private_hosts_are_not_asked(site: Site, fetcher: Callable[..., Fetcher], host: str) -> None:
    """However this machine is named, nothing is asked of it unless a setting allows it."""
    site["/a"] = "سر"
    error = refused(fetcher(private=False), f"http://{host}:{site.port}/a")
    assert "private network" in error.what
    assert "MARSAD_PRIVATE_ADDRESSES" in str(error)
    assert site.asked == []


def test_a_login_is_for_its_own_origin(site: Site, fetcher: Callable[..., Fetcher]) -> None:
    """User and password go to the origin they were given for, not where it redirects to, and are never shown."""
    with sites.site() as other:
        site["/a"], site["/b"], other["/c"] = redirect("/b"), redirect(f"{other.url}/c"), "نص"
        url = url_of(site.url.replace("http://", "http://reader:secret@") + "/a")
        found = fetcher().fetch(url, limit=1000)
        given = "Basic " + base64.b64encode(b"reader:secret").decode()
        assert [one.headers.get("authorization") for one in site.asked] == [None, given, given]
        assert all("authorization" not in one.headers for one in other.asked)
        assert "secret" not in f"{url} {found}"


def test_a_login_in_a_redirect_is_not_used(site: Site, fetcher: Callable[..., Fetcher]) -> None:
    """A site cannot make this program log in anywhere."""
    site["/a"] = redirect(site.url.replace("http://", "http://x:y@") + "/b")
    site["/b"] = "نص"
    get(fetcher(), f"{site.url}/a")
    assert all("authorization" not in one.headers for one in site.asked)


def test_what_did_not_change_is_not_sent_again(site: Site, fetcher: Callable[..., Fetcher]) -> None:
    """ETag and time of an earlier answer are sent back; 304 then has no bytes."""
    day = "Wed, 01 May 2024 10:00:00 GMT"

    def answer(asked: sites.Asked) -> Served:
        same = asked.headers.get("if-none-match") == '"1"' and asked.headers.get("if-modified-since") == day
        return Served(status=304) if same else Served(body=b"new", headers={"ETag": '"1"', "Last-Modified": day})

    site["/feed"] = answer
    first = get(fetcher(), f"{site.url}/feed")
    assert (first.etag, first.modified, first.unchanged) == ('"1"', day, False)
    again = get(fetcher(), f"{site.url}/feed", etag='"1"', modified=day)
    assert (again.unchanged, again.body) == (True, b"")


def test_304_to_a_request_without_conditions_is_a_failure(site: Site, fetcher: Callable[..., Fetcher]) -> None:
    """A server that says so to the first request has given nothing."""
    site["/feed"] = Served(status=304)
    assert "HTTP 304" in refused(fetcher(), f"{site.url}/feed").what


# Addresses of one report ----------------------------------------------------------------------------------------

ONE = "https://www.example.org/news/%D8%AE%D8%A8%D8%B1/?id=7&p=2"


@pytest.mark.parametrize(
    "other",
    [
        "http://example.org/news/خبر?p=2&id=7",
        "https://EXAMPLE.org:443/news/%d8%ae%d8%a8%d8%b1?id=7&p=2#comments",
        "https://example.org/news/خبر/?utm_source=rss&id=7&fbclid=x&p=2&UTM_Medium=y",
        "https://me:secret@example.org/news/خبر/?id=7&p=2",
    ],
)
def test_addresses_of_one_report(other: str) -> None:
    """What changes nothing of what is shown makes no other report."""
    assert same_report(other) == same_report(ONE)
    assert report_id_of(other) == report_id_of(ONE)


@pytest.mark.parametrize(
    "other",
    [ONE.replace("id=7", "id=8"), ONE.replace("news", "new"), ONE.replace("www", "ar"), ONE.replace("&p=2", "")],
)
def test_addresses_of_other_reports(other: str) -> None:
    """Host, path and parameters tell reports apart."""
    assert report_id_of(other) != report_id_of(ONE)


def test_the_id_of_a_report_can_name_a_file() -> None:
    """Host and digits, short however long the address is."""
    assert report_id_of(ONE + "x" * 5000).startswith("example.org-")
    assert len(report_id_of(ONE + "x" * 5000)) == len("example.org-") + 16
