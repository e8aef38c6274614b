"""Passages that stand twice in a report: coded once, at their first occurrence.

The rule is the codebook's ("One JSON object per report"). Sites print a paragraph again as a caption, a summary or by
mistake. A passage is a paragraph or a sentence; it is the same when its words are, whatever its marks, punctuation
and spacing. A paragraph that breaks off ("…") and stands whole further down is a repetition of that one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from marsad.model import Span
from marsad.text.folding import Folded, fold
from marsad.text.spans import merged

_SHORTEST: Final = 40  # folded characters: shorter passages ("وأضاف المصدر") recur without being a repetition
_PARAGRAPH: Final = re.compile(r"[^\n]+")
# To the first full stop that white space or the end follows. No step of it is tried twice: half the time of `.*?`.
_SENTENCE: Final = re.compile(r"\S(?:[^.!?؟]++|[.!?؟](?![\"')\]]*(?!\S)))*+(?:[.!?؟][\"')\]]*)?")
_WORDS: Final = re.compile(r"\w+")


def repeats(text: str, *, folded: Folded | None = None) -> tuple[Span, ...]:
    """The source spans of passages that stood earlier in the report, in order; contiguous ones are one span.

    `folded` saves folding the text again where the caller has done so.
    """
    read = fold(text) if folded is None else folded
    seen: set[str] = set()
    later: list[Span] = []
    paragraphs = list(_PARAGRAPH.finditer(read.text))
    for number, paragraph in enumerate(paragraphs):
        if _breaks_off(paragraph.group(), islice(paragraphs, number + 1, None)):
            later.append(read.span(*_trimmed(paragraph)))
        else:
            later.extend(read.span(start, end) for start, end in _repeated(paragraph, seen))
    return merged(later, text)


def _breaks_off(paragraph: str, following: Iterable[re.Match[str]]) -> bool:
    """Whether a paragraph ends in dots and one after it begins with the same words and goes on."""
    if not paragraph.rstrip().endswith("..") or len(paragraph) < _SHORTEST:
        return False
    key = _key(paragraph)
    return any(len(other.group()) > len(paragraph) and _key(other.group()).startswith(key) for other in following)


def _repeated(paragraph: re.Match[str], seen: set[str]) -> Iterator[tuple[int, int]]:
    """The folded spans of a paragraph, or of sentences of it, that were seen before; what is new is added to `seen`."""
    sentences = [(s, _key(s.group())) for s in _SENTENCE.finditer(paragraph.string, *paragraph.span())]
    key = " ".join(words for _, words in sentences if words)
    if key in seen:
        yield _trimmed(paragraph)
        return
    if len(key) >= _SHORTEST:
        seen.add(key)
    for sentence, words in sentences:
        if words == key or len(words) < _SHORTEST:
            continue
        if words in seen:
            yield _trimmed(sentence)
        seen.add(words)


def _key(passage: str) -> str:
    return " ".join(_WORDS.findall(passage))


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    passage = match.group()
    start = match.start() + len(passage) - len(passage.lstrip())
    return start, match.end() - len(passage) + len(passage.rstrip())
