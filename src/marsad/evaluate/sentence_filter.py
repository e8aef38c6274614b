"""A learned filter: whether a sentence itself reports an act of violence or a protest.

Its weights are `data/filter/weights.zip`, made by `scripts/train_filter.py` from judged sentences. For each kind
there is a model of all of them, and one for each fifth that never saw that fifth: a sentence that was learned from is
judged by the model that did not see it, so that scores on the sentences of the training are scores of cross-
validation.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO
from typing import Annotated, Final, Literal

from pydantic import Field, ValidationError

from marsad.errors import DataError
from marsad.evaluate.sentence import BLOCKS, SIZE
from marsad.lexicon.tables import Row

FOLDS: Final = 5
WEIGHTS: Final = "data/filter/weights.zip"
_TODO: Final = "run scripts/train_filter.py, or install marsad again"


class ModelHead(Row):
    """One model: its weights are `scale` times the stored bytes; a score above `cut` is a yes."""

    scale: float
    bias: float
    cut: float


class FilterHead(Row):
    """What `header.json` of the weights says; the first model is of all sentences, the others leave out one fifth."""

    format: Literal[1]
    blocks: Mapping[str, int]
    models: Mapping[str, Annotated[tuple[ModelHead, ...], Field(min_length=FOLDS + 1, max_length=FOLDS + 1)]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedKind:
    """The models of one kind; `seen` has the fifth of each sentence they were learned from, by its digest."""

    models: tuple[ModelHead, ...]
    weights: memoryview
    seen: Mapping[bytes, int]

    def margin(self, text: str, features: Mapping[int, float]) -> float:
        """How far a sentence is above the cut: positive for yes. `features` are those of `Sentences.features`."""
        n = self.seen.get(digest_of(text), -1) + 1
        model, first = self.models[n], n * SIZE
        total = sum(value * self.weights[first + bucket] for bucket, value in features.items())
        return total * model.scale + model.bias - model.cut


def digest_of(text: str) -> bytes:
    """Four bytes by which a sentence is known again; the file of weights holds no sentence."""
    return hashlib.sha256(text.strip().encode()).digest()[:4]


def load_filter() -> dict[str, LearnedKind]:
    """The packaged filter, by kind. Raises DataError when it is missing, broken, or made for other features."""
    try:
        return parse_filter(files("marsad").joinpath(WEIGHTS).read_bytes(), where=WEIGHTS)
    except OSError as error:
        raise DataError(f"the weights cannot be read: {error}", where=WEIGHTS, todo=_TODO) from error


def parse_filter(content: bytes, *, where: str) -> dict[str, LearnedKind]:
    """A filter given as the bytes of its file. Raises DataError as `load_filter`."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            head = FilterHead.model_validate_json(archive.read("header.json"))
            parts = {name: archive.read(name) for name in archive.namelist()}
        if dict(head.blocks) != {name: size for name, (size, _) in BLOCKS.items()}:
            raise DataError("the weights were made for other features", where=where, todo=_TODO)
        return {kind: _learned(kind, models, parts, where=where) for kind, models in head.models.items()}
    except (zipfile.BadZipFile, KeyError, ValidationError) as error:
        raise DataError(f"no weights: {error}", where=where, todo=_TODO) from error


def _learned(kind: str, models: tuple[ModelHead, ...], parts: Mapping[str, bytes], *, where: str) -> LearnedKind:
    weights, seen = parts[f"{kind}.weights"], parts[f"{kind}.seen"]
    if len(weights) != SIZE * len(models) or len(seen) % 5 or max(seen[4::5], default=0) >= FOLDS:
        raise DataError(f"the weights of {kind} are cut short", where=where, todo=_TODO)
    digests = {seen[i : i + 4]: seen[i + 4] for i in range(0, len(seen), 5)}
    return LearnedKind(models=models, weights=memoryview(weights).cast("b"), seen=digests)
