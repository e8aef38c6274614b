"""The sheet on which the components of the reading write what they find in one report.

It rides on spaCy's `Doc` (`doc.user_data["marsad"]`). All indexes are of tokens; `span` turns them into source offsets.
Each component reads what those before it wrote, and writes only its own list.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal, Protocol

from spacy.tokens import Doc

from marsad.lexicon.actors import ActorName, GenericName, VictimNoun
from marsad.lexicon.entries import Outcome, Trigger
from marsad.lexicon.inflection import Form
from marsad.model import Event, Figure, Place, Report, Span
from marsad.text.folding import Folded
from marsad.text.tokens import offsets
from marsad.text.tokens import words as words_of

SENTENCE_ENDS: Final = frozenset({"\n", "؟", "?", "!", ".", "...", "....", ".."})
CLAUSE_ENDS: Final = SENTENCE_ENDS | {"،", ",", "؛", ";", ":"}
USER_DATA: Final = "marsad"
_BRIEF: Final = 120  # words


class _Tokens(Protocol):
    """What stands at tokens `[start, end)`."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number of something, as tokens `[start, end)` with its hedge; `low`, `high`, `qualifier` as in the codebook."""

    start: int
    end: int
    low: int | None
    high: int | None
    qualifier: str
    number_start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """Words of time; `edtf` is None where they cannot be anchored. `period`: they name a stretch, not a day."""

    start: int
    end: int
    edtf: str | None
    period: bool
    since: bool = False
    recent: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention:
    """A place named; `preposition` is the clitic or word that leads to it. `border`: the border of a country is."""

    start: int
    end: int
    name_start: int
    place: Place
    preposition: str
    border: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SideMention:
    """A side named: `labels` (more than one for "النظام والروس" under one noun), and how."""

    start: int
    end: int
    labels: tuple[str, ...]
    kind: str
    victims: str
    preposition: str
    conjunction: str
    name: ActorName | GenericName | VictimNoun | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeMention:
    """A word that says what people suffered."""

    start: int
    end: int
    entry: Outcome
    form: Form
    article: bool
    pronoun: str
    conjunction: str
    preposition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerMention:
    """A word that tells of an event, with its type after refinement."""

    start: int
    end: int
    entry: Trigger
    form: Form
    type: str
    article: bool
    pronoun: str
    conjunction: str
    preposition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who asserts what is said at tokens `[start, end)`.

    `stated`: he takes a stand there. `denies`: he denies it. `quoted`: he is quoted inside what another says ("ما بثته
    قنوات"). `seen`: a state or a faction condemns, welcomes or owns up under its own name, which anyone may see it do.
    `told_by`: who says that he says so ("ذكر الكرملين أن الرئيسين شددا").
    """

    start: int
    end: int
    claimant: str
    kind: Literal["verb", "particle", "carried", "stated"]
    denies: bool = False
    quoted: bool = False
    seen: bool = False
    told_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was judged of a draft of an event at tokens `[start, end)`: how far above the cut, by which features."""

    start: int
    end: int
    type: str
    margin: int
    features: tuple[str, ...]


@dataclass(slots=True)
class Sheet:
    """One report on the table. Lists are filled in the order of the components.

    `published` is the day that words of time are counted from: the report's, or where nobody gave one, that of its own
    stamp (`marsad.extract.datelines`).
    """

    report: Report
    folded: Folded
    words: Sequence[str]
    sentence_of: Sequence[int]
    sentences: Sequence[tuple[int, int]]
    masked: list[bool]
    title_end: int
    published: date | None
    quantities: list[Quantity] = field(default_factory=list)
    dates: list[DateMention] = field(default_factory=list)
    sides: list[SideMention] = field(default_factory=list)
    places: list[PlaceMention] = field(default_factory=list)
    outcomes: list[OutcomeMention] = field(default_factory=list)
    triggers: list[TriggerMention] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    _offsets: list[tuple[int, int]] | None = field(default=None, repr=False)

    @property
    def offsets(self) -> Sequence[tuple[int, int]]:
        """The folded offsets of the tokens, located when first asked for: a silent report needs none."""
        if self._offsets is None:
            self._offsets = offsets(self.folded.text)
        return self._offsets

    def where(self, begins: Callable[[str], object], start: int = 0, end: int | None = None) -> list[int]:
        """The tokens in `[start, end)` of whose words `begins` is true; most are passed over, and nothing is faster."""
        return [i for i, begun in enumerate(map(begins, self.words[start:end]), start) if begun]

    def span(self, start: int, end: int) -> Span:
        """The source span of tokens `[start, end)`."""
        return self.folded.span(self.offsets[start][0], self.offsets[end - 1][1])

    def token_at(self, source: int) -> int:
        """The first token that starts at or after a source offset."""
        return bisect_left(self.offsets, (self.folded.folded_offset(source), 0))

    def sentence(self, token: int) -> tuple[int, int]:
        """The sentence of a token, as tokens `[start, end)`."""
        return self.sentences[self.sentence_of[token]]

    def same_sentence(self, a: int, b: int) -> bool:
        """Whether two tokens stand in one sentence."""
        return self.sentence_of[a] == self.sentence_of[b]

    def sentences_apart(self, a: int, b: int) -> int:
        """How many sentences of words lie from token `a`'s to token `b`'s, which is not before it; 0 within one."""
        between = self.sentences[self.sentence_of[a] + 1 : self.sentence_of[b] + 1]
        return sum(any(w[0].isalnum() for w in self.words[start:end]) for start, end in between)

    def clause_break(self, start: int, end: int) -> bool:
        """Whether a mark that ends a clause stands in `[start, end)`."""
        return any(word in CLAUSE_ENDS for word in self.words[start:end])

    def told(self, token: int) -> bool:
        """Whether a token belongs to a side, a date, a trigger, an outcome word or a place."""
        found: tuple[Sequence[_Tokens], ...] = (self.sides, self.dates, self.triggers, self.outcomes, self.places)
        return any(m.start <= token < m.end for mentions in found for m in mentions)

    @property
    def brief(self) -> bool:
        """Whether the report is as short as a post or a news flash, which are written like headlines."""
        return self.masked.count(False) <= _BRIEF

    def text(self, start: int, end: int) -> str:
        """The source words of tokens `[start, end)`."""
        span = self.span(start, end)
        return self.report.text[span.start : span.end]


def make_sheet(report: Report, folded: Folded, masked: Sequence[Span]) -> Sheet:
    """A sheet with its words and sentences; `masked` spans (repeats, site chrome) are never read."""
    words = words_of(folded.text)
    ends = [i for i, word in enumerate(words, start=1) if word in SENTENCE_ENDS]
    if words and (not ends or ends[-1] < len(words)):
        ends.append(len(words))
    sentences = list(zip((0, *ends), ends, strict=False))
    sentence_of = [n for n, (start, end) in enumerate(sentences) for _ in range(start, end)]
    hidden = [False] * len(words)
    published = date.fromisoformat(report.published[:10]) if report.published else None
    sheet = Sheet(report, folded, words, sentence_of, sentences, hidden, 0, published)
    for span in masked:
        for i in range(sheet.token_at(span.start), sheet.token_at(span.end)):
            hidden[i] = True
    if "\n" in words[:60]:
        sheet.title_end = words.index("\n")
    return sheet


def sheet_of(doc: Doc) -> Sheet:
    """The sheet that the reader laid on a document."""
    sheet = doc.user_data[USER_DATA]
    assert isinstance(sheet, Sheet)
    return sheet
