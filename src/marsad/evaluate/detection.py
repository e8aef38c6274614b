"""How well single sentences are told to report an assault or a protest, against sentences that people judged.

A folder of judged sentences holds `assault*.csv` and `protest*.csv` with the columns id, label, accept, total, text.
`label` is `yes`, `easy no`, `difficult no` or `ambiguous`: judges disagreed on the last two, and the ambiguous are
not scored.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, NonNegativeInt, ValidationError

from marsad.errors import GoldError
from marsad.evaluate.sentence import Sentences
from marsad.evaluate.sentence_filter import load_filter
from marsad.extract import Reader
from marsad.model import Report

# Codebook, "Events": the types of which a sentence of each kind tells.
TYPES: Final[Mapping[str, frozenset[str]]] = {
    "assault": frozenset({
        "clash", "airstrike", "drone_strike", "shelling", "ied", "suicide_attack", "chemical_attack", "killing",
        "abduction", "other_violence", "riot",
    }),
    "protest": frozenset({"protest", "riot"}),
}  # fmt: skip
HAPPENED: Final = ("occurred", "ongoing")

Label = Literal["yes", "easy no", "difficult no", "ambiguous"]
Detector = Callable[[str], bool]


class JudgedSentence(BaseModel):
    """One row: `accept` of `total` judges said yes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    label: Label
    accept: NonNegativeInt
    total: NonNegativeInt
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Sentences rightly told to be yes, wrongly told to be, and missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (2 * self.right + self.wrong + self.missed) if self.right else 0.0

    def as_json(self) -> dict[str, float]:
        """Counts and scores as a program reads them."""
        scores = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        return {**scores, "right": self.right, "wrong": self.wrong, "missed": self.missed}


@dataclass(frozen=True, slots=True, kw_only=True)
class Detection:
    """The scores of one way to detect one kind: `difficult no` counted as no, and left out.

    `mistakes` are the sentences judged otherwise than by people, with what was said of them.
    """

    kind: str
    by: str
    counted: Counted
    left_out: Counted
    mistakes: tuple[tuple[JudgedSentence, bool], ...]

    @classmethod
    def of(cls, kind: str, by: str, judged: Iterable[tuple[JudgedSentence, bool]]) -> Self:
        """Scores of sentences with what was said of each; the ambiguous are passed over."""
        scored = [(s, said) for s, said in judged if s.label != "ambiguous"]
        mistakes = tuple((s, said) for s, said in scored if said != (s.label == "yes"))
        plain = [(s, said) for s, said in scored if s.label != "difficult no"]
        return cls(kind=kind, by=by, counted=_count(scored), left_out=_count(plain), mistakes=mistakes)

    def as_json(self) -> dict[str, Any]:
        """Scores as a program reads them; mistakes by their ids, never by their text."""
        return {
            "kind": self.kind,
            "by": self.by,
            "difficult no counted as no": self.counted.as_json(),
            "difficult no left out": self.left_out.as_json(),
            "mistakes": [{"id": s.id, "label": s.label, "said": "yes" if said else "no"} for s, said in self.mistakes],
        }


def score_detection(directory: Path, *, reader: Reader) -> tuple[Detection, ...]:
    """The scores of each kind that a folder holds, by the rules alone and by the learned filter over them.

    Raises GoldError where the folder holds no judged sentences or a row that is none, DataError for broken weights.
    """
    judged = {kind: read_judged(paths) for kind, paths in judged_files(directory).items()}
    rules, learned = rule_detectors(reader), filter_detectors(reader)
    found = []
    for kind, sentences in judged.items():
        for by, detectors in (("rules", rules), ("filter", learned)):
            found.append(Detection.of(kind, by, [(s, detectors[kind](s.text)) for s in sentences]))
    return tuple(found)


def rule_detectors(reader: Reader) -> dict[str, Detector]:
    """For each kind, whether the reading of a sentence has such an event that occurred or is ongoing."""

    def detector(types: frozenset[str]) -> Detector:
        def says(text: str) -> bool:
            reading = reader.read(Report(id="sentence", text=text, sha256=""))
            return any(e.type in types and e.status in HAPPENED for e in reading.events)

        return says

    return {kind: detector(types) for kind, types in TYPES.items()}


def filter_detectors(reader: Reader) -> dict[str, Detector]:
    """For each kind, the learned filter over what the rules read. Raises DataError for broken weights."""
    sentences, learned = Sentences.of(reader), load_filter()

    def detector(kind: str) -> Detector:
        return lambda text: learned[kind].margin(text, sentences.features(text)) > 0

    return {kind: detector(kind) for kind in TYPES}


def judged_files(directory: Path) -> dict[str, tuple[Path, ...]]:
    """The files of each kind, `<kind>*.csv`, sorted. Raises GoldError where there are none."""
    found = {kind: tuple(sorted(directory.glob(f"{kind}*.csv"))) for kind in TYPES}
    if not any(found.values()):
        todo = "give the folder that holds assault*.csv or protest*.csv"
        raise GoldError("no judged sentences", where=str(directory), todo=todo)
    return {kind: paths for kind, paths in found.items() if paths}


def read_judged(paths: Sequence[Path]) -> tuple[JudgedSentence, ...]:
    """The sentences of CSV files, in their order.

    Raises GoldError, naming file and line, for a file that cannot be read or a row with another form.
    """
    return tuple(sentence for path in paths for sentence in _rows(path))


def _rows(path: Path) -> list[JudgedSentence]:
    found: list[JudgedSentence] = []
    line = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            for row in reader:
                line = reader.line_num
                found.append(JudgedSentence.model_validate(row))
    except ValidationError as error:
        first = error.errors()[0]
        what = f"{first['msg']} at {' '.join(map(str, first['loc'])) or 'the row'}"
        todo = "give id, label, accept, total and text in each row"
        raise GoldError(what, where=f"{path}:{line}", todo=todo) from error
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise GoldError(f"cannot be read: {error}", where=f"{path}:{line}", todo="save it as UTF-8 CSV") from error
    return found


def _count(said: Iterable[tuple[JudgedSentence, bool]]) -> Counted:
    pairs = [(s.label == "yes", yes) for s, yes in said]
    return Counted(right=pairs.count((True, True)), wrong=pairs.count((False, True)), missed=pairs.count((True, False)))
