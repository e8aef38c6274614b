"""Words written so that filters do not know them, read as the words they are.

Those who post from a war space, dot and stretch its words ("قـ ـصـ ـف", "ش.هـ.يد", "ا ل ق ص ف") or put signs that look
alike in the place of letters ("العد9ان"). Such a word is joined only where what results is a word of war; ordinary text
stays as it is, character for character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise, product
from typing import Final

from marsad.lexicon.actors import load_actors
from marsad.lexicon.entries import load_outcomes, load_triggers
from marsad.lexicon.tables import Row, read_table
from marsad.text.clitics import ARTICLE, splits
from marsad.text.letters import DROPPED, fold_word

_LETTERS: Final = r"\u0621-\u063a\u0641-\u064a\u066e-\u066f\u0671-\u06d3\ufb50-\ufdff\ufe70-\ufefc"
_SPACES: Final = r" \t\u00a0\u2000-\u200a\u202f\u205f\u3000"
_TATWEEL: Final = "\u0640"
_NOTHING: Final = "\u200b"  # a character that folding drops: what is joined keeps its length
_SHORTEST: Final = 3  # letters of a word that may be joined
_SURE: Final = 4  # letters of a word that single spaced letters make beside others that make none
_LONGEST: Final = 16  # pieces into which one word may be cut
_REACH: Final = 300  # characters of one chain of pieces
_READINGS: Final = 32  # ways to read the look-alikes of one word
_CLITICS: Final = frozenset({"ال", "لل", "بال", "وال", "فال", "كال", "و", "ف", "ب", "ل", "ك", "س"})


class DisguiseTable(Row):
    """The file `data/disguise.toml`; see its head."""

    version: int
    marks: str
    words: tuple[str, ...]
    particles: tuple[str, ...]
    look_alike: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of letters in the text, and how the sign between it and the next binds them."""

    start: int
    end: int
    letters: str
    bound: bool  # tatweel on both sides of what parts it from the next, or tatweel and a mark
    spaced: bool  # white space before the next


@dataclass(frozen=True, slots=True, kw_only=True)
class Disguises:
    """Finds disguised words. Build it once with `disguises`.

    `suspects` find places where one may be, the last two of them beside tatweel; `alone` two letters that stand alone.
    """

    words: frozenset[str]
    deeds: frozenset[str]
    particles: frozenset[str]
    look_alike: Mapping[str, Sequence[str]]
    suspects: tuple[re.Pattern[str], ...]
    alone: re.Pattern[str]
    spaced: re.Pattern[str]
    chunk: re.Pattern[str]
    piece: re.Pattern[str]
    letter: re.Pattern[str]
    inner: frozenset[str]

    def read(self, text: str) -> str:
        """The text with its disguised words as they are meant, in the same length; the text itself where there is none.

        What stood between their letters becomes a zero-width space, a look-alike its letter.
        """
        changes = self._spaced(text) if self.alone.search(text) else {}
        done = 0
        for at in sorted(chain.from_iterable(self._suspected(text))):
            if at < done:
                continue
            chunks = self.chunk.finditer(text, self._start(text, at), at + _REACH)
            found = next((m for m in chunks if m.end() > at), None)
            if found is not None and found.start() <= at + 1:
                done = found.end()
                changes.update(self._joined(text, self._pieces(found)))
        if not changes:
            return text
        return "".join(changes.get(i, c) for i, c in enumerate(text))

    def _suspected(self, text: str) -> Iterator[Iterable[int]]:
        for pattern in self.suspects if _TATWEEL in text else self.suspects[:2]:
            yield (m.start() for m in pattern.finditer(text))

    def _start(self, text: str, at: int) -> int:
        """Where the chain of pieces that a place belongs to may begin."""
        while at > 0:
            previous = text[at - 1]
            beside_tatweel = (at >= 2 and text[at - 2] == _TATWEEL) or text[at : at + 1] == _TATWEEL
            if previous not in self.inner and not (previous.isspace() and previous != "\n" and beside_tatweel):
                break
            at -= 1
        return at

    # ---- pieces joined by marks and tatweel

    def _pieces(self, found: re.Match[str]) -> list[_Piece]:
        text, out = found.string, []
        runs = list(self.piece.finditer(text, found.start(), found.end()))
        for run, after in zip(runs, [*runs[1:], None], strict=True):
            between = "" if after is None else text[run.end() : after.start()]
            bound = (
                after is not None
                and run.group().endswith(_TATWEEL)
                and (after.group().startswith(_TATWEEL) or bool(between.strip()))
            )
            out.append(_Piece(run.start(), run.end(), run.group(), bound, between.split() != [between]))
        return out

    def _joined(self, text: str, pieces: Sequence[_Piece]) -> dict[int, str]:
        """What changes so that the pieces read as words: from the left, the longest word each time."""
        changes: dict[int, str] = {}
        first = 0
        while first < len(pieces):
            for last in range(min(first + _LONGEST, len(pieces)), first, -1):
                reading = self._word(pieces[first:last])
                if reading is not None:
                    changes.update(self._written(text, pieces[first:last], reading))
                    first = last - 1
                    break
            first += 1
        return changes

    def _word(self, pieces: Sequence[_Piece]) -> str | None:
        """The letters that the pieces make where they are a word of war, and no words of their own."""
        letters = "".join(p.letters for p in pieces)
        odd = any(c in self.look_alike for c in letters)
        if len(pieces) == 1 and not odd:
            return None
        if len(pieces) > 1 and self._ordinary(pieces):
            return None
        return next((r for r in self._readings(letters, odd=odd) if self._known(r)), None)

    def _readings(self, letters: str, *, odd: bool) -> Iterator[str]:
        if not odd:
            yield letters
            return
        signs = [self.look_alike.get(c, (c,)) for c in letters]
        for n, chosen in enumerate(product(*signs)):
            if n == _READINGS:
                return
            yield "".join(chosen)

    def _known(self, letters: str) -> bool:
        word = fold_word(letters)
        if len(word) < _SHORTEST:
            return False
        return any(len(s.stem) >= _SHORTEST and s.stem in self.words for s in splits(word))

    def _ordinary(self, pieces: Sequence[_Piece]) -> bool:
        """Whether each piece is a word that stands for itself: "أن فجر", "لـ قسد", a missing space after a full stop.

        A clitic that tatweel binds to what follows is a piece of it, and the article always is ("الـ قصف").
        """
        for piece in pieces:
            word = fold_word(piece.letters)
            clitic = word in _CLITICS and word != ARTICLE and not piece.bound and (piece.spaced or len(word) == 1)
            if not clitic and word not in self.particles and not self._known(word):
                return False
        return True

    @staticmethod
    def _written(text: str, pieces: Sequence[_Piece], reading: str) -> Iterator[tuple[int, str]]:
        for piece, after in pairwise(pieces):
            for i in range(piece.end, after.start):
                yield i, _NOTHING
        places = chain.from_iterable(range(p.start, p.end) for p in pieces)
        for i, letter in zip(places, reading, strict=True):
            if text[i] != letter:
                yield i, letter

    # ---- single letters with spaces between them

    def _spaced(self, text: str) -> dict[int, str]:
        """ "ا ل ق ص ف": letters that stand alone, three or more in a row, where they make words."""
        changes: dict[int, str] = {}
        for found in self.spaced.finditer(text):
            letters = [m.start() for m in self.letter.finditer(text, found.start(), found.end())]
            words = list(self._cut("".join(text[i] for i in letters)))
            whole = sum(b - a for a, b in words) == len(letters)
            for a, b in words:
                if whole or b - a >= _SURE:
                    changes |= {i: _NOTHING for i in range(letters[a], letters[b - 1]) if i not in letters}
        return changes

    def _cut(self, letters: str) -> Iterator[tuple[int, int]]:
        """Words of war in a run of letters, from the left, the longest each time."""
        first = 0
        while first < len(letters):
            ends = range(min(first + _LONGEST, len(letters)), first + _SHORTEST - 1, -1)
            last = next((end for end in ends if self._spelt(letters[first:end])), None)
            if last is not None:
                yield first, last
            first = last or first + 1

    def _spelt(self, letters: str) -> bool:
        """Whether single letters make a word: three of them one of what is done, no initials of a name."""
        return fold_word(letters) in self.deeds if len(letters) < _SURE else self._known(letters)


@lru_cache(maxsize=1)
def disguises() -> Disguises:
    """The finder over the packaged tables. Raises DataError when one of them is broken."""
    table = read_table("disguise.toml", DisguiseTable)
    marks = re.escape(table.marks)
    between = "".join(c for c in table.look_alike if not re.match(f"[{_LETTERS}]", c))
    strange = "".join(c for c in table.look_alike if c not in between)
    # A taa marbuta ends a word: what is written after it is the next, where a page has lost its line ends.
    inside = rf"(?:(?<!ة)[{_LETTERS}]|[{DROPPED}]|[{re.escape(between)}](?=[{DROPPED}]*[{_LETTERS}]))*"
    run = rf"[{DROPPED}]*[{_LETTERS}]{inside}"
    letters = re.findall(f"[{_LETTERS}{DROPPED}]", "".join(map(chr, range(0x10000))))
    any_of = f"{marks}{_SPACES}{DROPPED}"
    joint = rf"(?:[{marks}][{marks}{DROPPED}]{{0,6}}|(?<={_TATWEEL})[{any_of}]{{1,6}}|[{any_of}]{{1,6}}(?={_TATWEEL}))"
    alone = rf"[{_LETTERS}][{DROPPED}]*"
    gap = rf"[{_SPACES}][{_SPACES}{DROPPED}]*"
    return Disguises(
        words=_words_of_war(table.words),
        deeds=_deeds(),
        particles=frozenset(map(fold_word, table.particles)),
        look_alike=table.look_alike,
        suspects=(
            re.compile(rf"[{marks}{re.escape(between)}](?=[{DROPPED}]*[{_LETTERS}])"),
            re.compile(f"[{strange}]"),
            re.compile(rf"{_TATWEEL}[{DROPPED}]*[{_SPACES}{marks}]"),
            re.compile(rf"[{_SPACES}][{DROPPED}]*{_TATWEEL}[{DROPPED}]*[{_LETTERS}]"),
        ),
        alone=re.compile(rf"[{_SPACES}][{DROPPED}]*{alone}[{_SPACES}]"),
        spaced=re.compile(rf"(?<![{_LETTERS}{DROPPED}]){alone}(?:{gap}{alone}){{2,}}(?![{_LETTERS}])"),
        chunk=re.compile(rf"{run}(?:{joint}{run})*"),
        piece=re.compile(run),
        letter=re.compile(f"[{_LETTERS}]"),
        inner=frozenset(table.marks + between).union(letters),
    )  # fmt: skip


def _deeds() -> frozenset[str]:
    """The words of the tables of events and outcomes, folded."""
    tables = (load_triggers(fold=fold_word).phrases, load_outcomes(fold=fold_word))
    phrases = (p.words for t in tables for found in t.by_first.values() for p in found)
    return frozenset(w for w in chain(*phrases) if len(w) >= _SHORTEST)


def _words_of_war(own: Iterable[str]) -> frozenset[str]:
    """Every word of the tables of events, outcomes and sides, folded; names of persons are left out."""
    registry = load_actors(fold=fold_word)
    names = (words for words, found in registry.names.items() if found[0].kind not in ("leader", "capital"))
    found = chain(*names, *registry.generic, *registry.victim_nouns, registry.adjectives, map(fold_word, own))
    return _deeds() | frozenset(w for w in found if len(w) >= _SHORTEST)
