"""The learned weights of evidence: the table `data/lexicon/evidence.toml`, written by `scripts/train_judge.py`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from marsad.lexicon.tables import Row, read_table


class WeightTable(Row):
    """`bias` and `cut` of the sum; one weight for each feature, in hundredths."""

    bias: int
    cut: int
    weights: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What features weigh, in hundredths of a log-odds; `least` is the sum that a draft must pass."""

    least: int
    weights: Mapping[str, int]

    def margin(self, features: Iterable[str]) -> int:
        """How far the sum is above the cut, each feature counted once."""
        return sum(self.weights.get(name, 0) for name in set(features)) - self.least

    def telling(self, features: Iterable[str], most: int) -> list[tuple[str, int]]:
        """The features that weigh most, either way."""
        weighed = [(name, self.weights[name]) for name in set(features) if self.weights.get(name)]
        return sorted(weighed, key=lambda pair: (-abs(pair[1]), pair[0]))[:most]


def load_weights() -> Weights:
    """The packaged table. Raises DataError."""
    table = read_table("lexicon/evidence.toml", WeightTable)
    return Weights(least=table.cut - table.bias, weights=table.weights)
