"""What a person calls labels and sides, in Arabic and English: `data/lexicon/labels.toml` and `data/actors`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from marsad.lexicon.actor_rows import ActorFile
from marsad.lexicon.actors import REGIONS
from marsad.lexicon.tables import Row, read_table
from marsad.model import printed_actor

Pair = tuple[str, str]


class LabelFile(Row):
    labels: dict[str, tuple[str, str]]


@lru_cache(maxsize=1)
def label_names() -> Mapping[str, Pair]:
    """Label of the codebook (`killed`) to its Arabic and its English. Raises DataError for a broken table."""
    return MappingProxyType(read_table("lexicon/labels.toml", LabelFile).labels)


@lru_cache(maxsize=1)
def side_names() -> Mapping[str, Pair]:
    """Label of a side, as it is printed, to its Arabic and its English name. Raises DataError for a broken table."""
    actors = (a for region in REGIONS for a in read_table(f"actors/{region}.toml", ActorFile).actor)
    return MappingProxyType({printed_actor(a.id): (a.name_ar, a.name_en) for a in actors})
