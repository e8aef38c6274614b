"""One incident as its page tells it: tolls with their claims, reports with their marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from markupsafe import Markup

from marsad.export.drawing import ACCENT, KILLED, claim_strip
from marsad.export.explain_html import in_text
from marsad.export.nesting import nested
from marsad.model import Claim, Difference, Event, Figure, Incident, Reading, Report, Span, Telling, Toll
from marsad.model.mention import mention_key
from marsad.web.shown import Shown

_RELATIONS: Final = ("disagreement", "update", "scope")
_COLOURS: Final = {"disagreement": KILLED, "update": "#8a5200", "scope": "#4a4f8c", "agreement": "#23662f", "": ACCENT}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """A claim of a toll: the words of its table row, its strip, how it relates to the others, where its mark is."""

    claim: Claim
    value: str
    strip: Markup
    relations: tuple[str, ...]
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceLine:
    """How two claims differ: the kind, both sides as words, and why."""

    kind: str
    first: str
    second: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TollLine:
    """A toll with everything that leads to it."""

    toll: Toll
    whose: str
    lines: tuple[ClaimLine, ...]
    differences: tuple[DifferenceLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionLine:
    """A figure or event that may be corrected: its key, a name for it, and its fields as they were read."""

    key: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """A report beside others: its text with the readings of the incident marked."""

    report: Report
    telling: Telling
    text: Markup
    mentions: tuple[MentionLine, ...]


def toll_lines(incident: Incident, shown: Shown) -> tuple[TollLine, ...]:
    """The totals first, each with its claims, then its parts."""
    return tuple(_toll_line(incident, toll, shown) for toll in incident.tolls)


def _toll_line(incident: Incident, toll: Toll, shown: Shown) -> TollLine:
    claims = [incident.claims[n] for n in toll.claims]
    most = max((n for c in claims for n in (c.low, c.high) if n is not None), default=1)
    whose = [shown.label(part) for part in (toll.victims, toll.age_sex) if part]
    whose += [shown.side(toll.group)] if toll.group else []
    return TollLine(
        toll=toll,
        whose=" · ".join(whose),
        lines=tuple(_claim_line(incident, toll, n, most, shown) for n in toll.claims),
        differences=tuple(_difference(incident, d, shown) for d in toll.differences),
    )


def _claim_line(incident: Incident, toll: Toll, n: int, most: int, shown: Shown) -> ClaimLine:
    claim = incident.claims[n]
    relations = relations_of(incident, toll, n)
    value = shown.value(claim)
    colour = _COLOURS[relations[0] if relations else ""]
    strip = claim_strip(claim.low, claim.high, most=most, title=value, rtl=shown.lang == "ar", colour=colour)
    return ClaimLine(
        claim=claim, value=value, strip=strip, relations=relations, anchor=f"{_slug(incident, claim)}-f{claim.figure}"
    )


def relations_of(incident: Incident, toll: Toll, n: int) -> tuple[str, ...]:
    """How a claim stands to the others of its toll, the gravest first; `agreement` where another says the same."""
    kinds = {d.kind for d in toll.differences if n in (d.first, d.second)}
    if kinds:
        return tuple(kind for kind in _RELATIONS if kind in kinds)
    claim = incident.claims[n]
    others = (incident.claims[m] for m in toll.claims if m != n)
    same = any((o.low, o.high) == (claim.low, claim.high) and o.report_id != claim.report_id for o in others)
    return ("agreement",) if same else ()


def _difference(incident: Incident, difference: Difference, shown: Shown) -> DifferenceLine:
    first, second = (_said(incident.claims[n], shown) for n in (difference.first, difference.second))
    return DifferenceLine(kind=difference.kind, first=first, second=second, why=shown.rule(difference.why))


def _said(claim: Claim, shown: Shown) -> str:
    by = claim.outlet or claim.report_id if claim.claimant == "report" else claim.claimant
    return f"{by}: {shown.value(claim)}"


def report_lines(incident: Incident, readings: Mapping[str, Reading], shown: Shown) -> tuple[ReportLine, ...]:
    """The reports that tell of an incident, oldest first."""
    told = [(readings[t.report_id], t) for t in incident.tellings if t.report_id in readings]
    told.sort(key=lambda pair: (pair[0].report.published or "9", pair[0].report.id))
    return tuple(_report_line(incident, reading, telling, shown) for reading, telling in told)


def _report_line(incident: Incident, reading: Reading, telling: Telling, shown: Shown) -> ReportLine:
    report = reading.report
    figures = [(n, reading.figures[n]) for n in telling.figures if n < len(reading.figures)]
    events = [(n, reading.events[n]) for n in telling.events if n < len(reading.events)]
    slug = _slug_of(incident, report.id)
    marks = [(f"{slug}-f{n}", "figure", figure_name(f, shown), s) for n, f in figures for s in (f.span, *f.also)]
    marks += [(f"{slug}-e{n}", "event", shown.label(e.type), s) for n, e in events for s in (e.span, *e.also)]
    mentions = [_mention(report, "figure", f, figure_name(f, shown)) for _, f in figures]
    mentions += [_mention(report, "event", e, shown.label(e.type)) for _, e in events]
    return ReportLine(
        report=report, telling=telling, text=marked_text(report.text, marks), mentions=tuple(dict.fromkeys(mentions))
    )


def _mention(report: Report, kind: str, said: Figure | Event, name: str) -> MentionLine:
    words = " ".join(report.text[said.span.start : said.span.end].split())
    return MentionLine(key=mention_key(report.id, kind, said.span), kind=kind, name=f"{name} «{words[:60]}»")


def figure_name(figure: Figure, shown: Shown) -> str:
    """A figure in a few words: `12 killed`."""
    low, high = figure.low, figure.high
    number = shown.digits_of(low) if low is not None and low == high else f"{_end(low, shown)}–{_end(high, shown)}"
    return f"{number} {shown.label(figure.outcome)}"


def _end(value: int | None, shown: Shown) -> str:
    return "…" if value is None else shown.digits_of(value)


def marked_text(text: str, marks: Sequence[tuple[str, str, str, Span]]) -> Markup:
    """A text with marks of (id, layer, title, span); every character of the text is there, and nothing in it is run."""
    out, given = [], set()
    for piece in nested(len(text), [span for _, _, _, span in marks]):
        if piece.kind == "close":
            out.append("</mark>")
        elif piece.kind == "open":
            id, layer, title, _ = marks[piece.mark]
            here = f' id="{escape(id)}"' if piece.first and id not in given else ""
            given.add(id)
            out.append(f'<mark class="{layer}"{here} title="{escape(title)}">')
        else:
            out.append(in_text(text[piece.span.start : piece.span.end]))
    return Markup("".join(out))


def _slug(incident: Incident, claim: Claim) -> str:
    return _slug_of(incident, claim.report_id)


def _slug_of(incident: Incident, report_id: str) -> str:
    return f"r{next((n for n, t in enumerate(incident.tellings) if t.report_id == report_id), 0)}"
