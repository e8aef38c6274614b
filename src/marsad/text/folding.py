"""A report's text as everything reads it: disguised words joined, spellings folded, with a map back to the source.

Everything that reads, reads the folded text; everything that is printed slices the source. Single words and names, as
the tables hold them, are folded without the search for disguises.
"""

from __future__ import annotations

from marsad.text.bullets import lines
from marsad.text.disguise import disguises
from marsad.text.grown import grown
from marsad.text.letters import Folded, fold_letters, fold_word

__all__ = ["Folded", "fold", "fold_word"]


def fold(text: str) -> Folded:
    """Fold a whole text: white space becomes single spaces and single line ends, disguised words become themselves.

    A sign that begins a line in a post ("🔴") ends the line before it; words grown together are parted.
    """
    plain = disguises().read(lines(text))
    parted = grown().parted(plain)
    return fold_letters(parted, source=text, parted=parted is not plain)
