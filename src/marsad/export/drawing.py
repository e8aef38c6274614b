"""Charts drawn on this side as SVG: they need no script, print sharp, and can be saved as they are.

In Arabic time runs from right to left, as a line is read.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

INK: Final = "#1b2330"
SOFT: Final = "#535d6b"
LINE: Final = "#dcdfe4"
KILLED: Final = "#9f1d20"
INJURED: Final = "#b45f06"
ACCENT: Final = "#0d5c63"
PALE: Final = {KILLED: "#e6b9b9", INJURED: "#f0d3ae", ACCENT: "#b9d5d6"}
_FONT: Final = "Desk, 'IBM Plex Sans Arabic', 'Noto Sans Arabic', sans-serif"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: its label, its best number with its low and high (None: open), and where it leads."""

    label: str
    best: int
    low: int | None = None
    high: int | None = None
    shown: str = ""
    href: str | None = None
    since: str | None = None
    until: str | None = None
    tick: str | None = None
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One line of a strip: from and to as fractions of its width, and whether the ends are sure."""

    label: str
    start: float
    end: float
    sure: bool = True
    href: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Canvas:
    """A drawing of a size, mirrored where the page is read from right to left."""

    width: float
    height: float
    rtl: bool
    title: str

    def x(self, at: float, width: float = 0) -> float:
        """Where a thing of a width stands that begins `at` from the side where reading begins."""
        return round(self.width - at - width if self.rtl else at, 1)

    def svg(self, body: str, *, attributes: str = "") -> Markup:
        """The whole drawing."""
        return Markup(
            f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {self.width:g} {self.height:g}" '
            f'role="{"group" if "<a " in body else "img"}" aria-label="{escape(self.title)}" '
            f'direction="{"rtl" if self.rtl else "ltr"}" font-family="{_FONT}" font-size="12"{attributes}>{body}</svg>'
        )

    def text(
        self, at: float, y: float, words: str, *, anchor: str = "start", fill: str = SOFT, weight: str = "400"
    ) -> str:
        """Words that begin, end or centre at a place."""
        return (
            f'<text x="{self.x(at)}" y="{y:g}" text-anchor="{anchor}" fill="{fill}" font-weight="{weight}">'
            f"{escape(words)}</text>"
        )

    def rect(self, at: float, y: float, width: float, height: float, fill: str, *, extra: str = "") -> str:
        """A box."""
        return (
            f'<rect x="{self.x(at, width)}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{max(height, 0):.1f}" '
            f'fill="{fill}"{extra}/>'
        )

    def line(self, at: float, y: float, to: float, to_y: float, stroke: str, *, width: float = 1) -> str:
        """A line."""
        return (
            f'<line x1="{self.x(at)}" y1="{y:g}" x2="{self.x(to)}" y2="{to_y:g}" stroke="{stroke}" '
            f'stroke-width="{width:g}"/>'
        )


def columns(
    bars: Sequence[Bar], *, title: str, rtl: bool, colour: str = KILLED, height: float = 220, width: float = 860,
    brush: bool = False, top: float | None = None,
) -> Markup:  # fmt: skip
    """Upright bars along time, each with its band from low to high behind it."""
    canvas = Canvas(width=width, height=height, rtl=rtl, title=title)
    start, floor, head = 44.0, height - 26, 12.0
    most = top or max((max(b.best, b.high or 0, b.low or 0) for b in bars), default=0) or 1
    step = (width - start - 8) / max(len(bars), 1)

    def y(value: float) -> float:
        return floor - (floor - head) * min(value / most, 1)

    body = [*_grid(canvas, most, y, start)]
    for n, bar in enumerate(bars):
        at, wide = start + n * step, max(step * 0.72, 1.2)
        left = at + (step - wide) / 2
        drawn = []
        if bar.high is None or bar.high > (bar.low or 0):
            ceiling = y(bar.high) if bar.high is not None else head
            # Without an upper end the band is open: it reaches the top, pale and dashed.
            ended = "" if bar.high is not None else f' fill-opacity=".35" stroke="{colour}" stroke-dasharray="3 3"'
            drawn.append(canvas.rect(left, ceiling, wide, y(bar.low or 0) - ceiling, PALE[colour], extra=ended))
        thin = wide * 0.5
        drawn.append(canvas.rect(left + (wide - thin) / 2, y(bar.best), thin, floor - y(bar.best), colour))
        if brush or bar.href:
            hit = ' fill-opacity="0"' if not bar.chosen else ' fill-opacity=".13"'
            days = f' data-from="{bar.since}" data-to="{bar.until}"' if brush else ""
            drawn.append(canvas.rect(at, head, step, floor - head, ACCENT, extra=hit + days))
        body.append(_linked(bar, "".join(drawn)))
        if bar.tick:
            body.append(canvas.text(at + step / 2, height - 8, bar.tick, anchor="middle"))
    body.append(canvas.line(start, floor, width - 8, floor, "#8b94a1"))
    return canvas.svg("".join(body), attributes=' data-brush=""' if brush else "")


def rows(bars: Sequence[Bar], *, title: str, rtl: bool, colour: str = KILLED, width: float = 560) -> Markup:
    """Lying bars, a line each: label, bar with its band, number."""
    high = 30.0
    canvas = Canvas(width=width, height=max(len(bars) * high + 4, high), rtl=rtl, title=title)
    start, end = width * 0.34, width - 128
    most = max((max(b.best, b.high or 0) for b in bars), default=0) or 1
    body = []
    for n, bar in enumerate(bars):
        y = n * high
        best, low = ((end - start) * v / most for v in (bar.best, bar.best if bar.low is None else bar.low))
        top = (end - start) * (min(bar.high, most) if bar.high is not None else most) / most
        drawn = [canvas.text(start - 10, y + 19, _short(bar.label), anchor="end", fill=INK)]
        if top > low:
            drawn.append(canvas.rect(start + low, y + 6, top - low, 18, PALE[colour]))
        drawn.append(canvas.rect(start, y + 10, max(best, 1.5), 10, colour))
        drawn.append(
            canvas.text(start + max(best, top) + 8, y + 19, bar.shown or str(bar.best), fill=INK, weight="600")
        )
        body.append(_linked(bar, "".join(drawn)))
    return canvas.svg("".join(body))


def claim_strip(low: int | None, high: int | None, *, most: int, title: str, rtl: bool, colour: str) -> Markup:
    """One claim on the axis that all claims of its toll share: a dot, a band, or a band that stays open."""
    canvas = Canvas(width=200, height=22, rtl=rtl, title=title)
    scale = 184 / max(most, 1)
    first, last = 8 + scale * (low or 0), 8 + scale * (high if high is not None else most)
    body = [canvas.line(8, 11, 192, 11, LINE, width=2)]
    if high is None or low is None or high > low:
        body.append(canvas.rect(first, 7, last - first, 8, colour, extra=' fill-opacity=".35"'))
    if high is None:
        body.append(canvas.rect(last - 2, 5, 3, 12, colour, extra=' fill-opacity=".55"'))
    at = canvas.x(first if low is not None else last)
    body.append(f'<circle cx="{at}" cy="11" r="5.5" fill="{colour}"/>')
    return canvas.svg("".join(body))


def spans(lines: Sequence[Span], ticks: Sequence[tuple[float, str]], *, title: str, rtl: bool) -> Markup:
    """Incidents along time: a dot for a day, a bar for a stretch, paler where the date is not sure."""
    high, start, width = 22.0, 250.0, 860.0
    canvas = Canvas(width=width, height=len(lines) * high + 26, rtl=rtl, title=title)
    room = width - start - 16
    body = [canvas.line(start + room * at, 18, start + room * at, canvas.height, LINE) for at, _ in ticks]
    body += [canvas.text(start + room * at, 12, words, anchor="middle") for at, words in ticks]
    for n, line in enumerate(lines):
        y = n * high + 26
        drawn = [canvas.text(start - 12, y + 11, _short(line.label, 40), anchor="end", fill=INK)]
        wide = max(room * (line.end - line.start), 7)
        pale = "" if line.sure else f' fill-opacity=".35" stroke="{ACCENT}" stroke-dasharray="3 2"'
        drawn.append(canvas.rect(start + room * line.start, y + 2, wide, 9, ACCENT, extra=f' rx="4"{pale}'))
        body.append(_linked(Bar(label=line.label, best=0, href=line.href), "".join(drawn)))
    return canvas.svg("".join(body))


def _linked(bar: Bar, drawn: str) -> str:
    said = f"<title>{escape(bar.label)}{': ' + escape(bar.shown) if bar.shown else ''}</title>"
    if bar.href is None:
        return f"<g>{said}{drawn}</g>"
    if "<text" in drawn:  # what is written in it is its name
        return f'<a href="{escape(bar.href)}">{drawn}</a>'
    name = escape(f"{bar.label}: {bar.shown}" if bar.shown else bar.label)
    return f'<a href="{escape(bar.href)}" aria-label="{name}">{said}{drawn}</a>'


def _grid(canvas: Canvas, most: float, y: Callable[[float], float], start: float) -> Iterator[str]:
    for value in nice_steps(most):
        yield canvas.line(start, y(value), canvas.width - 8, y(value), LINE)
        yield canvas.text(start - 8, y(value) + 4, f"{value:,}", anchor="end")


def nice_steps(most: float) -> list[int]:
    """Three or four round numbers from nothing up to about `most`."""
    if most <= 4:
        return list(range(int(most) + 1))
    rough = most / 3
    power = 10 ** math.floor(math.log10(rough))
    step = next(int(power * n) for n in (1, 2, 5, 10) if power * n >= rough)
    return list(range(0, int(most) + 1, max(step, 1)))


def _short(words: str, most: int = 26) -> str:
    return words if len(words) <= most else words[: most - 1] + "…"
