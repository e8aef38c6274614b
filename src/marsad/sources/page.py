"""An HTML page: the report in it, without what the site puts around it."""

from __future__ import annotations

import copy
import logging
import re
from collections.abc import Callable
from configparser import ConfigParser
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from marsad.errors import SourceError, UsageError
from marsad.settings import MEGABYTE
from marsad.sources.charset import decode_page
from marsad.sources.page_data import page_data

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LETTERS: Final = 20  # fewer letters than this are no report: a menu's rest, "404", a line that asks for JavaScript
_LINKED: Final = 0.7
_LINE: Final = 25  # characters of a line that can be a sentence
_INLINE: Final = ("a", "b", "bdi", "br", "em", "font", "i", "img", "mark", "small", "span", "strong", "sup", "u", "wbr")
_DECLARED: Final = re.compile(r"^\s*<\?xml[^>]*\?>")
_UNFIT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NO_ARTICLE: Final = "give the page of one report, not of a list, or save its text as .txt"


class NoArticle(SourceError):
    """A page that was read, and in which there is no article: a front page, a menu, a page that scripts would fill."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One article as its page tells it; what the page does not say is None.

    `text` is the article's paragraphs, a line each, without the title. `published` is the ISO day that the page's
    metadata give, never one of the running text; it may be impossible, which `Intake.dated` tells. `url` is where the
    page was fetched from, or the address it names as its own. `language` is `ar` unless the page says otherwise.
    """

    title: str | None
    text: str
    outlet: str | None
    published: str | None
    url: str | None
    language: str

    @property
    def whole(self) -> str:
        """The text of the report: title, blank line, text; the text alone where there is no title."""
        return self.text if self.title is None else f"{self.title}\n\n{self.text}"


def page_of(raw: bytes, *, charset: str | None = None, url: str | None = None, limit: int = 10 * MEGABYTE) -> Page:
    """The article of an HTML page. `charset` is the one it was served in, `url` where it was fetched from.

    Raises SourceError for a page of more than `limit` bytes, one that is empty or no HTML, one in which there is no
    article, and one whose charset cannot be told; UsageError where the libraries that read pages are missing.
    """
    if len(raw) > limit:
        todo = "give the page of one report, or raise MARSAD_MAX_REPORT_BYTES"
        raise SourceError(f"larger than {limit:,} bytes, more than one report can be", todo=todo)
    if not raw.strip():
        raise SourceError("the page is empty", todo="fetch or save it again")
    tree = _tree(decode_page(raw, served=charset))
    data = page_data(tree, url=url)
    return Page(
        title=data.title,
        text=_without_title(_article(tree, url=data.url), data.title),
        outlet=data.outlet,
        published=data.published,
        url=data.url,
        language=data.language or "ar",
    )


def _tree(text: str) -> HtmlElement:
    """The elements of a page, however broken it is."""
    try:
        from lxml.etree import ParserError
        from lxml.html import HTMLParser, document_fromstring
    except ImportError as error:
        raise UsageError("pages need more packages", todo="pip install 'marsad[sources]'") from error
    # The text is decoded already: a declaration of its own in it would make the parser decode it again.
    shown = _UNFIT.sub("", _DECLARED.sub("", text))
    try:
        tree = document_fromstring(shown, parser=HTMLParser(remove_comments=True, remove_pis=True))
    except (ParserError, ValueError) as error:
        raise SourceError("no HTML page", todo="save the page as HTML") from error
    if not any(element.tag not in ("html", "body", "p") or "<p" in shown.lower() for element in tree.iter()):
        raise SourceError("no HTML page", todo="save the page as HTML")
    for element in list(tree.iter("noscript")):  # what a page shows to whoever runs no scripts is not its article
        element.drop_tree()
    for table in reversed(list(tree.iter("table"))):  # the innermost first
        _unframe(table)
    for block in list(tree.iter("div")):
        if _is_paragraph(block):
            block.tag = "p"
    return tree


def _is_paragraph(block: HtmlElement) -> bool:
    """Whether a block is one of running text, which many pages' editors write without the element for it."""
    if any(element.tag not in _INLINE for element in block.iterdescendants()):
        return False
    text = " ".join(block.text_content().split())
    linked = sum(len(" ".join(link.text_content().split())) for link in block.iter("a"))
    return len(text) >= _LINE and 2 * linked < len(text)


def _unframe(table: HtmlElement) -> None:
    """Make a table that frames running text, as pages were laid out by for years, the blocks that it stands for."""
    if next(table.iterdescendants("p", "h1", "h2", "h3", "div", "br", "table"), None) is None:
        return
    for element in list(table.iter("tbody", "tr", "td", "th")):
        if next(element.iterancestors("table")) is table:
            element.tag = "div"
    table.tag = "div"


def _article(tree: HtmlElement, *, url: str | None) -> str:
    extract = _extractor()
    links = [" ".join(link.text_content().split()) for link in tree.iter("a")]
    try:
        found = extract(
            tree, url=url, config=_config(), favor_precision=True, include_comments=False, include_images=False
        )
    except RecursionError as error:
        raise SourceError("the page is nested too deep to be read", todo=_NO_ARTICLE) from error
    text = "" if found is None else str(getattr(found, "text", None) or "").strip()
    if sum(map(str.isalpha, text)) < _LETTERS or _is_list(text, links):
        raise NoArticle("no article was found in the page", todo=_NO_ARTICLE)
    return text


@lru_cache(maxsize=1)
def _extractor() -> Callable[..., object]:
    try:
        import trafilatura
    except ImportError as error:
        raise UsageError("pages need more packages", todo="pip install 'marsad[sources]'") from error
    # What it could not make of a page is told as a problem of that page, not in its own words on the screen.
    for name in ("trafilatura", "htmldate", "courlan", "readability", "justext"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    return trafilatura.bare_extraction


@lru_cache(maxsize=1)
def _config() -> ConfigParser:
    """Settings under which a brief of one line is an article too: by its own, trafilatura takes the menus along."""
    from trafilatura.settings import DEFAULT_CONFIG

    config = copy.deepcopy(DEFAULT_CONFIG)
    config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = str(_LINE)
    return config


def _is_list(text: str, links: list[str]) -> bool:
    """Whether nearly all of a text are the words of the page's links: a front page or a menu."""
    linked = sum(len(words) for words in set(links) if words and words in text)
    return linked > _LINKED * len(text)


def _without_title(text: str, title: str | None) -> str:
    first, _, rest = text.partition("\n")
    return rest.strip() if rest.strip() and first.strip() == title else text
