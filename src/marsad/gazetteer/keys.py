"""The folded spellings of a table's names, worked out when the table is written so that loading it need not.

The file has a line per spelling that a text is searched for: the spelling, a tab, the numbers of the rows it names,
apart by spaces. An empty line parts them from the loose keys, written alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple, TypeVar

from marsad.errors import DataError
from marsad.gazetteer.entries import Entry
from marsad.gazetteer.spelling import loose, variants
from marsad.text.folding import fold

SUFFIX: Final = ".keys"
Found = tuple[Entry, ...]
Key = TypeVar("Key")


class Keys(NamedTuple):
    """The entries by the folded words of each safe spelling, and by loose key."""

    names: dict[tuple[str, ...], Found]
    roughly: dict[str, Found]


def keys_of(entries: Sequence[Entry]) -> Keys:
    """The keys of the entries. Folding all names as one text takes a fifth of the time of folding each."""
    names: dict[tuple[str, ...], Found] = {}
    roughly: dict[str, Found] = {}
    lines = fold("\n".join("|".join(entry.names) for entry in entries)).text.split("\n")
    for entry, line in zip(entries, lines, strict=True):
        folded = [name.strip() for name in line.split("|")]
        for key in dict.fromkeys(map(loose, folded)):
            roughly[key] = (*roughly.get(key, ()), entry)
        for words in dict.fromkeys(tuple(spelling.split()) for name in folded for spelling in variants(name)):
            names[words] = (*names.get(words, ()), entry)
    return Keys(names, roughly)


def joined_keys(first: Keys, second: Keys) -> Keys:
    """The keys of two tables; an entry of the second stands for the one of its id in the first."""
    instead = {entry.id: entry for found in second.names.values() for entry in found}

    def joined(left: dict[Key, Found], right: dict[Key, Found]) -> dict[Key, Found]:
        out = {key: tuple(instead.get(entry.id, entry) for entry in found) for key, found in left.items()}
        for key, found in right.items():
            have = out.get(key, ())
            out[key] = (*have, *(entry for entry in found if entry not in have))
        return out

    return Keys(joined(first.names, second.names), joined(first.roughly, second.roughly))


def written(keys: Keys, entries: Sequence[Entry]) -> str:
    """The keys of a table as the text of its file."""
    row = {entry.id: number for number, entry in enumerate(entries)}

    def lines(found: Mapping[str, Found]) -> str:
        return "\n".join(f"{key}\t{' '.join(str(row[e.id]) for e in entries)}" for key, entries in found.items())

    return f"{lines({' '.join(words): found for words, found in keys.names.items()})}\n\n{lines(keys.roughly)}\n"


def parse_keys(text: str, entries: Sequence[Entry], *, where: str) -> Keys:
    """The keys of a table as they were written. Raises DataError when the file is of another table."""
    spellings, _, rough = text.rstrip("\n").partition("\n\n")
    try:
        names = {tuple(key.split()): found for key, found in _rows(spellings, entries)}
        return Keys(names, dict(_rows(rough, entries)))
    except (ValueError, IndexError) as error:
        raise DataError(
            f"not the spellings of this table: {error}", where=where, todo="write the table anew"
        ) from error


def _rows(text: str, entries: Sequence[Entry]) -> list[tuple[str, Found]]:
    found = []
    for line in text.split("\n"):
        key, _, rows = line.partition("\t")
        found.append((key, (entries[int(rows)],) if " " not in rows else tuple(entries[int(n)] for n in rows.split())))
    return found
