"""Learns data/lexicon/evidence.toml from annotated reports: which of the drafts that the rules propose are events.

python scripts/train_judge.py --from TEXTS MANIFEST ANNOTATIONS [--from …]            learn, write, print scores
python scripts/train_judge.py --from TEXTS MANIFEST ANNOTATIONS [--from …] --dry-run  print scores, write nothing

TEXTS holds <id>.txt, ANNOTATIONS <id>.json by the codebook. `--twice` is a `--from` whose drafts weigh twice: for the
project's own reports, and for a kind of which there are few. `--empty TEXTS MANIFEST` adds reports of other subjects,
in which nothing is to be found; each of their drafts weighs less. Needs the extra `dev`: scikit-learn.

Every score is of reports that the weights judging them were not learned from: the reports fall into ten parts, and
each is judged by what the other nine taught. A draft that a gold event pairs with is a yes; one that pairs with an
optional or recalled event, or states one a second time, teaches nothing; every other is a no.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from marsad.evaluate.score import NEAR
from marsad.extract import build_reader
from marsad.extract.assembly import Assembly
from marsad.extract.draft import Draft
from marsad.extract.judge import Judge
from marsad.extract.reader import Reader
from marsad.extract.sheet import Sheet
from marsad.model import Report

OUT: Final = Path(__file__).resolve().parent.parent / "src/marsad/data/lexicon/evidence.toml"
PARTS: Final = 10
STRENGTH: Final = 0.1  # scikit-learn's C: how freely weights may grow
COMMON: Final = 3  # reports in which a feature must stand to be learned
ALIKE: Final = 0.0003  # F1s that do not differ
SCALE: Final = 100
TWICE: Final = 2.0
EMPTY: Final = 0.5  # what a draft weighs in a report of another subject, in learning and in choosing the cut
HEAD: Final = """\
# What each feature of a draft weighs for its being an event, in hundredths of a log-odds: learned from annotated
# reports by scripts/train_judge.py (README of this folder), not written by hand. A draft is kept when its bias and its
# weights add up to more than the cut.
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    span: tuple[int, int]
    type: str
    features: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping(Judge):
    """A judge that keeps every draft and writes down what it saw."""

    seen: list[Candidate] = field(default_factory=list)

    def kept(self, sheet: Sheet, drafts: Sequence[Draft]) -> list[Draft]:
        for draft, features in zip(drafts, self.evidence.of(sheet, drafts), strict=True):
            span = sheet.span(draft.start, draft.end)
            self.seen.append(Candidate((span.start, span.end), draft.type, frozenset(features)))
        return list(drafts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """A report's candidates, its gold events, and what each candidate teaches (None: nothing)."""

    id: str
    candidates: list[Candidate]
    gold: list[dict[str, Any]]
    yes: list[bool | None]
    weight: float = 1.0


def distance(event: dict[str, Any], candidate: Candidate) -> int:
    start, end = candidate.span
    spans: list[tuple[int, int]] = [event["span"], *event.get("also", ())]
    return min(max(s, start) - min(e, end) for s, e in spans)


def paired(gold: Sequence[dict[str, Any]], found: Sequence[Candidate]) -> dict[int, int]:
    """For each candidate that pairs with a gold event, that event: as `marsad evaluate` pairs them."""
    options = sorted(
        (d, i, j) for i, g in enumerate(gold) for j, c in enumerate(found)
        if g["type"] == c.type and (d := distance(g, c)) <= NEAR
    )  # fmt: skip
    left: set[int] = set(range(len(gold)))
    pairs: dict[int, int] = {}
    for _, i, j in options:
        if i in left and j not in pairs:
            left.remove(i)
            pairs[j] = i
    return pairs


def free(event: dict[str, Any]) -> bool:
    return bool(event.get("optional") or event.get("background"))


def annotated(report_id: str, candidates: list[Candidate], gold: list[dict[str, Any]]) -> Annotated:
    pairs = paired(gold, candidates)
    yes: list[bool | None] = []
    for j, candidate in enumerate(candidates):
        again = any(g["type"] == candidate.type and distance(g, candidate) < 0 for g in gold)
        if j in pairs:
            yes.append(None if free(gold[pairs[j]]) else True)
        else:
            yes.append(None if again else False)
    return Annotated(id=report_id, candidates=candidates, gold=gold, yes=yes)


def counted(report: Annotated, keep: Sequence[bool]) -> tuple[int, int, int]:
    """Hits, gold events and predictions that count, when these candidates are kept."""
    found = [c for c, k in zip(report.candidates, keep, strict=True) if k]
    pairs = paired(report.gold, found)
    hits = sum(not free(report.gold[i]) for i in pairs.values())
    again = sum(
        j not in pairs and any(g["type"] == c.type and distance(g, c) < 0 for g in report.gold)
        for j, c in enumerate(found)
    )
    return hits, sum(not free(g) for g in report.gold), len(found) - again - (len(pairs) - hits)


def f1(reports: Sequence[Annotated], keep: Sequence[Sequence[bool]]) -> tuple[float, float, float]:
    found_in = [counted(r, k) for r, k in zip(reports, keep, strict=True)]
    hits, gold, found = np.sum([np.multiply(n, r.weight) for n, r in zip(found_in, reports, strict=True)], axis=0)
    return hits / max(found, 1), hits / max(gold, 1), 2 * hits / max(found + gold, 1)


def read(
    reader: Reader, texts: Path, manifest: Path, annotations: Path | None = None, *, weight: float = 1.0
) -> list[Annotated]:
    """The candidates of every annotated report of a folder; without annotations, of reports with nothing to find."""
    published = {row["id"]: row.get("published") for row in json.loads(manifest.read_text(encoding="utf-8"))}
    judges = (c.drafting.judge for _, c in reader.nlp.pipeline if isinstance(c, Assembly))
    keeper = next(judge for judge in judges if isinstance(judge, Keeping))
    found = []
    for text in sorted(texts.glob("*.txt")):
        gold = annotations / f"{text.stem}.json" if annotations else None
        if gold is not None and not gold.exists():
            continue
        keeper.seen.clear()
        with text.open(encoding="utf-8", newline="") as file:
            day = published.get(text.stem)
            reader.read(Report(id=text.stem, text=file.read(), sha256="", published=day, published_from="manifest"))
        events = json.loads(gold.read_text(encoding="utf-8"))["events"] if gold else []
        one = annotated(text.stem, list(keeper.seen), events)
        found.append(replace(one, weight=weight if gold else EMPTY))
    return found


def keeping_reader() -> Reader:
    """The packaged reader with a judge that keeps all."""
    reader = build_reader()
    parts: list[tuple[str, Any]] = []
    for name, part in reader.nlp.pipeline:
        if isinstance(part, Assembly):
            judge = part.drafting.judge
            keeper = Keeping(evidence=judge.evidence, weights=judge.weights)
            part = replace(part, drafting=replace(part.drafting, judge=keeper))
        parts.append((name, part))
    reader.nlp._components = parts
    return reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    names: list[str]
    weights: Any
    bias: float
    cut: float = 0.0

    def scores(self, report: Annotated) -> Any:
        index = {name: n for n, name in enumerate(self.names)}
        return np.array([
            self.bias + sum(self.weights[index[f]] for f in c.features if f in index) for c in report.candidates
        ])  # fmt: skip


def learn(reports: Sequence[Annotated], *, strength: float) -> Model:
    common = Counter(f for r in reports for f in {f for c in r.candidates for f in c.features})
    names = sorted(f for f, n in common.items() if n >= COMMON)
    index = {name: n for n, name in enumerate(names)}
    rows = [(c, y, r.weight) for r in reports for c, y in zip(r.candidates, r.yes, strict=True) if y is not None]
    at = [(n, index[f]) for n, (c, _, _) in enumerate(rows) for f in c.features if f in index]
    x = csr_matrix((np.ones(len(at)), ([n for n, _ in at], [f for _, f in at])), shape=(len(rows), len(names)))
    fitted = LogisticRegression(C=strength, solver="liblinear", max_iter=1000, random_state=0)
    fitted.fit(x, [y for _, y, _ in rows], sample_weight=[w for _, _, w in rows])
    return Model(names=names, weights=fitted.coef_[0], bias=float(fitted.intercept_[0]))


def parts(reports: Sequence[Annotated], *, seed: int, n: int = PARTS) -> Any:
    return np.random.default_rng(seed).permutation(len(reports)) % n


def crossed(reports: Sequence[Annotated], *, strength: float, seed: int) -> list[Any]:
    """The scores of each report's candidates by a model that did not see it."""
    part = parts(reports, seed=seed)
    scores: list[Any] = [None] * len(reports)
    for n in range(PARTS):
        model = learn([r for r, p in zip(reports, part, strict=True) if p != n], strength=strength)
        for k in np.flatnonzero(part == n).tolist():
            scores[k] = model.scores(reports[k])
    return scores


def best_cut(reports: Sequence[Annotated], scores: Sequence[Any]) -> float:
    """The strictest cut whose F1, averaged with its neighbours', is about the best: it says least where nothing is."""
    cuts = np.arange(-1.5, 1.01, 0.1)
    found = np.array([f1(reports, [s > cut for s in scores])[2] for cut in cuts])
    smooth = np.convolve(np.pad(found, 2, mode="edge"), np.ones(5) / 5, "valid")
    return float(cuts[np.flatnonzero(smooth >= smooth.max() - ALIKE)[-1]])


def write(model: Model) -> int:
    weights = {n: round(float(w) * SCALE) for n, w in zip(model.names, model.weights, strict=True)}
    lines = [f"{json.dumps(n, ensure_ascii=False)} = {w}" for n, w in sorted(weights.items()) if w]
    head = f"{HEAD}bias = {round(model.bias * SCALE)}\ncut = {round(model.cut * SCALE)}\n\n[weights]\n"
    OUT.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    return len(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description="Learn which drafts are events from annotated reports.")
    parser.add_argument("--from", dest="sets", nargs=3, type=Path, action="append", required=True,
                        metavar=("TEXTS", "MANIFEST", "ANNOTATIONS"))  # fmt: skip
    parser.add_argument("--twice", nargs=3, type=Path, action="append", default=[],
                        metavar=("TEXTS", "MANIFEST", "ANNOTATIONS"))  # fmt: skip
    parser.add_argument("--empty", nargs=2, type=Path, action="append", default=[], metavar=("TEXTS", "MANIFEST"))
    parser.add_argument("--dry-run", action="store_true", help="print the scores, write nothing")
    parser.add_argument("--strength", type=float, nargs="+", default=[STRENGTH], help="strengths to compare")
    parser.add_argument("--seeds", type=int, default=3, help="divisions over which scores are averaged")
    asked = parser.parse_args()
    reader = keeping_reader()
    sets = [read(reader, *paths) for paths in asked.sets]
    sets += [read(reader, *paths, weight=TWICE) for paths in asked.twice]
    sets += [read(reader, *paths) for paths in asked.empty]
    reports = [r for of in sets for r in of]
    teach = Counter(y for r in reports for y in r.yes)
    print(f"{len(reports)} reports, candidates: {teach[True]} yes, {teach[False]} no, {teach[None]} teach nothing")
    print("all kept:  P {:.3f} R {:.3f} F1 {:.3f}".format(*f1(reports, [[True] * len(r.candidates) for r in reports])))
    for strength in asked.strength:
        runs = [crossed(reports, strength=strength, seed=seed) for seed in range(asked.seeds)]
        cut = float(np.mean([best_cut(reports, scores) for scores in runs]))
        found = np.mean([f1(reports, [s > cut for s in scores]) for scores in runs], axis=0)
        print("C {}: cut {:.2f}  P {:.3f} R {:.3f} F1 {:.3f}".format(strength, cut, *found), end="  by set:")
        first = 0
        for of in sets:
            kept = [[s > cut for s in scores[first : first + len(of)]] for scores in runs]
            empty = not any(r.gold for r in of)
            own = np.mean([sum(map(sum, k)) if empty else f1(of, k)[2] for k in kept])
            print(f" {own:.1f} kept" if empty else f" {own:.3f}", end="")
            first += len(of)
        print()
    if not asked.dry_run:
        model = replace(learn(reports, strength=asked.strength[-1]), cut=cut)
        print(f"wrote {write(model)} weights")
    return 0


if __name__ == "__main__":
    sys.exit(main())
