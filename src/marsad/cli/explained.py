"""An explanation at a terminal: each paragraph of the report with its marks beneath it, then figures and events."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from marsad.cli.screen import isolated, say, say_mixed

if TYPE_CHECKING:
    from marsad.extract.trace import Explanation, Mark
    from marsad.model import Span

_STYLES: Final = {
    "figure": "bold red", "event": "bold yellow", "claimant": "cyan", "side": "blue", "place": "green",
    "date": "magenta", "unread": "dim",
}  # fmt: skip
_ENTRIES: Final = ("figure", "event")


def print_explanation(explanation: Explanation) -> None:
    """The explanation on stdout."""
    report = explanation.reading.report
    facts = (report.id, report.outlet, report.published or "no day of publication")
    say("  ".join(isolated(fact) for fact in facts if fact))
    if explanation.note:
        say(f"! {explanation.note}")
    for span in _paragraphs(report.text):
        say()
        _print_paragraph(explanation, span)
        for mark in explanation.marks:
            if span.start <= mark.span.start < span.end:
                say_mixed(f"  {_mark_line(explanation, mark)}")
    for mark in explanation.marks:
        if mark.values:
            say()
            _print_fields(explanation, mark)


def _paragraphs(text: str) -> Iterator[Span]:
    """The lines of a text that are not blank."""
    from marsad.model import Span

    start = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            yield Span(start, start + len(line.rstrip()))
        start += len(line)


def _print_paragraph(explanation: Explanation, span: Span) -> None:
    """A paragraph; on a terminal at the right edge, its marks in colour."""
    if not sys.stdout.isatty():
        say(explanation.words(span))
        return
    from rich.console import Console
    from rich.text import Text

    body = Text(explanation.words(span), justify="right")
    for mark in explanation.marks:
        if mark.layer in _STYLES:
            body.stylize(_STYLES[mark.layer], max(mark.span.start - span.start, 0), max(mark.span.end - span.start, 0))
    Console(highlight=False).print(body)


def _mark_line(explanation: Explanation, mark: Mark) -> str:
    from marsad.export.explain_rows import badge

    name = f"{badge(mark)} {mark.layer}" if mark.layer in _ENTRIES else mark.layer
    return f"{name:<11} {mark.label} {_quoted(explanation, [mark.span])} {_because(mark.rule, mark.entry, mark.part)}"


def _print_fields(explanation: Explanation, mark: Mark) -> None:
    """A figure or an event: a line for each field that says something, and the names of the rest."""
    from marsad.export.explain_rows import badge, field_rows

    fields = field_rows(mark)
    say_mixed(f"{badge(mark)} {mark.label} {_quoted(explanation, [mark.span])}")
    for row in fields.rows:
        say_mixed(
            f"  {row.name:<11} {row.shown} {_quoted(explanation, row.spans)} {_because(row.rule, row.entry)}".rstrip()
        )
    if fields.unset:
        say(f"  not told    {', '.join(fields.unset)}")


def _quoted(explanation: Explanation, spans: Sequence[Span]) -> str:
    return " ".join(f"«{' '.join(explanation.words(span).split())}»" for span in spans)


def _because(rule: str, *sources: str) -> str:
    said = "; ".join(source for source in sources if source)
    return " ".join(part for part in (f"- {rule}" if rule else "", f"[{said}]" if said else "") if part)
