"""Which of a place's many names are Arabic, and how they are written in the table."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from typing import Final

from marsad.text.folding import fold_word

_WORD: Final = r"[\u0621-\u064a\u0670-\u06d3\u064b-\u0652\u0640]+"
_ARABIC_NAME: Final = re.compile(rf"{_WORD}(?:[ \u200c'-]{_WORD})*")
_FOREIGN_LETTER: Final = re.compile("[پچژگڤڕڵۆێەکیہےھٹڈڑںۀڪټډړږښڼ]")
_MARKS: Final = re.compile("[\u064b-\u0652\u0670\u0640]")
_GENERIC: Final = re.compile(
    "^(?:مركز قضاء|مركز ناحية|قضاء|ناحية|مدينة|مدينه|قرية|بلدة|شعبية|مركز|محافظة|منطقة|مجمع|ولاية) (?=.)"
)
# Names that are the noun itself, or that lose their sense without it.
_KEEPS_NOUN: Final = frozenset({"مدينة الصدر", "مدينة نصر", "مدينة حمد", "مدينة عيسى"})
_LONGEST: Final = 3  # words of a name that is likely the usual one


def arabic_names(alternates: Iterable[str], *, nouns: Container[str]) -> list[str]:
    """The Arabic names among a place's alternate names, one per folded spelling, the likeliest first.

    Persian, Urdu and Kurdish spellings stand only where no name is free of their letters. A place noun before a name is
    left off (قرية كذا); a name that is nothing but one of `nouns`, as folded words, would be found in every report.
    """
    written = [name.strip("\u200e\u200f ") for name in alternates]
    arabic = [name for name in written if _ARABIC_NAME.fullmatch(name)]
    clean = [name for name in arabic if not _FOREIGN_LETTER.search(name)] or arabic
    found: dict[str, str] = {}
    for name in sorted(clean, key=lambda name: (_doubtful(name), clean.index(name))):
        bare = _MARKS.sub("", name if name in _KEEPS_NOUN else _GENERIC.sub("", name))
        folded = fold_word(bare)
        if len(folded) > 1 and folded not in nouns:
            found.setdefault(folded, bare)
    return list(found.values())


def _doubtful(name: str) -> bool:
    return bool(_GENERIC.match(name)) or len(name.split()) > _LONGEST
