"""The brief of a day: what is new in a register, what changed, who says so; in Arabic and English, in four forms.

`make_brief` gives a `Brief`, sections of typed blocks without a form; `renderer` gives it a form.
"""

from marsad.brief.composing import Style, make_brief
from marsad.brief.facts import Days, days_between
from marsad.brief.record import Brief, text_of
from marsad.brief.renderers import RENDERERS, Rendered, Renderer, renderer

__all__ = [
    "RENDERERS",
    "Brief",
    "Days",
    "Rendered",
    "Renderer",
    "Style",
    "days_between",
    "make_brief",
    "renderer",
    "text_of",
]
