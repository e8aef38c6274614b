"""RSS and Atom: every entry once, as it was served, and whatever is broken said to be."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds_of_tests import DECLARED, Item, atom, long_text, page, rss
from marsad.errors import SourceError
from marsad.sources.feed import Entry, Feed, entry_of, is_feed, parse_feed
from marsad.sources.fragment import text_of

URL = "https://www.example.org/feed.xml"
ONE = Item(guid="g1", link="https://www.example.org/news/1", content=long_text(1))
TWO = Item(guid="g2", link="/news/2", title="عنوان &amp; آخر <b>مهم</b>")


def parsed(text: str, *, coding: str = "utf-8", served: str | None = None) -> Feed:
    return parse_feed(text.encode(coding), charset=served, url=URL)


def test_what_an_entry_holds() -> None:
    """Key, absolute link, plain title, the day where it was published, and summary and content as HTML."""
    feed = parsed(rss([ONE, TWO]))
    assert (feed.title, feed.broken) == ("وكالة", None)
    one, two = feed.entries
    assert (one.key, one.link, one.published, one.language) == ("g1", ONE.link, "2024-05-01", "ar")
    assert (one.content, one.summary) == (ONE.content, ONE.summary)
    assert (two.link, two.title, two.content) == ("https://www.example.org/news/2", "عنوان & آخر مهم", None)


def test_atom() -> None:
    """An Atom entry gives the same; the day is that of publication, not of the last change."""
    item = Item(guid="tag:1", link=ONE.link, content=long_text(2), published="2024-05-03T00:30:00+03:00")
    (entry,) = parsed(atom([item])).entries
    assert (entry.key, entry.link, entry.published, entry.content) == ("tag:1", ONE.link, "2024-05-03", long_text(2))


def test_an_entry_comes_back_from_its_bytes() -> None:
    """What is kept of an entry gives it again, and is the same bytes each time."""
    for entry in parsed(rss([ONE, TWO])).entries:
        assert entry_of(entry.raw) == entry
        assert entry_of(entry.raw).raw == entry.raw


def test_keys_are_one_entrys_own() -> None:
    """Without guid the link is the key, without link the words; one guid for all makes them not one; twice is once."""
    no_guid, no_link = Item(guid=None, link="https://e.org/a"), Item(guid=None, link=None)
    same = [Item(guid="all", link=f"https://e.org/{n}") for n in range(3)]
    entries = parsed(rss([no_guid, no_link, *same, ONE, ONE])).entries
    assert len({entry.key for entry in entries}) == len(entries) == 6
    assert entries[0].key == "https://e.org/a"


def test_a_key_can_be_indexed() -> None:
    """A guid of a hundred thousand letters has a key of bounded length, its own."""
    entries = parsed(rss([Item(guid="x" * 100_000 + str(n), link=None) for n in range(2)])).entries
    assert len({entry.key for entry in entries}) == 2
    assert max(len(entry.key) for entry in entries) < 1_000


def test_an_edit_shows_in_the_words_alone() -> None:
    """Title, summary and content make the digest; a new date or link is no edit."""
    first = parsed(rss([ONE])).entries[0].digest
    assert parsed(rss([Item(**{**vars(ONE), "published": "Thu, 02 May 2024 10:00:00 GMT"})])).entries[0].digest == first
    for change in ({"title": "غيره"}, {"summary": "غيره"}, {"content": "غيره"}):
        assert parsed(rss([Item(**{**vars(ONE), **change})])).entries[0].digest != first


SHORT = "مقتل ثلاثة في قصف"
WHOLE = text_of(long_text(3))


@pytest.mark.parametrize(
    ("content", "summary", "wanted", "text"),
    [
        (long_text(3), None, None, WHOLE),
        (long_text(3), None, False, None),
        (SHORT, None, None, None),
        (SHORT, None, True, SHORT),
        (f"{WHOLE} …", None, None, None),
        (f"{WHOLE} [&#8230;]", None, None, None),
        (f"{long_text(3)}<p><a href='x'>اقرأ المزيد</a></p>", None, None, None),
        (f"{WHOLE} Read More", None, None, None),
        (None, long_text(3), None, None),
        (None, long_text(3), True, WHOLE),
        (None, None, True, None),
    ],
)
def test_what_is_whole(content: str | None, summary: str | None, wanted: bool | None, text: str | None) -> None:
    """Content of forty words that does not end as a beginning is a report; else the user's word decides."""
    entry = Entry(key="k", link=None, title=None, published=None, summary=summary, content=content)
    assert entry.whole(wanted) == text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>قتل <b>ثلاثة</b> جنود.</p><p>وأصيب\nاثنان.</p>", "قتل ثلاثة جنود.\nوأصيب اثنان."),
        ("سطر<br/>آخر<br>وثالث", "سطر\nآخر\nوثالث"),
        ("<ul><li>أول</li><li>ثان</li></ul>بعدها", "أول\nثان\nبعدها"),
        ("<div>نص<script>alert(1)</script><style>p{}</style><!-- سر --> بقية</div>", "نص بقية"),
        ("نص &quot;بلا&quot; وسوم &amp; رموز", 'نص "بلا" وسوم & رموز'),
        ("3 < 4 و 5 > 2", "3 < 4 و 5 > 2"),
        ("<p>  </p><img src='x'/>", ""),
        ("<!-- -->", ""),
        ("\u200fقال \u2067هنا\u2069 <i>نعم</i>", "\u200fقال \u2067هنا\u2069 نعم"),
        ("", ""),
    ],
)
def test_the_text_of_markup(markup: str, text: str) -> None:
    """A line for each paragraph; scripts, styles and comments are no text; direction marks stay."""
    assert text_of(markup) == text


@given(
    st.lists(
        st.sampled_from(["<", ">", "&", "</", "<p", "<!--", "-->", "<![CDATA[", "]]>", "=", '"', "نص", "\x00"])
        | st.text()
    )
)
def test_any_text_has_a_text(pieces: list[str]) -> None:
    """However broken markup is, it is read, and no control character is left in it."""
    text = text_of("".join(pieces))
    assert not any(character < " " and character != "\n" for character in text)


def test_markup_nested_without_end() -> None:
    """Ten thousand elements in each other are read as far as the parser goes, and break nothing."""
    assert text_of("<div>" * 10_000 + "عميق") in ("", "عميق")


@pytest.mark.parametrize("served", ["utf-8", None, "windows-1256"])
@pytest.mark.parametrize("declared", ["", DECLARED, DECLARED.replace("utf-8", "windows-1256")])
@pytest.mark.parametrize("coding", ["utf-8", "cp1256"])
def test_charsets(coding: str, declared: str, served: str | None) -> None:
    """Windows-1256 and UTF-8 are told by their bytes, whatever header and declaration say."""
    text = rss([ONE, TWO], declared=declared)
    assert parsed(text, coding=coding, served=served).entries == parsed(rss([ONE, TWO])).entries


def test_utf_16() -> None:
    """A byte order mark tells the charset."""
    assert parsed(rss([ONE], declared=""), coding="utf-16").entries == parsed(rss([ONE])).entries


def test_malformed_xml_gives_what_is_in_it() -> None:
    """An entity XML does not have and a bare ampersand: the entries are read, and the feed is said to be broken."""
    text = rss([ONE, TWO]).replace("<language>", "<x>&nbsp; a & b</x><language>")
    feed = parsed(text)
    assert [entry.key for entry in feed.entries] == ["g1", "g2"]
    assert "broken XML" in (feed.broken or "")


def test_a_feed_that_breaks_off() -> None:
    """The entries before the last stand; the last may be half of one and is left out, which is said."""
    text = rss([ONE, TWO, Item(guid="g3", link=None, content=long_text(3))])
    feed = parsed(text[: text.index("البرية", text.index("g3"))])
    assert [entry.key for entry in feed.entries] == ["g1", "g2"]
    assert "breaks off" in (feed.broken or "")


def bombed(root: str) -> str:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ha">{levels}]>{root}'


def test_a_bomb_of_entities() -> None:
    """A billion laughs are not laughed: what comes out is short, and soon."""
    began = time.monotonic()
    text = rss([Item(guid="g", link="https://e.org/1", title="T")], declared="").replace(">T<", ">&e11;<")
    feed = parsed(bombed(text))
    assert time.monotonic() - began < 60
    assert all(len(entry.title or "") < 1_000 for entry in feed.entries)


def test_no_file_of_this_machine_is_read() -> None:
    """An entity that names a file, or an address, stands for nothing."""
    for target in ("file:///etc/hostname", "http://127.0.0.1:9/"):
        own = rss([TWO], declared="").replace("مهم", "&x;")
        text = f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "{target}">]>{own}'
        (entry,) = parsed(text).entries
        assert entry.title in ("عنوان & آخر", "عنوان & آخر &x;")


@pytest.mark.parametrize("text", [page(1), "<html><body>خطأ</body></html>", "نص لا غير", '{"a": 1}', "<xml/>"])
def test_what_is_no_feed(text: str) -> None:
    """A page, a text or other XML is refused, with what to do."""
    assert not is_feed(text.encode())
    with pytest.raises(SourceError, match=r"no feed|no RSS or Atom") as caught:
        parsed(text)
    assert caught.value.todo


@pytest.mark.parametrize(
    "text",
    [
        rss([]),
        rss([], declared=""),
        "\ufeff" + atom([]),
        f"<?xml version='1.0'?>\n<!-- مولد -->\n<?xml-stylesheet href='a'?>{rss([], declared='')}",
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'></rdf:RDF>",
    ],
)
def test_what_is_a_feed(text: str) -> None:
    """RSS, Atom and RDF are known by how they begin; one without entries is a feed too."""
    assert is_feed(text.encode())


def test_an_empty_feed() -> None:
    """No entries are no failure."""
    assert parsed(rss([])).entries == ()
