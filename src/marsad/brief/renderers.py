"""The forms of a brief, in one list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from marsad.brief.docx import render_docx
from marsad.brief.html import render_html
from marsad.brief.markdown import render_markdown
from marsad.brief.pdf import render_pdf
from marsad.brief.record import Brief
from marsad.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A brief as the bytes of a file, and of the files that go beside it by what is added to its stem."""

    content: bytes
    beside: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Renderer:
    """One form: its name on the command line, which is also the ending of its files, and how a brief is put into it.

    `render` takes the brief and the stem of the file's name. Every form says all that `text_of` says. Raises UsageError
    where a package is not installed.
    """

    name: str
    render: Callable[[Brief, str], Rendered]


def _markdown(brief: Brief, stem: str) -> Rendered:
    text, drawings = render_markdown(brief, stem)
    return Rendered(content=text.encode(), beside={name: svg.encode() for name, svg in drawings.items()})


RENDERERS: Final = (
    Renderer(name="md", render=_markdown),
    Renderer(name="html", render=lambda brief, _: Rendered(content=render_html(brief).encode())),
    Renderer(name="pdf", render=lambda brief, _: Rendered(content=render_pdf(brief))),
    Renderer(name="docx", render=lambda brief, _: Rendered(content=render_docx(brief))),
)


def renderer(name: str) -> Renderer:
    """The renderer of a name. Raises UsageError for a name that is none."""
    for one in RENDERERS:
        if one.name == name:
            return one
    raise UsageError(f"no form {name!r} of a brief", todo=f"give one of {', '.join(one.name for one in RENDERERS)}")
