"""Drawings for a page of paper: their words lifted out of the SVG and laid over it as text of the page.

WeasyPrint draws the words of an SVG letter by letter, so that Arabic letters do not join. As text of the page they are
shaped, and can be searched and copied.
"""

from __future__ import annotations

import re
from typing import Final
from xml.etree import ElementTree

from markupsafe import escape

_SVG: Final = "http://www.w3.org/2000/svg"
_BASELINE: Final = 1.06  # from the top of a line of the bundled letters to where they stand, in sizes of the letters
_SIZE: Final = 12.0
_WIDE: Final = 300.0  # a line's box, in the drawing's own units, wide enough for any name


def lifted(svg: str, *, millimetres: float) -> str:
    """The drawing as HTML of a width: its shapes, and over them its words."""
    ElementTree.register_namespace("", _SVG)
    root = ElementTree.fromstring(svg)
    wide, high = (float(side) for side in root.get("viewBox", "0 0 1 1").split()[2:])
    rtl = root.get("direction") == "rtl"
    scale = millimetres / wide
    words: list[str] = []
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag == f"{{{_SVG}}}text":
                parent.remove(child)
                words += [] if child.get("aria-hidden") else [_span(child, scale, rtl=rtl)]
            elif child.tag == f"{{{_SVG}}}title":
                parent.remove(child)
    root.set("width", f"{millimetres:g}mm")
    root.set("height", f"{high * scale:g}mm")
    shapes = re.sub(r'\s+direction="\w+"', "", ElementTree.tostring(root, encoding="unicode"))
    size = f"width:{millimetres:g}mm;height:{high * scale:.2f}mm"
    return f'<div class="drawn" style="{size}">{shapes}{"".join(words)}</div>'


def _span(text: ElementTree.Element, scale: float, *, rtl: bool) -> str:
    x, y = float(text.get("x", "0")), float(text.get("y", "0"))
    anchor = text.get("text-anchor", "start")
    if anchor == "middle":
        left, align = x - _WIDE / 2, "center"
    elif (anchor == "start") is rtl:
        left, align = x - _WIDE, "right"
    else:
        left, align = x, "left"
    style = (
        f"left:{left * scale:.2f}mm;top:{(y - _BASELINE * _SIZE) * scale:.2f}mm;width:{_WIDE * scale:.2f}mm;"
        f"text-align:{align};font-size:{_SIZE * scale:.2f}mm;color:{text.get('fill', '#000')};"
        f"font-weight:{text.get('font-weight', '400')}"
    )
    return f'<span dir="{"rtl" if rtl else "ltr"}" style="{style}">{escape("".join(text.itertext()))}</span>'
