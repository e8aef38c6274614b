"""Candidate pairs, comparisons with reasons, clusters, tolls: mentions gathered into incidents. No database."""

from marsad.link.linking import link
from marsad.link.mentions import mentions_of
from marsad.link.rules import LinkSettings, load_link_settings

__all__ = ["LinkSettings", "link", "load_link_settings", "mentions_of"]
