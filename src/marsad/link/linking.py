"""Readings in, incidents out: the order of the steps of linking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from marsad.link.claimants import COPIES
from marsad.link.cluster import VETO, Pair, clusters, strongest
from marsad.link.compare import compare
from marsad.link.copies import copy_groups, copy_pairs
from marsad.link.incidents import incident_of, makes_incident
from marsad.link.judgements import Bench, discount
from marsad.link.mentions import Mention, mentions_of
from marsad.link.pairs import candidate_pairs
from marsad.link.parts import parts_of
from marsad.link.reasons import Why, why_with
from marsad.link.rules import LinkSettings, load_link_settings
from marsad.model import Incident, Judgement, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """Mentions gathered: `incidents`, with the indexes of their mentions in `clusters`; the `parts` of all mentions."""

    mentions: Sequence[Mention]
    incidents: tuple[Incident, ...]
    clusters: tuple[tuple[int, ...], ...]
    parts: tuple[int, ...]


def link(
    readings: Iterable[Reading], *, judgements: Iterable[Judgement] = (), settings: LinkSettings | None = None
) -> tuple[Incident, ...]:
    """The incidents these reports tell of, oldest first (codebook, "Incidents").

    The result depends on the readings and judgements only, not on their order or on how they were split. Readings are
    taken one at a time and not kept. A report that comes twice is read once; of two texts under one id the one with
    the lesser fingerprint. Raises UsageError for a judgement that sets a number to something else.
    """
    rules = settings or load_link_settings()
    bench = Bench(judgements)
    return gather(gather_mentions(map(bench.corrected, readings), rules), bench, rules).incidents


def gather(
    mentions: Sequence[Mention], bench: Bench, rules: LinkSettings, *, among: Sequence[Mention] | None = None
) -> Gathering:
    """Mentions in their order gathered into incidents, by the comparisons and the judgements that bind them.

    Where they are not all mentions of their reports, `among` are.
    """
    scores = scored_pairs(mentions, rules)
    bonds, discounted = bench.bonds(mentions, among), bench.discounted(mentions, among)
    made = []
    for members in clusters([m.days for m in mentions], scores, rules.limits, bonds):
        told = [mentions[i] for i in members]
        if makes_incident(told):
            incident = incident_of(told, tellers_of(told, rules), _whys(members, mentions, scores, rules), rules)
            made.append((discount(incident) if discounted.intersection(members) else incident, tuple(members)))
    made.sort(key=lambda one: (one[0].date or "9999", one[0].id))
    return Gathering(
        mentions=mentions,
        incidents=tuple(incident for incident, _ in made),
        clusters=tuple(members for _, members in made),
        parts=parts_of(len(mentions), scores, bonds, rules.limits.link),
    )


def _whys(
    members: Sequence[int], mentions: Sequence[Mention], scores: Mapping[Pair, float], rules: LinkSettings
) -> dict[str, Why]:
    """By mention key, what a mention has in common with the one of its cluster that it agrees with most."""
    nearest = strongest(members, scores)
    return {
        mentions[i].key: why_with(mentions[j].report_id, compare(mentions[i], mentions[j], rules).parts, rules)
        for i, j in nearest.items()
    }


def gather_mentions(readings: Iterable[Reading], settings: LinkSettings) -> list[Mention]:
    """All mentions of the readings, in the one order that everything is derived in."""
    by_report: dict[str, tuple[str, tuple[Mention, ...]]] = {}
    for reading in readings:
        fingerprint = reading.report.fingerprint
        known = by_report.get(reading.report.id)
        if known is None or fingerprint < known[0]:
            by_report[reading.report.id] = (fingerprint, mentions_of(reading, settings))
    return sorted((m for _, mentions in by_report.values() for m in mentions), key=lambda m: m.order)


def scored_pairs(mentions: Sequence[Mention], settings: LinkSettings) -> dict[Pair, float]:
    """The scores of all candidate pairs, by ascending indexes; mentions of different groups of types are no candidates.

    Only the score is kept: the reasons are made again for the few pairs that are shown.
    """
    scores: dict[Pair, float] = {}
    for a, b in candidate_pairs(mentions, settings):
        if mentions[a].group == mentions[b].group:
            comparison = compare(mentions[a], mentions[b], settings)
            scores[a, b] = VETO if comparison.veto else comparison.score
    return scores


def strong_between(new: Sequence[Mention], old: Sequence[Mention], settings: LinkSettings) -> list[Mention]:
    """Those old mentions that one of the new ones may be gathered with."""
    both = [*new, *old]
    met = set()
    for a, b in candidate_pairs(both, settings):
        if a < len(new) <= b and b not in met and both[a].group == both[b].group:
            comparison = compare(both[a], both[b], settings)
            if not comparison.veto and comparison.score >= settings.limits.link:
                met.add(b)
    return [both[b] for b in sorted(met)]


def tellers_of(mentions: Sequence[Mention], settings: LinkSettings) -> list[str]:
    """Who tells each mention of an incident: one name for a set of copies across reports, else outlet or report.

    Copies have the name of the agency that they name; copies of one agency are one teller however they were cut.
    """
    copied = copy_pairs(mentions, settings.limits.copy_likeness)
    groups = copy_groups(len(mentions), copied)
    reports: dict[int, set[str]] = {}
    agencies: dict[int, set[str]] = {}
    for mention, group in zip(mentions, groups, strict=True):
        reports.setdefault(group, set()).add(mention.report_id)
        agencies.setdefault(group, set()).update([mention.agency] if mention.agency else [])
    return [
        f"{COPIES}{next(iter(agencies[group])) if len(agencies[group]) == 1 else mentions[group].key}"
        if len(reports[group]) > 1
        else mention.outlet or mention.report_id
        for mention, group in zip(mentions, groups, strict=True)
    ]
