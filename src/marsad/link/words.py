"""The words of a passage: what makes two tellings alike, and what makes one a copy of another."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from sys import intern
from typing import Final

from rensa import RMinHash

from marsad.model import Span
from marsad.text.clitics import without_article
from marsad.text.folding import fold

PERMUTATIONS: Final = 64
_SEED: Final = 1
_WORD: Final = re.compile(r"[\w']+")
_SHORTEST: Final = 3


def passage_of(text: str, spans: Sequence[Span], reach: int) -> str:
    """The folded text of the lines the spans stand in, at most `reach` characters before and after each span."""
    pieces: list[list[int]] = []
    for span in sorted(spans):
        line_start = text.rfind("\n", 0, span.start) + 1
        line_end = text.find("\n", span.end)
        start = max(line_start, span.start - reach)
        end = min(line_end if line_end >= 0 else len(text), span.end + reach)
        if pieces and start <= pieces[-1][1]:
            pieces[-1][1] = max(pieces[-1][1], end)
        else:
            pieces.append([start, end])
    return fold("\n".join(text[a:b] for a, b in pieces)).text


def content_words(passage: str) -> frozenset[str]:
    """The passage's words of three letters and more, without article and conjunction."""
    stripped = map(without_article, _WORD.findall(passage))
    return frozenset(intern(word) for word in stripped if len(word) >= _SHORTEST)


def signature(passage: str, *, shingle: int) -> bytes:
    """The MinHash signature of the passage's runs of `shingle` words; the same on every machine."""
    words = _WORD.findall(passage)
    runs = [" ".join(words[i : i + shingle]) for i in range(max(1, len(words) - shingle + 1))]
    sketch = RMinHash(num_perm=PERMUTATIONS, seed=_SEED)
    sketch.update(runs)
    return array("I", sketch.digest()).tobytes()


def likeness(first: bytes, second: bytes) -> float:
    """The estimated Jaccard likeness of two signatures, 0 to 1."""
    a, b = array("I", first), array("I", second)
    return sum(x == y for x, y in zip(a, b, strict=True)) / PERMUTATIONS


def letters_alike(first: str, second: str) -> float:
    """Share of letters that stay when one folded name is rewritten as the other (1 - edits / longer length)."""
    longer = max(len(first), len(second))
    return 1 - _edits(first, second) / longer if longer else 0.0


def _edits(first: str, second: str) -> int:
    """Levenshtein distance."""
    row = list(range(len(second) + 1))
    for i, a in enumerate(first, start=1):
        diagonal, row[0] = row[0], i
        for j, b in enumerate(second, start=1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (a != b))
    return row[-1]
