"""A brief as one HTML file that needs nothing beside it: its letters, map and charts are inside."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from marsad.brief.needed import needed
from marsad.brief.record import Brief, Drawing

if TYPE_CHECKING:
    from jinja2 import Environment

# The letters of the workbench, one set of files for both: by family and weight.
FONTS: Final = {
    ("Brief Arabic", 400): "ibm-plex-sans-arabic-arabic-400-normal.woff2",
    ("Brief Arabic", 600): "ibm-plex-sans-arabic-arabic-600-normal.woff2",
    ("Brief Latin", 400): "ibm-plex-sans-arabic-latin-400-normal.woff2",
    ("Brief Latin", 600): "ibm-plex-sans-arabic-latin-600-normal.woff2",
}
# Letters that both sets of files hold come from the first: an Arabic page takes its commas from the Arabic letters.
FAMILIES: Final = "'Brief Arabic', 'Brief Latin', 'IBM Plex Sans Arabic', 'Noto Sans Arabic', sans-serif"


def render_html(brief: Brief, *, drawn: Callable[[Drawing], str] = lambda drawing: drawing.svg) -> str:
    """The page. Right to left for an Arabic brief. `drawn` puts a drawing into it.

    Raises UsageError where Jinja is not installed.
    """
    page = _environment().get_template("brief.html")
    return page.render(brief=brief, fonts=fonts(), families=FAMILIES, drawn=drawn)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    with needed("jinja2"):
        from jinja2 import Environment, PackageLoader, StrictUndefined
    return Environment(
        loader=PackageLoader("marsad.brief"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@lru_cache(maxsize=1)
def fonts() -> Mapping[tuple[str, int], str]:
    """The files of the letters as data addresses."""
    folder = files("marsad").joinpath("web", "static")
    return {
        key: "data:font/woff2;base64," + base64.b64encode(folder.joinpath(name).read_bytes()).decode()
        for key, name in FONTS.items()
    }
