"""Incidents for readers whom private persons' names are no concern of: those names are left out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import Final

from marsad.lexicon.actors import load_actors
from marsad.lexicon.reporting import ReportingTable
from marsad.lexicon.tables import Row, parse_table, read_table
from marsad.model import Claim, Incident
from marsad.text.folding import fold_word

TABLE: Final = "masking.toml"
# So few people may be told by their names; the words that tell of more count them.
FEW: Final = 3
HIDDEN: Final = "…"


class MaskingTable(Row):
    persons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Public:
    """Folded names of bodies, first words of claimants, and those among them that stand for one person."""

    bodies: frozenset[tuple[str, ...]]
    heads: frozenset[str]
    persons: frozenset[str]


def masked(incident: Incident) -> Incident:
    """The incident without the words in which a private person may be named.

    Left out are the words of claims that count at most three people, and of claimants whatever is no side of the
    registry, office, body or kind of people ("وزارة الصحة" and "شهود عيان" stay, of "الطبيب سامر" the first word).
    """
    return replace(incident, claims=tuple(map(_masked, incident.claims)))


def _masked(claim: Claim) -> Claim:
    few = claim.high is not None and claim.high <= FEW
    return replace(
        claim,
        words=HIDDEN if few else claim.words,
        claimant=masked_claimant(claim.claimant),
        teller="",
        denied_by=masked_claimant(claim.denied_by) if claim.denied_by else None,
    )


def masked_claimant(claimant: str) -> str:
    """What may be shown of a claimant; `…` for a private person."""
    if claimant == "report":
        return claimant
    public, words = _public(), claimant.split()
    folded = [fold_word(word) for word in words]
    if folded and folded[0] in public.persons:
        return f"{words[0]} {HIDDEN}"
    spans = ((i, j) for i in range(len(folded)) for j in range(i + 1, len(folded) + 1))
    known = (folded and folded[0] in public.heads) or any(tuple(folded[i:j]) in public.bodies for i, j in spans)
    return claimant if known else HIDDEN


@lru_cache(maxsize=1)
def _public() -> _Public:
    registry = load_actors(fold=fold_word)
    names = {words for words, found in registry.names.items() if any(n.kind != "leader" for n in found)}
    heads = read_table("lexicon/reporting.toml", ReportingTable).nouns.head
    text = files("marsad.export").joinpath(TABLE).read_text(encoding="utf-8")
    persons = parse_table(text, MaskingTable, where=f"export/{TABLE}").persons
    return _Public(
        bodies=frozenset(names) | frozenset(registry.generic),
        heads=frozenset(fold_word(head.split()[0]) for head in heads),
        persons=frozenset(map(fold_word, persons)),
    )
