"""What a site lets robots fetch, as its robots.txt says (RFC 9309)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from marsad.errors import UsageError

if TYPE_CHECKING:
    from protego import Protego

AGENT: Final = "Marsad"  # the name by which a robots.txt may speak to this program
LONGEST: Final = 512_000  # bytes of a robots.txt that are read; the RFC asks for 500 KiB at least
KEPT_FOR: Final = 24 * 3600.0  # seconds for which it is believed; the RFC allows a day


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one origin; without any, all is allowed."""

    rules: Protego | None = None

    def allow(self, address: str) -> bool:
        """Whether an address may be fetched."""
        return self.rules is None or bool(self.rules.can_fetch(address, AGENT))

    @property
    def delay(self) -> float:
        """The seconds that must lie between two requests, 0 where the site does not say."""
        if self.rules is None:
            return 0.0
        rate = self.rules.request_rate(AGENT)
        spread = rate.seconds / rate.requests if rate is not None and rate.requests else 0.0
        return max(float(self.rules.crawl_delay(AGENT) or 0.0), spread)


def robots_of(body: bytes) -> Robots:
    """The rules of a robots.txt; what is no rule in it is passed over, as the RFC says."""
    try:
        from protego import Protego
    except ImportError as error:
        raise UsageError("fetching needs more packages", todo="pip install 'marsad[sources]'") from error
    return Robots(Protego.parse(body[:LONGEST].decode("utf-8", errors="replace")))
