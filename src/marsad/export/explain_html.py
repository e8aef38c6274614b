"""The explanation of one report as a page by itself: right to left, no script, nothing fetched, fit to be printed.

Everything that comes from a report is escaped; the page's own policy lets no script run in it at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from string import Template
from typing import Final

from marsad.export.explain_labels import Labels, Pair, load_labels
from marsad.export.explain_rows import SIDE_FIELDS, FieldRow, badge, field_rows
from marsad.export.nesting import Piece, nested
from marsad.extract.trace import LAYERS, Explanation, Mark
from marsad.model import Span

_ENTRIES: Final = ("figure", "event")
_LISTED: Final = ("claimant", "side", "place", "date", "number", "outcome", "unread")
_FOLDED: Final = ("number", "outcome")  # told again in the cards: listed, but not unfolded


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """An explanation as pieces of HTML for a page that has its own frame; each is escaped, none has a style or script.

    `note` and `legend` are empty where there is nothing to say. `text` holds the report's text character by character.
    """

    note: str
    legend: str
    hint: str
    text: str
    lists: str


def explain_html(explanation: Explanation) -> str:
    """The page, as one string of HTML."""
    return _Page(explanation=explanation, labels=load_labels()).html()


def explain_pieces(explanation: Explanation) -> Pieces:
    """The same explanation for another page to hold."""
    return _Page(explanation=explanation, labels=load_labels()).pieces()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    explanation: Explanation
    labels: Labels

    def html(self) -> str:
        template = Template(files("marsad.export").joinpath("explain.html").read_text(encoding="utf-8"))
        report = self.explanation.reading.report
        arabic, english = self.labels.page["title"]
        heading = report.title or _first_line(report.text) or report.id
        return template.substitute(
            title=escape(f"{heading} · {arabic} · {english}"),
            heading=escape(heading),
            facts=self._facts(),
            note=self._note(),
            report_label=escape(" · ".join(self.labels.page["report"])),
            legend_label=escape(" · ".join(self.labels.page["legend"])),
            legend=self._legend(),
            hint=self._hint(),
            text=self._text(),
            lists=self._lists(),
            hide=_hiding(),
            footer=self._footer(),
        )

    def pieces(self) -> Pieces:
        return Pieces(
            note=self._note(), legend=self._legend(), hint=self._hint(), text=self._text(), lists=self._lists()
        )

    # ---- the head and the foot

    def _facts(self) -> str:
        report = self.explanation.reading.report
        day = self._fact("published", f"<bdi>{escape(report.published)}</bdi>") if report.published else ""
        said = [self._fact("outlet", f"<bdi>{escape(report.outlet)}</bdi>") if report.outlet else ""]
        said.append(day or f"<span>{_both(self.labels.page['undated'])}</span>")
        source = report.url or report.path
        said.append(self._fact("source", f"<code>{escape(source)}</code>") if source else "")
        return "".join(said)

    def _fact(self, name: str, value: str) -> str:
        return f"<span>{_both(self.labels.page[name])}: <b>{value}</b></span>"

    def _note(self) -> str:
        note = self.explanation.note
        return f'<p class="note">{_both(self.labels.rule(note))}</p>' if note else ""

    def _hint(self) -> str:
        arabic, english = self.labels.page["hint"]
        said = f'<p class="hint">{escape(arabic)}<br>{_english(english)}</p>'
        return said if self.explanation.marks else ""

    def _legend(self) -> str:
        """A box for each layer that the report has, which hides and shows its marks."""
        out = []
        for layer in LAYERS:
            count = len({m.index if m.layer in _ENTRIES else id(m) for m in self._of(layer)})
            if count:
                arabic, english = self.labels.layers[layer]
                out.append(
                    f'<label><input type="checkbox" id="show-{layer}" checked>'
                    f'<mark class="{layer}">{escape(arabic)}</mark>{_english(english)}'
                    f'<span class="n">{count}</span></label>'
                )
        return "".join(out)

    def _footer(self) -> str:
        reading = self.explanation.reading
        parts = "".join(f"<code>{escape(f'{name} {version}')}</code>" for name, version in reading.parts)
        return (
            f'<p>{_both(self.labels.page["parts"])}</p><p class="parts">{parts}</p>'
            f"<p><code>{escape(reading.report.id)} · sha256 {escape(reading.report.sha256)}</code></p>"
        )

    # ---- the text

    def _text(self) -> str:
        text = self.explanation.reading.report.text
        return "".join(self._piece(p) for p in nested(len(text), [m.span for m in self.explanation.marks]))

    def _piece(self, piece: Piece) -> str:
        if piece.kind == "close":
            return "</mark>"
        if piece.kind == "open":
            mark = self.explanation.marks[piece.mark]
            here = f' id="t{piece.mark}"' if piece.first else ""
            number = f' data-n="{badge(mark)}"' if piece.first and mark.layer in _ENTRIES else ""
            return f'<mark class="{mark.layer}"{here}{number} title="{escape(self._tip(mark))}">'
        words = in_text(self.explanation.words(piece.span))
        return f'<a href="#{self._anchor(piece.inside[-1])}">{words}</a>' if piece.inside and words.strip() else words

    def _tip(self, mark: Mark) -> str:
        """What a reader sees who rests on a word."""
        layer, english = self.labels.layers[mark.layer]
        number = f" {badge(mark)}" if mark.layer in _ENTRIES else ""
        rule = " · ".join(part for part in self.labels.rule(mark.rule) if part)
        shown = self._plain(mark)
        lines = (f"{layer} · {english}{number}: {shown}", rule, mark.entry, mark.part)
        return "\n".join(line for line in lines if line)

    def _plain(self, mark: Mark) -> str:
        names = self.explanation.names.get(mark.label) if mark.layer == "side" else None
        arabic = names[0] if names else self.labels.value(mark.label)[0]
        return f"{arabic} ({mark.label})" if arabic else mark.label

    def _anchor(self, k: int) -> str:
        """Where a mark is explained: its card, or its row."""
        mark = self.explanation.marks[k]
        return badge(mark) if mark.layer in _ENTRIES else f"m{k}"

    # ---- what was read, and why

    def _lists(self) -> str:
        out = []
        for layer, title in (("figure", "figures"), ("event", "events")):
            cards = [m for m in self._of(layer) if m.values]
            if cards:
                out.append(f"<h2>{_both(self.labels.page[title])}</h2>")
                out += [self._card(m) for m in cards]
        listed = [self._listed(layer) for layer in _LISTED]
        if any(listed):
            out += [f"<h2>{_both(self.labels.page['also'])}</h2>", *listed]
        return "\n".join(out)

    def _card(self, mark: Mark) -> str:
        fields = field_rows(mark)
        rows = "".join(self._row(row) for row in fields.rows)
        unset = " · ".join(f"<span>{_both(self.labels.field(name))}</span>" for name in fields.unset)
        again = [m.span for m in self._of(mark.layer) if m.index == mark.index and m.span != mark.span]
        told = f'<p class="why again">{_both(self.labels.page["again"])}: {self._quotes(again)}</p>' if again else ""
        return (
            f'<article class="card {mark.layer}" id="{badge(mark)}">'
            f'<h3><span class="badge {mark.layer}">{badge(mark)}</span>'
            f"{self._value(mark.label)}{self._quotes([mark.span])}</h3>"
            f'<p class="why">{self._why(mark.entry, mark.rule)} <code>{escape(mark.part)}</code></p>{told}'
            f"<table><tbody>{rows}</tbody></table>"
            + (f'<p class="unset">{_both(self.labels.page["unset"])}: {unset}</p>' if unset else "")
            + "</article>"
        )

    def _row(self, row: FieldRow) -> str:
        arabic, english = self.labels.field(row.name)
        return (
            f'<tr><th scope="row">{escape(arabic)} {_english(english)}</th>'
            f'<td class="value">{self._shown(row)}</td>'
            f"<td>{self._quotes(row.spans)} {self._why(row.entry, row.rule)}</td></tr>"
        )

    def _shown(self, row: FieldRow) -> str:
        if row.name in ("part_of", "figures"):
            return " ".join(f'<a class="badge figure" href="#{n}">{n}</a>' for n in row.shown.split())
        if row.name == "number":
            number, _, qualifier = row.shown.rpartition(" ")
            return f'<bdi dir="ltr"><b>{escape(number)}</b></bdi> {self._value(qualifier)}'
        if row.name == "claimant" and row.shown == "report":
            return self._value(row.shown)
        if row.name in ("claimant", "denied_by", "places"):
            return f'<span class="side-name">{escape(row.shown)}</span>'
        return self._value(row.shown, side=row.name in SIDE_FIELDS)

    def _value(self, label: str, *, side: bool = False) -> str:
        """A label in Arabic with its English beside it; a date or a name as it stands."""
        names = self.explanation.names.get(label) if side else None
        arabic, english = (names[0], label) if names else self.labels.value(label)
        if not arabic:
            return f"<bdi>{escape(label)}</bdi>"
        return f'<span class="side-name">{escape(arabic)} {_english(english)}</span>'

    def _why(self, entry: str, rule: str) -> str:
        """The rule in Arabic with the entry beside it, and the rule in English under both."""
        arabic, english = self.labels.rule(rule)
        code = f"<code>{escape(entry)}</code>" if entry else ""
        said = " ".join(part for part in (escape(arabic), code, _english(english) if english else "") if part)
        return f'<span class="rule">{said}</span>' if said else ""

    def _listed(self, layer: str) -> str:
        marks = [(k, m) for k, m in enumerate(self.explanation.marks) if m.layer == layer]
        if not marks:
            return ""
        rows = "".join(
            f'<tr id="m{k}"><td>{self._quote(m.span, k)}</td><td>{self._value(m.label, side=layer == "side")}</td>'
            f"<td>{self._why(m.entry, m.rule)}</td></tr>"
            for k, m in marks
        )
        heads = "".join(f"<th>{_both(self.labels.page[name])}</th>" for name in ("words", "meaning", "because"))
        unfolded = "" if layer in _FOLDED else " open"
        return (
            f'<details{unfolded}><summary>{_both(self.labels.layers[layer])} <span class="n">{len(marks)}</span> '
            f"<code>{escape(marks[0][1].part)}</code></summary>"
            f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></details>"
        )

    # ---- small things

    def _of(self, layer: str) -> list[Mark]:
        return [m for m in self.explanation.marks if m.layer == layer]

    def _quotes(self, spans: Sequence[Span]) -> str:
        return " ".join(self._quote(span, self._mark_at(span)) for span in dict.fromkeys(spans))

    def _quote(self, span: Span, k: int | None) -> str:
        words = escape(" ".join(self.explanation.words(span).split()))
        return f'<q><a href="#t{k}">{words}</a></q>' if k is not None else f"<q>{words}</q>"

    def _mark_at(self, span: Span) -> int | None:
        """The mark of just these words, else the first that begins inside them."""
        marks = self.explanation.marks
        exact = (k for k, m in enumerate(marks) if m.span == span)
        inside = (k for k, m in enumerate(marks) if span.start <= m.span.start < span.end)
        return next(exact, None) if any(m.span == span for m in marks) else next(inside, None)


def in_text(words: str) -> str:
    """Words of a report, escaped so that a browser keeps each character: it would drop a carriage return."""
    return escape(words).replace("\r", "&#13;")


def _both(pair: Pair) -> str:
    """Arabic, and English after it; English alone where there is no Arabic."""
    arabic, english = pair
    return f"{escape(arabic)} {_english(english)}" if arabic else _english(english)


def _english(text: str) -> str:
    return f'<span class="en" lang="en" dir="ltr">{escape(text)}</span>'


def _hiding() -> str:
    """The rules that hide the marks of a layer whose box is empty."""
    return "\n".join(_hidden(LAYERS))


def _hidden(layers: Iterable[str]) -> Iterator[str]:
    plain = "background: none; border: 0; padding: 0; color: inherit; font-weight: inherit"
    for layer in layers:
        off = f"body:has(#show-{layer}:not(:checked)) .text mark.{layer}"
        yield f"{off} {{ {plain}; }}"
        if layer in _ENTRIES:
            yield f"{off}::before {{ display: none; }}"


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")
