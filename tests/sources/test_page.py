"""A page gives its article, and of title, outlet and day what it says of itself, or nothing."""

from __future__ import annotations

import pytest
from pages import BEFORE, HEAD, JSON_LD, OUTLET, PARAGRAPHS, TEXT, TITLE, Style, page

from marsad.errors import SourceError
from marsad.sources import Page, page_of
from marsad.sources.charset import decode_page
from marsad.sources.page_data import iso_day

STYLES = {
    "article and h1": Style(),
    "divs of a theme": Style(
        before=f'<div class="post"><h1 class="title">{TITLE}</h1><div class="entry-content">',
        after="</div></div>",
    ),
    "a table of the year 2004": Style(
        head="", before=f'<table><tr><td><font size="5"><h1>{TITLE}</h1></font>', after="</td></tr></table>"
    ),
    "lines, no paragraphs": Style(
        before=f'<div id="content"><h1>{TITLE}</h1><div class="article-body">',
        paragraph="{}<br><br>",
        after="</div></div>",
    ),
}


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_the_article_is_read_and_nothing_around_it(style: Style) -> None:
    """Every paragraph, in its order; of menu, most read and rights no word."""
    found = page_of(page(style).encode())
    assert found.title == TITLE
    assert [line.strip() for line in found.text.split("\n") if line.strip()] == list(PARAGRAPHS)
    assert found.whole.startswith(f"{TITLE}\n\n{PARAGRAPHS[0]}")


def test_what_a_page_says_of_itself() -> None:
    """Title without the outlet's name, outlet, the day where the page was made, address, language."""
    canonical = '<link rel="canonical" href="https://example.org/a/1">'
    found = page_of(page(Style(head=HEAD + JSON_LD + canonical)).encode())
    assert found == Page(
        title=TITLE, text=TEXT, outlet=OUTLET, published="2020-02-03", url="https://example.org/a/1", language="ar"
    )
    assert page_of(page().encode(), url="https://www.example.org/b").url == "https://www.example.org/b"


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        ('<meta property="og:site_name" content="راديو المثال">', "راديو المثال"),
        (JSON_LD, "ناشر آخر"),
        ('<meta name="twitter:site" content="@example">', "example"),
        ("", "example.org"),
    ],
)
def test_whose_page_it_is(head: str, outlet: str) -> None:
    """The site's own name, the publisher, the account; where none is named, the host."""
    assert page_of(page(Style(head=head)).encode(), url="https://www.example.org/x").outlet == outlet


@pytest.mark.parametrize(
    ("head", "url", "published"),
    [
        (JSON_LD, None, "2020-02-03"),
        ('<meta property="article:published_time" content="2020-02-03T23:59:00-05:00">', None, "2020-02-03"),
        ('<meta name="date" content="03/02/2020"><meta name="pubdate" content="2020-02-04">', None, "2020-02-04"),
        ('<meta itemprop="datePublished" content="Mon, 03 Feb 2020 10:00:00 GMT">', None, "2020-02-03"),
        ('<script type="application/ld+json">{broken "datePublished": "2020-02-03"</script>', None, None),
        ('<meta property="article:modified_time" content="2020-02-05T10:00:00Z">', None, None),
        ("", "https://example.org/2020/2/3/news", "2020-02-03"),
        ("", "https://example.org/2020/13/40/news", None),
        ("", "https://example.org/news/20200203", None),
    ],
)
def test_the_day_is_that_of_the_metadata(head: str, url: str | None, published: str | None) -> None:
    """Published, not modified; a form that has two readings is passed over; nothing is taken from running text."""
    raw = page(Style(head=head), paragraphs=(*PARAGRAPHS, "حدث مثله في 2011-05-06.")).encode()
    assert page_of(raw, url=url).published == published


@pytest.mark.parametrize(
    ("times", "published"),
    [
        (("2020-02-03T10:00", "2020-02-03"), "2020-02-03"),
        (("2020-02-03T10:00", "2020-02-01"), None),
        ((), None),
    ],
)
def test_times_on_a_page(times: tuple[str, ...], published: str | None) -> None:
    """Times that all are of one day are this page's; of several days nobody can tell."""
    style = Style(before=BEFORE + "".join(f'<time datetime="{time}">وقت</time>' for time in times))
    assert page_of(page(style).encode()).published == published


def test_a_marked_time_outranks_others() -> None:
    """A time that is marked as that of publication is believed beside those of other news."""
    other = '<time datetime="2019-01-01">أ</time>'
    style = Style(before=f'{BEFORE}{other}<time itemprop="datePublished" datetime="2020-02-03">ب</time>')
    assert page_of(page(style).encode()).published == "2020-02-03"


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2020-02-03", "2020-02-03"),
        ("2020/2/3 10:00", "2020-02-03"),
        ("20200203T101500Z", "2020-02-03"),
        ("2020-02-03T10:15:00.000+0300", "2020-02-03"),
        ("Tue, 3 Mar 2020 01:02:03 +0300", "2020-03-03"),
        ("2020-02-30", None),
        ("2020-02-033", None),
        ("03-02-2020", None),
        ("3 فبراير 2020", None),
        ("", None),
        (20200203, None),
    ],
)
def test_days_as_pages_write_them(said: object, day: str | None) -> None:
    """ISO in its forms and the form of mail; what is ambiguous, impossible or no text is no day."""
    assert iso_day(said) == day


META = '<meta http-equiv="Content-Type" content="text/html; charset={}">'


@pytest.mark.parametrize(
    ("encoding", "named", "served"),
    [
        ("utf-8", "utf-8", None),
        ("utf-8", "windows-1256", "windows-1256"),
        ("utf-8-sig", "iso-8859-1", "iso-8859-6"),
        ("utf-16", "utf-8", None),
        ("cp1256", "windows-1256", None),
        ("cp1256", "utf-8", "windows-1256"),
        ("cp1256", "utf-8", "utf-8"),
        ("cp1256", "iso-8859-1", None),
        ("cp1256", "iso-8859-6", "iso-8859-6"),
        ("cp1256", "", None),
        ("iso8859_6", "iso-8859-6", None),
        ("iso8859_6", "windows-1256", "ISO-8859-1"),
        ("iso8859_6", "no-such-charset", "hex"),
    ],
)
def test_a_page_is_read_in_the_charset_it_is_in(encoding: str, named: str, served: str | None) -> None:
    """Whatever it is called: by the server, by the page, by both wrongly or by neither."""
    # What ISO-8859-6 lacks are the hyphen's longer sisters; the page has none of them.
    raw = page(Style(charset=META.format(named))).encode(encoding)
    found = page_of(raw, charset=served)
    assert (found.title, found.text) == (TITLE, TEXT)


def test_a_page_of_another_language_is_read_as_labelled() -> None:
    """Arabic is only found where there is Arabic."""
    assert decode_page("<p>Les blessés ont été évacués</p>".encode("cp1252"), served="iso-8859-1") == (
        "<p>Les blessés ont été évacués</p>"
    )
    assert decode_page("<p>Взрыв в городе</p>".encode("cp1251"), served="windows-1251") == "<p>Взрыв в городе</p>"


def test_broken_bytes_in_utf8_are_marked() -> None:
    """A page of UTF-8 that is cut off in a letter is read; the letter that is lost is U+FFFD, no other letter."""
    raw = page().encode()
    cut = raw.index(PARAGRAPHS[1].encode()) + 21
    found = page_of(raw[:cut] + b"\xd9" + raw[cut + 1 :])
    assert "\ufffd" in found.text
    assert found.text.count("\n") == 2


@pytest.mark.parametrize(
    "broken",
    [
        lambda text: text.replace("</p>", ""),
        lambda text: text.replace("</article></main>", "").replace("</body></html>", ""),
        lambda text: text.replace("<p>", "<p><b><i>", 1),
        lambda text: text.replace("<body>", "<body></div></span></td>"),
        lambda text: text.replace(PARAGRAPHS[0], PARAGRAPHS[0] + "\x00\x0b\x1f"),
        lambda text: '<?xml version="1.0" encoding="windows-1256"?>' + text,
        lambda text: text.replace('lang="ar-SY" dir="rtl"', 'lang=ar" <<'),
    ],
)
def test_broken_html_is_read_as_browsers_read_it(broken: object) -> None:
    """Elements that are left open, closed twice or crossed, control characters, a declaration that is wrong."""
    assert callable(broken)
    found = page_of(broken(page()).encode())
    assert [line for line in found.text.split("\n") if line.strip()] == list(PARAGRAPHS)


SCRIPTS_ONLY = "<body><noscript>يرجى تفعيل جافاسكريبت لعرض هذه الصفحة في متصفحك</noscript><div id=root></div></body>"
FRONT = "<body>" + "".join(f'<a href="/{n}">عنوان من أخبار اليوم رقم {n}</a> ' for n in range(40)) + "</body>"


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"<html><body></body></html>", "no article|no HTML"),
        (b"<html><body><p>404</p></body></html>", "no article"),
        (SCRIPTS_ONLY.encode(), "no article"),
        (FRONT.encode(), "no article"),
        (b"<div>" * 100_000, "no article"),
        (b"words and words and words and words", "no HTML"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "cannot be told|no HTML|no article"),
        (b"<p>" + b"x" * 10_000_000, "larger than 10,000,000 bytes"),
        (b"<p>" + b"x" * 50_000_000, "larger than 10,000,000 bytes"),
    ],
)
def test_what_is_no_article_is_refused(raw: bytes, what: str) -> None:
    """It says which of all that it is, and what to do."""
    with pytest.raises(SourceError, match=what) as caught:
        page_of(raw)
    assert caught.value.todo


def test_the_limit_can_be_raised() -> None:
    """A page is measured by its bytes."""
    raw = page().encode()
    assert page_of(raw, limit=len(raw)).text == TEXT
    with pytest.raises(SourceError, match="larger"):
        page_of(raw, limit=len(raw) - 1)
