"""What all pages of one workbench share: its register, accounts, words and reader."""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from marsad.extract import Reader, build_reader
from marsad.pipeline import relink
from marsad.register import Choices, IncidentFilter, Register, TollRow, archive_of, choices, open_register, tolls
from marsad.settings import Settings, from_environment
from marsad.web.accounts import Account, Accounts
from marsad.web.config import Config
from marsad.web.limits import Attempts
from marsad.web.presence import Presence
from marsad.web.rebuilding import Rebuilder
from marsad.web.recent import Recent
from marsad.web.sessions import Session, Sessions
from marsad.web.words import Words, load_words

_BUILDING: Final = threading.Lock()


@lru_cache(maxsize=1)
def _reader() -> Reader:
    return build_reader()


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Who asks. `role` is None for a visitor without an account."""

    name: str | None
    role: str | None


class Desk:
    """One open workbench. The reader is built when the first report is read, which takes about a second."""

    def __init__(self, config: Config, *, settings: Settings | None = None) -> None:
        self.config = config.checked()
        self.settings = settings or from_environment()
        self.register: Register = open_register(config.register, create=False, settings=self.settings)
        self.archive = archive_of(config.register, self.settings)
        self.accounts = Accounts(config.accounts) if config.accounts is not None else None
        self.sessions = Sessions(self.accounts.secret if self.accounts else secrets.token_urlsafe(48))
        self.attempts = Attempts()
        self.presence = Presence()
        self.recent = Recent(self.register.mark)
        self.rebuilder = Rebuilder(lambda: relink(self.register, command="serve"))
        self.patience = 2.0  # seconds that a reviewer waits for the incidents to be gathered anew
        self.words: Words = load_words()
        self.pages = _environment()

    def close(self) -> None:
        """Let what is under way end, and let go of the register."""
        self.rebuilder.finish(wait=60.0)
        self.recent.close()
        self.register.close()

    def reader(self) -> Reader:
        """The reader of reports; one is built for all workbenches of a process."""
        with _BUILDING:
            return _reader()

    def sums(self, wanted: IncidentFilter, *, by: tuple[str, ...]) -> tuple[TollRow, ...]:
        """The tolls that fit, added up; of a large register as of a moment ago."""
        return self.recent.get(("sums", wanted, by), lambda: tolls(self.register, wanted, by=by))

    def choices(self, wanted: IncidentFilter) -> Choices:
        """What can be chosen from among the incidents that fit; of a large register as of a moment ago."""
        return self.recent.get(("choices", wanted), lambda: choices(self.register, wanted))

    def user(self, session: Session) -> User:
        """Whose session this is: the account while it is what it was at log-in, else a visitor."""
        if self.config.alone:
            return User(name=self.config.reviewer, role="admin")
        account = self.accounts.get(session.name) if self.accounts and session.name else None
        if account is not None and account.generation == session.generation:
            return User(name=account.name, role=account.role)
        return self.visitor

    @property
    def visitor(self) -> User:
        """Whoever has no account: a reader in public mode, else nobody."""
        return User(name=None, role="reader" if self.config.public else None)

    def of_token(self, token: str) -> Account | None:
        """The account a key to the API belongs to."""
        return self.accounts.of_token(token) if self.accounts else None


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("marsad.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
