"""Candidate pairs, comparisons with reasons, clusters, tolls: mentions gathered into incidents. No database."""

from marsad.link.explaining import Derivation, Step, derivations, tolls_told
from marsad.link.identity import Known, Named, keep_ids
from marsad.link.judgements import Bench
from marsad.link.linking import Gathering, gather, gather_mentions, link, strong_between
from marsad.link.mentions import Mention, mentions_of
from marsad.link.pairs import key_number, keys_of
from marsad.link.rules import LinkSettings, load_link_settings, rules_mark
from marsad.link.series import RunningTotal, Series, checked, series_of

__all__ = [
    "Bench",
    "Derivation",
    "Gathering",
    "Known",
    "LinkSettings",
    "Mention",
    "Named",
    "RunningTotal",
    "Series",
    "Step",
    "checked",
    "derivations",
    "gather",
    "gather_mentions",
    "keep_ids",
    "key_number",
    "keys_of",
    "link",
    "load_link_settings",
    "mentions_of",
    "rules_mark",
    "series_of",
    "strong_between",
    "tolls_told",
]
