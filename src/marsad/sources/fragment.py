"""The text of a piece of HTML, as feeds carry it: paragraphs a line each, without what is no text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from marsad.errors import UsageError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MARKUP: Final = re.compile(r"<[a-zA-Z!/]")
_BLOCKS: Final = (
    "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure", "footer", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul",
)  # fmt: skip
_SILENT: Final = (
    "script", "style", "noscript", "iframe", "object", "embed", "form", "button", "svg", "audio", "video", "template",
)  # fmt: skip
_SPACES: Final = re.compile(r"[ \t\r\f\v\u00a0]+")
_UNFIT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def text_of(fragment: str) -> str:
    """The words of a piece of HTML in their order, a line for each paragraph; of a plain text the text.

    Raises UsageError where the library that reads HTML is missing.
    """
    clean = _UNFIT.sub("", fragment)
    if not _MARKUP.search(clean):
        return _lines(html.unescape(clean))
    try:
        from lxml.etree import ParserError
        from lxml.html import fragment_fromstring
    except ImportError as error:
        raise UsageError("feeds need more packages", todo="pip install 'marsad[sources]'") from error
    try:
        tree = fragment_fromstring(clean, create_parent="div")
    except (ParserError, ValueError):  # markup without anything in it
        return ""
    return _lines("".join(_said(tree)))


def _said(tree: HtmlElement) -> Iterator[str]:
    """Texts and line ends in their order; not by recursion, since markup may be nested without end."""
    from lxml.etree import iterwalk

    muted = 0
    for event, node in iterwalk(tree, events=("start", "end", "comment", "pi")):
        name = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            muted += name in _SILENT
            if not muted:
                yield "\n" if name in _BLOCKS else ""
                yield _flowing(node.text) if name != "pre" else node.text or ""
        else:
            muted -= name in _SILENT
            if not muted:
                yield "\n" if name in _BLOCKS else ""
                yield _flowing(node.tail) if node is not tree else ""


def _flowing(text: str | None) -> str:
    """A text in markup, where the end of a line is a space like another."""
    return (text or "").replace("\n", " ")


def _lines(text: str) -> str:
    lines = (_SPACES.sub(" ", line).strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)
