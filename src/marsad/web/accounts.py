"""Accounts in a file of their own, never in the register: a register can be copied and shared without its passwords."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from marsad.errors import MarsadError, UsageError
from marsad.files import whole_file
from marsad.web.roles import ROLES

SHORTEST: Final = 12  # letters of a password
LONGEST: Final = 1024
_NAME: Final = re.compile(r"[\w][\w .@-]{0,63}")
_HASHER: Final = PasswordHasher()


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A key to the API: its public id, what its owner calls it, and the hash of its secret."""

    id: str
    label: str
    sha256: str
    made_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One person. `generation` grows when sessions must end: a new password, another role, a closed account."""

    name: str
    role: str
    password: str
    generation: int = 1
    active: bool = True
    tokens: tuple[Token, ...] = ()


class Accounts:
    """The accounts of a file, read again whenever it changed; each change is written whole or not at all."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.RLock()
        self._seen: tuple[int, int] | None = None
        self._accounts: dict[str, Account] = {}
        self._secret = ""

    @property
    def secret(self) -> str:
        """What sessions are signed with. A file without one gets one."""
        with self._lock:
            self._read()
            if not self._secret:
                with self._changing():
                    self._secret = self._secret or secrets.token_urlsafe(48)
            return self._secret

    def all(self) -> tuple[Account, ...]:
        """Every account, by name."""
        with self._lock:
            self._read()
            return tuple(self._accounts[name] for name in sorted(self._accounts))

    def get(self, name: str) -> Account | None:
        """The account of a name that may be used."""
        with self._lock:
            self._read()
            found = self._accounts.get(name)
            return found if found is not None and found.active else None

    def log_in(self, name: str, password: str) -> Account | None:
        """The account, if the password is its own. Takes as long for a name that nobody has."""
        found = self.get(name)
        try:
            _HASHER.verify(found.password if found else _nobody(), password[:LONGEST])
        except (VerificationError, InvalidHashError):
            return None
        return found

    def add(self, name: str, *, role: str, password: str) -> Account:
        """A new account. Raises UsageError for a name that is taken or impossible, and for a weak password."""
        name = name.strip()
        if not _NAME.fullmatch(name):
            raise UsageError(f"{name!r} cannot be a name", todo="use letters, digits, spaces and . @ - (at most 64)")
        made = Account(name=name, role=_role(role), password=_hashed(password, name))
        with self._changing():
            if name in self._accounts:
                raise UsageError(f"there is an account {name!r} already", todo="choose another name")
            self._accounts[name] = made
        return made

    def set_password(self, name: str, password: str) -> None:
        """Another password; every session of the account ends."""
        hashed = _hashed(password, name)
        self._change(name, lambda a: replace(a, password=hashed, generation=a.generation + 1))

    def set_role(self, name: str, role: str) -> None:
        """Another role; every session of the account ends. The last admin stays one."""
        checked = _role(role)
        self._change(name, lambda a: replace(a, role=checked, generation=a.generation + 1))

    def set_active(self, name: str, active: bool) -> None:
        """Close an account, or open it again. Its judgements stay."""
        self._change(name, lambda a: replace(a, active=active, generation=a.generation + 1))

    def new_token(self, name: str, label: str) -> str:
        """A new key to the API. The answer is the only time that it is seen whole."""
        id, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
        made = Token(id=id, label=label.strip()[:60] or id, sha256=_sha256(secret), made_at=_now())
        self._change(name, lambda a: replace(a, tokens=(*a.tokens, made)))
        return f"marsad_{id}_{secret}"

    def drop_token(self, name: str, id: str) -> None:
        """Let a key open nothing any more."""
        self._change(name, lambda a: replace(a, tokens=tuple(t for t in a.tokens if t.id != id)))

    def of_token(self, token: str) -> Account | None:
        """The account that a key belongs to."""
        _, _, rest = token.partition("marsad_")
        id, _, secret = rest.partition("_")
        hashed = _sha256(secret)
        for account in self.all():
            for one in account.tokens:
                if one.id == id and secrets.compare_digest(one.sha256, hashed):
                    return account if account.active else None
        return None

    def _change(self, name: str, changed: Callable[[Account], Account]) -> None:
        with self._changing():
            if name not in self._accounts:
                raise UsageError(f"there is no account {name!r}", todo="marsad account list names them")
            self._accounts[name] = changed(self._accounts[name])
            admins = [a for a in self._accounts.values() if a.role == "admin" and a.active]
            if not admins and name in self._accounts:
                self._seen = None
                raise UsageError("the last admin would be gone", todo="make another admin first")

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """The newest accounts to change, under a lock that other processes keep too; written at the end."""
        with self._lock, _locked(self.path):
            self._seen = None
            self._read()
            yield
            self._write()

    def _read(self) -> None:
        try:
            status = self.path.stat()
        except FileNotFoundError:
            self._accounts, self._seen = {}, None
            return
        seen = (status.st_mtime_ns, status.st_size)
        if seen == self._seen:
            return
        try:
            body = json.loads(self.path.read_text(encoding="utf-8"))
            self._secret = str(body["secret"])
            self._accounts = {row["name"]: _account(row) for row in body["accounts"]}
        except (ValueError, KeyError, TypeError, OSError) as error:
            raise MarsadError(
                f"this is no file of accounts ({error})", where=str(self.path), todo="restore it, or make a new one"
            ) from error
        self._seen = seen

    def _write(self) -> None:
        body = {
            "secret": self._secret or secrets.token_urlsafe(48),
            "accounts": [asdict(self._accounts[name]) for name in sorted(self._accounts)],
        }
        before = os.umask(0o077)
        try:
            with whole_file(self.path) as file:
                file.write(json.dumps(body, ensure_ascii=False, indent=1).encode())
        finally:
            os.umask(before)
        self._seen = None


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    lock = path.with_name(f"{path.name}.lock")
    try:
        file = lock.open("w")
    except OSError as error:
        raise MarsadError(
            f"cannot be written: {error.strerror}", where=str(path), todo="choose a folder of yours"
        ) from error
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _account(row: dict[str, Any]) -> Account:
    return Account(**{**row, "tokens": tuple(Token(**token) for token in row.get("tokens", ()))})


def _role(role: str) -> str:
    if role not in ROLES:
        raise UsageError(f"{role!r} is no role", todo=f"one of: {', '.join(ROLES)}")
    return role


def _hashed(password: str, name: str) -> str:
    if not SHORTEST <= len(password) <= LONGEST or password.casefold() == name.casefold():
        raise UsageError(f"a password has {SHORTEST} letters or more", todo="take a longer one, such as four words")
    return _HASHER.hash(password)


@lru_cache(maxsize=1)
def _nobody() -> str:
    """The hash of a password that nobody has."""
    return _HASHER.hash(secrets.token_hex())


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
