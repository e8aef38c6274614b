"""What a page says of itself in its head: title, outlet and day, in meta elements and in JSON-LD.

Nothing is read from the running text: a day that stands there may be any day.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# By weight; each is a `property`, `name` or `itemprop` of a meta element, in small letters.
_TITLES: Final = (
    "og:title",
    "headline",
    "twitter:title",
    "dc.title",
    "dcterms.title",
    "citation_title",
    "parsely-title",
)
_OUTLETS: Final = ("og:site_name", "dc.publisher", "dcterms.publisher", "publisher", "application-name", "twitter:site")
_DATES: Final = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "rnews:datepublished",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "citation_publication_date", "dc.date.issued",
    "dcterms.issued", "dc.date.created", "dcterms.created", "article_date_original", "publication_date",
    "publish-date", "publish_date", "publishdate", "pubdate", "dc.date", "dcterms.date", "date",
)  # fmt: skip
_ARTICLES: Final = ("article", "newsarticle", "reportagenewsarticle", "blogposting", "liveblogposting", "report")
_PAGES: Final = ("webpage", "socialmediaposting", "videoobject")
_ISO: Final = re.compile(r"\s*(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_COMPACT: Final = re.compile(r"\s*((?:19|20)\d{2})(\d{2})(\d{2})(?:T?\d{4,6})?(?:Z|[+-]\d\d:?\d\d)?\s*")
_IN_ADDRESS: Final = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?=[/-]|$)")
_ENDS: Final = " -–—|:·•»«/\u200e\u200f"
_DATED: Final = "descendant::time[@datetime]"
_MARKED: Final = (
    ".//time[@datetime][@pubdate or contains(translate(@itemprop, 'P', 'p'), 'datepublished')"
    " or contains(@class, 'publish') or contains(@class, 'entry-date')]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageData:
    """What a page says of itself; None where it does not. `published` is an ISO day."""

    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    language: str | None


def page_data(tree: HtmlElement, *, url: str | None) -> PageData:
    """The data of a parsed page; `url` is where it was fetched from, and outranks the address it names itself."""
    metas = _metas(tree)
    linked = tuple(_linked_data(tree))
    address = url or _canonical(tree, metas)
    outlet = _first(metas, _OUTLETS[:1]) or _publisher(linked) or _first(metas, _OUTLETS[1:])
    site = (outlet or "").lstrip("@") or None
    title = _first(metas, _TITLES[:1]) or _headline(linked) or _first(metas, _TITLES[1:]) or _heading(tree)
    return PageData(
        title=_without_site(title, site),
        outlet=site or _host(address),
        published=_published(tree, metas, linked, address),
        url=address,
        language=_language(tree),
    )


def iso_day(value: object) -> str | None:
    """The day of a time as pages and feeds write it: ISO in most of its forms, or as in mail; else None.

    It is the day where the page was made: a time with an offset is not moved to another clock.
    """
    if not isinstance(value, str):
        return None
    found = _ISO.match(value) or _COMPACT.fullmatch(value)
    try:
        if found is None:
            return parsedate_to_datetime(value).date().isoformat() if re.search(r"[A-Za-z]{3}", value) else None
        year, month, day = (int(group) for group in found.groups() if group.isdecimal())
        return date(year, month, day).isoformat()
    except (ValueError, TypeError, IndexError):
        return None


def _published(
    tree: HtmlElement, metas: Mapping[str, str], linked: tuple[Mapping[str, Any], ...], url: str | None
) -> str | None:
    """The first day that is one: of the article's JSON-LD, of a meta element, of a marked time, of the address."""
    said = [node.get("datePublished") or node.get("dateCreated") for node in linked]
    said += [metas.get(name) for name in _DATES]
    said += [time.get("datetime") for time in tree.xpath(_MARKED)]
    day = next((day for day in map(iso_day, said) if day), None)
    if day is None:
        # Times that all are of one day can only be of this page; of several, some are of what it links to.
        days = {iso_day(time.get("datetime")) for time in tree.xpath(_DATED)}
        day = days.pop() if len(days) == 1 else None
    in_address = _IN_ADDRESS.search(unquote(urlsplit(url).path)) if day is None and url else None
    return iso_day("-".join(in_address.groups())) if in_address else day


def _metas(tree: HtmlElement) -> dict[str, str]:
    """The first content under each name."""
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        content = " ".join((meta.get("content") or "").split())
        for attribute in ("property", "name", "itemprop"):
            name = (meta.get(attribute) or "").strip().lower()
            if name and content:
                metas.setdefault(name, content)
    return metas


def _first(metas: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    return next((metas[name] for name in names if name in metas), None)


def _linked_data(tree: HtmlElement) -> Iterator[Mapping[str, Any]]:
    """The articles of the page's JSON-LD; where there is none, what it says of the page."""
    nodes: list[Mapping[str, Any]] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            try:
                nodes += _nodes(json.loads(_uncommented(script.text), strict=False), depth=0)
            except (ValueError, RecursionError):  # broken JSON says nothing that could be trusted
                continue
    for kinds in (_ARTICLES, _PAGES):
        found = [node for node in nodes if _kinds(node) & set(kinds)]
        if found:
            yield from found[:1]
            return


def _uncommented(script: str) -> str:
    text = script.strip().removeprefix("//<![CDATA[").removesuffix("//]]>").strip()
    return text.removeprefix("<!--").removesuffix("-->").strip().rstrip(";")


def _nodes(value: Any, *, depth: int) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth=depth)
    elif isinstance(value, dict) and depth < 4:
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _nodes(value.get(key), depth=depth + 1)


def _kinds(node: Mapping[str, Any]) -> set[str]:
    kinds = node.get("@type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    return {str(kind).rsplit("/", 1)[-1].lower() for kind in listed}


def _headline(linked: tuple[Mapping[str, Any], ...]) -> str | None:
    said = (node.get("headline") for node in linked)
    return next((" ".join(value.split()) for value in said if isinstance(value, str) and value.strip()), None)


def _publisher(linked: tuple[Mapping[str, Any], ...]) -> str | None:
    for node in linked:
        said = node.get("publisher")
        said = said[0] if isinstance(said, list) and said else said
        name = said.get("name") if isinstance(said, dict) else said
        if isinstance(name, str) and name.strip() and not name.startswith("http"):
            return " ".join(name.split())
    return None


def _heading(tree: HtmlElement) -> str | None:
    """The one heading of the first order, or the title element."""
    headings = [" ".join(h1.text_content().split()) for h1 in tree.iter("h1")]
    headings = [heading for heading in headings if heading]
    if len(headings) == 1:
        return headings[0]
    title = next(tree.iter("title"), None)
    return (" ".join(title.text_content().split()) or None) if title is not None else None


def _without_site(title: str | None, site: str | None) -> str | None:
    """A title without the site's name at its end or head."""
    if title is None or site is None or title.strip(_ENDS) == site:
        return title
    for cut in (title.removesuffix(site), title.removeprefix(site)):
        if cut != title and cut.strip() != cut.strip(_ENDS):
            return cut.strip(_ENDS) or title
    return title


def _canonical(tree: HtmlElement, metas: Mapping[str, str]) -> str | None:
    links = (link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical")
    said = next((href for href in links if href), None) or metas.get("og:url")
    return said if said and said.startswith(("http://", "https://")) else None


def _host(url: str | None) -> str | None:
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _language(tree: HtmlElement) -> str | None:
    said = (tree.get("lang") or tree.get("xml:lang") or "").strip().lower()
    found = re.match(r"[a-z]{2,3}(?=[-_]|$)", said)
    return found[0] if found else None
