"""Learns data/filter/weights.zip from judged sentences: whether a sentence itself reports an assault or a protest.

python scripts/train_filter.py DIR            learn, write the weights, print the scores of cross-validation
python scripts/train_filter.py DIR --dry-run  print the scores, write nothing
python scripts/train_filter.py DIR --repeat 5 also score that many other seeds

DIR holds assault*.csv and protest*.csv. Needs the extra `dev`: scikit-learn.

Every sentence falls into one of five fifths, drawn with a fixed seed so that each has its share of every label; a
text that stands twice is in one fifth. A fifth is judged by a model that was learned from the other four; the cut of
that model is chosen among those four alone, by models that each leave a tenth of them out.
"""

from __future__ import annotations

import argparse
import json
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from marsad.evaluate.detection import Detection, JudgedSentence, judged_files, read_judged
from marsad.evaluate.sentence import BLOCKS, SIZE, Sentences
from marsad.evaluate.sentence_filter import FOLDS, digest_of
from marsad.extract import build_reader

OUT: Final = Path(__file__).resolve().parent.parent / "src/marsad/data/filter/weights.zip"

# Models that are learned apart and added, each with the weight of the blocks it sees: stems and letters say the same
# thing twice, and one model of both would trust it twice as much. Chosen by cross-validation, with the three below.
COMMITTEES: Final[dict[str, tuple[dict[str, float], ...]]] = {
    "assault": ({"letters": 1.0, "kinds": 0.5, "pairs": 0.7, "opening": 0.5, "reading": 0.2}, {"stems": 1.0}),
    "protest": ({"letters": 1.0, "kinds": 0.5, "opening": 0.7, "reading": 0.3},),
}
# Of the share of judges who said yes to a `difficult no`, how much is believed.
SHARES: Final = {"assault": 0.9, "protest": 0.6}
STRENGTH: Final = 2.0  # scikit-learn's C: how freely weights may grow
YES: Final = 2.0  # what a yes weighs against a no: they are few
LONE: Final = 0.3  # what the word of a single judge weighs
CUT_FOLDS: Final = 10
CUT_REPEATS: Final = 5  # divisions into tenths, so that no cut hangs on one of them
SMOOTH: Final = 15 * CUT_REPEATS  # scores on either side over which F1 is averaged before the best cut is taken
SEED: Final = 0
COMMON: Final = 2  # a bucket that fewer sentences fill is not learned


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What is learned from: features, what people said, and the fifth of each sentence."""

    features: Any
    yes: Any
    scored: Any
    share: Any
    weight: Any
    fifth: Any

    def without(self, *left_out: int) -> Any:
        """The rows of all fifths but these."""
        return np.flatnonzero(~np.isin(self.fifth, left_out))


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    weights: Any
    bias: float
    cut: float = 0.0

    def scores(self, features: Any) -> Any:
        return features @ self.weights + self.bias


def material(kind: str, sentences: Sequence[JudgedSentence], features: Any, *, seed: int = SEED) -> Material:
    """Sentences with soft labels: a `difficult no` and an ambiguous one are in part what some judges said."""
    labels = np.array([s.label for s in sentences])
    drawn = fifths(sentences, seed=seed)
    share = np.array([s.accept / max(s.total, 1) for s in sentences])
    lone = np.array([s.total < 2 for s in sentences]) & (labels == "ambiguous")
    soft = np.where(labels == "difficult no", SHARES[kind] * share, share)
    soft = np.where(labels == "yes", 1.0, np.where((labels == "easy no") | lone, 0.0, soft))
    return Material(
        features=features, yes=labels == "yes", scored=labels != "ambiguous", share=soft,
        weight=np.where(lone, LONE, 1.0), fifth=np.array([drawn[s.text.strip()] for s in sentences]),
    )  # fmt: skip


def fifths(sentences: Sequence[JudgedSentence], *, seed: int) -> dict[str, int]:
    """The fifth of each text: drawn label by label, so that each fifth has its share of every label."""
    labels = {s.text.strip(): s.label for s in sentences}
    draw = np.random.default_rng(seed)
    found: dict[str, int] = {}
    for label in sorted(set(labels.values())):
        texts = sorted(text for text, of in labels.items() if of == label)
        found |= {texts[i]: (len(found) + n) % FOLDS for n, i in enumerate(draw.permutation(len(texts)))}
    return found


def matrix(found: Sequence[dict[int, float]]) -> Any:
    rows = [i for i, f in enumerate(found) for _ in f]
    columns = [b for f in found for b in f]
    values = [v for f in found for v in f.values()]
    return csr_matrix((values, (rows, columns)), shape=(len(found), SIZE))


def learn(given: Material, rows: Any, *, committee: Sequence[dict[str, float]]) -> Model:
    """One model of some sentences: the members of the committee on one scale, added."""
    features = given.features[rows]
    common = np.asarray((features > 0).sum(axis=0)).ravel() >= COMMON
    weights, bias = np.zeros(SIZE), 0.0
    for blocks in committee:
        scale = np.repeat([blocks.get(name, 0.0) for name in BLOCKS], [size for size, _ in BLOCKS.values()]) * common
        x = features.multiply(scale).tocsr()
        share, weight = given.share[rows], given.weight[rows]
        twice = np.concatenate([np.arange(len(rows))] * 2)
        answer = np.repeat([1, 0], len(rows))
        trust = np.concatenate([share * weight * YES, (1 - share) * weight])
        kept = trust > 0
        fitted = LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=500, random_state=0)
        fitted.fit(x[twice[kept]], answer[kept], sample_weight=trust[kept])
        spread = float(np.std(x @ fitted.coef_[0]))
        weights += fitted.coef_[0] * scale / spread
        bias += float(fitted.intercept_[0]) / spread
    return Model(weights=weights, bias=bias)


def best_cut(scores: Any, yes: Any) -> float:
    """The score above which F1 is best, averaged over neighbours: one lucky sentence moves no cut."""
    order = np.argsort(-scores)
    f1 = 2 * np.cumsum(yes[order]) / (np.arange(1, len(order) + 1) + yes.sum())
    window = np.ones(2 * SMOOTH + 1) / (2 * SMOOTH + 1)
    return float(scores[order[int(np.argmax(np.convolve(np.pad(f1, SMOOTH, mode="edge"), window, "valid")))]])


def models(given: Material, *, committee: Sequence[dict[str, float]]) -> list[Model]:
    """The model of all sentences, then one for each fifth that leaves it out; each with a cut it did not see."""
    rows = [given.without(), *(given.without(fold) for fold in range(FOLDS))]
    return [_with_cut(given, r, committee=committee) for r in rows]


def _with_cut(given: Material, rows: Any, *, committee: Sequence[dict[str, float]]) -> Model:
    """A model of these rows, with the cut that is best for models that each leave a tenth of them out."""
    scores, yes = [], []
    for repeat in range(CUT_REPEATS):
        tenth = np.random.default_rng(SEED + repeat).permutation(len(rows)) % CUT_FOLDS
        for n in range(CUT_FOLDS):
            judge = learn(given, rows[tenth != n], committee=committee)
            judged = rows[tenth == n][given.scored[rows[tenth == n]]]
            scores.append(judge.scores(given.features[judged]))
            yes.append(given.yes[judged])
    cut = best_cut(np.concatenate(scores), np.concatenate(yes))
    return replace(learn(given, rows, committee=committee), cut=cut)


def said(given: Material, learned: Sequence[Model]) -> Any:
    """What is said of each sentence by the model that did not see it."""
    answers = np.zeros(len(given.fifth), dtype=bool)
    for fold, model in enumerate(learned[1:]):
        rows = np.flatnonzero(given.fifth == fold)
        answers[rows] = model.scores(given.features[rows]) > model.cut
    return answers


def packed(learned: Sequence[Model]) -> tuple[list[dict[str, float]], bytes]:
    heads, stored = [], []
    for model in learned:
        scale = float(np.abs(model.weights).max()) / 127
        heads.append({"scale": scale, "bias": model.bias, "cut": model.cut})
        stored.append(np.round(model.weights / scale).astype(np.int8).tobytes())
    return heads, b"".join(stored)


def write(path: Path, found: dict[str, tuple[Sequence[Model], Sequence[JudgedSentence]]]) -> None:
    """The file of weights, the same bytes for the same sentences."""
    heads: dict[str, Any] = {}
    parts: dict[str, bytes] = {}
    for kind, (learned, sentences) in found.items():
        heads[kind], parts[f"{kind}.weights"] = packed(learned)
        places = fifths(sentences, seed=SEED)
        parts[f"{kind}.seen"] = b"".join(sorted(digest_of(text) + bytes([n]) for text, n in places.items()))
    header = {"format": 1, "blocks": {name: size for name, (size, _) in BLOCKS.items()}, "models": heads}
    parts["header.json"] = json.dumps(header, indent=1).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in sorted(parts.items()):
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED, 9)


def report(kind: str, sentences: Sequence[JudgedSentence], given: Material, learned: Sequence[Model]) -> Detection:
    answers = said(given, learned)
    return Detection.of(kind, "filter", [(s, bool(a)) for s, a in zip(sentences, answers, strict=True)])


def main() -> int:
    parser = argparse.ArgumentParser(description="Learn the filter of sentences from judged ones.")
    parser.add_argument("directory", type=Path)
    parser.add_argument("--dry-run", action="store_true", help="print the scores, write nothing")
    parser.add_argument("--repeat", type=int, default=0, help="other seeds to score as well")
    asked = parser.parse_args()
    reader = Sentences.of(build_reader())
    found: dict[str, tuple[Sequence[Model], Sequence[JudgedSentence]]] = {}
    for kind, paths in judged_files(asked.directory).items():
        sentences = read_judged(paths)
        features = matrix([reader.features(s.text) for s in sentences])
        given = material(kind, sentences, features)
        learned = models(given, committee=COMMITTEES[kind])
        scores = [report(kind, sentences, given, learned)]
        found[kind] = (learned, sentences)
        for n in range(1, asked.repeat + 1):
            other = material(kind, sentences, features, seed=SEED + n)
            scores.append(report(kind, sentences, other, models(other, committee=COMMITTEES[kind])))
        for n, one in enumerate(scores):
            c, o = one.counted, one.left_out
            print(f"{kind} {n}: P {c.precision:.3f} R {c.recall:.3f} F1 {c.f1:.3f}   difficult left out F1 {o.f1:.3f}")
        counted, left_out = (np.mean([getattr(s, way).f1 for s in scores]) for way in ("counted", "left_out"))
        print(f"{kind} mean F1 {counted:.3f}, {left_out:.3f}")
    if not asked.dry_run:
        write(OUT, found)
        print(f"wrote {OUT.name}, {OUT.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
