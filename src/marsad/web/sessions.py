"""Sessions in a signed cookie, and the word that a form must bring back, so that no other site can post."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import Final

from itsdangerous import BadData, URLSafeTimedSerializer

COOKIE: Final = "marsad_session"
HOURS: Final = 12
_SECONDS: Final = HOURS * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One visit. `name` is None before log-in; `generation` is that of the account when it logged in."""

    id: str
    name: str | None = None
    generation: int = 0


class Sessions:
    """Signs sessions and checks them; nothing is kept on this side."""

    def __init__(self, secret: str) -> None:
        self._signer = URLSafeTimedSerializer(
            secret, salt="marsad.session", signer_kwargs={"digest_method": hashlib.sha256}
        )
        self._key = secret.encode()

    def new(self, name: str | None = None, generation: int = 0) -> Session:
        """A session with a fresh id: a log-in never goes on under the id of the visit before it."""
        return Session(id=secrets.token_urlsafe(16), name=name, generation=generation)

    def signed(self, session: Session) -> str:
        """The cookie of a session."""
        return str(self._signer.dumps([session.id, session.name, session.generation]))

    def read(self, cookie: str | None) -> Session | None:
        """The session of a cookie; None for one that is forged, foreign or older than twelve hours."""
        if not cookie:
            return None
        try:
            id, name, generation = self._signer.loads(cookie, max_age=_SECONDS)
            return Session(id=str(id), name=name, generation=int(generation))
        except (BadData, ValueError, TypeError):
            return None

    def word(self, session: Session) -> str:
        """What each form of this session carries."""
        return hmac.new(self._key, f"form:{session.id}".encode(), hashlib.sha256).hexdigest()[:40]

    def is_word(self, session: Session, word: str) -> bool:
        """Whether a form came from a page of this session."""
        return hmac.compare_digest(self.word(session).encode(), word.encode())
