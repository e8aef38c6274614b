"""Readings in, incidents out: the order of the steps of linking."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from marsad.link.cluster import VETO, Pair, clusters, strongest
from marsad.link.compare import Comparison, Usage, compare, usage_of
from marsad.link.copies import copy_groups, copy_pairs
from marsad.link.incidents import COPIES, incident_of, makes_incident
from marsad.link.judgements import Bench, discount
from marsad.link.mentions import Mention, mentions_of
from marsad.link.pairs import candidate_pairs
from marsad.link.rules import LinkSettings, load_link_settings
from marsad.model import Incident, Judgement, Reading


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
    mentions = gather_mentions(map(bench.corrected, readings), rules)
    copied = copy_pairs(mentions, rules.limits.copy_likeness)
    usage = usage_of(mentions, rules)
    scores = scored_pairs(mentions, copied, usage, rules)
    grouped = clusters([m.days for m in mentions], scores, rules.limits, bench.bonds(mentions))
    discounted = bench.discounted(mentions)
    tellers = _tellers(mentions, copy_groups(len(mentions), copied))
    incidents = []
    for members in grouped:
        told = [mentions[i] for i in members]
        if makes_incident(told):
            nearest = strongest(members, scores)
            whys = {
                mentions[i].key: _why(mentions[j], compare(i, j, mentions, usage, rules)) for i, j in nearest.items()
            }
            incident = incident_of(told, [tellers[i] for i in members], whys, rules)
            incidents.append(discount(incident) if discounted.intersection(members) else incident)
    return tuple(sorted(incidents, key=lambda i: (i.date or "9999", i.id)))


def gather_mentions(readings: Iterable[Reading], settings: LinkSettings) -> list[Mention]:
    """All mentions of the readings, in the one order that everything is derived in."""
    by_report: dict[str, tuple[str, tuple[Mention, ...]]] = {}
    for reading in readings:
        fingerprint = reading.report.fingerprint
        known = by_report.get(reading.report.id)
        if known is None or fingerprint < known[0]:
            by_report[reading.report.id] = (fingerprint, mentions_of(reading, settings))
    return sorted((m for _, mentions in by_report.values() for m in mentions), key=lambda m: m.order)


def scored_pairs(
    mentions: Sequence[Mention], copied: Iterable[Pair], usage: Usage, settings: LinkSettings
) -> dict[Pair, float]:
    """The scores of all candidate pairs, by ascending indexes; mentions of different groups of types are no candidates.

    Only the score is kept: the reasons are made again for the few pairs that are shown.
    """
    scores: dict[Pair, float] = {}
    for a, b in sorted({*candidate_pairs(mentions, settings.limits), *copied}):
        if mentions[a].group == mentions[b].group:
            comparison = compare(a, b, mentions, usage, settings)
            scores[a, b] = VETO if comparison.veto else comparison.score
    return scores


def _tellers(mentions: Sequence[Mention], groups: Sequence[int]) -> list[str]:
    """Who tells each mention: one name for a set of copies across reports, else the outlet, else the report."""
    reports: dict[int, set[str]] = {}
    for index, group in enumerate(groups):
        reports.setdefault(group, set()).add(mentions[index].report_id)
    return [
        f"{COPIES}{mentions[group].key}" if len(reports[group]) > 1 else mention.outlet or mention.report_id
        for mention, group in zip(mentions, groups, strict=True)
    ]


def _why(other: Mention, comparison: Comparison) -> str:
    return f"with {other.report_id}: {'; '.join(comparison.reasons)}"
