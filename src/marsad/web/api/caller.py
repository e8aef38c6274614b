"""Who calls the API: a key in the Authorization header, or the session of a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from marsad.web.desk import Desk, User
from marsad.web.page import NotAllowed, Stale, a_page, desk_of
from marsad.web.roles import may

_BEARER = HTTPBearer(auto_error=False, description="A key made on the page “My account”.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """A program or a page that calls."""

    desk: Desk
    user: User

    @property
    def public(self) -> bool:
        """Whether it has no account."""
        return self.user.name is None

    def need(self, action: str) -> None:
        """Raises NotAllowed when it may not take an action."""
        if not may(self.user.role, action):
            raise NotAllowed(known=self.user.name is not None)


def a_caller(request: Request, key: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]) -> Caller:
    """The caller. A session may write only with the word of its pages, a key always.

    Raises NotAllowed for a key that opens nothing, Stale for a session's writing without its word.
    """
    desk = desk_of(request)
    if key is not None:
        account = desk.of_token(key.credentials)
        if account is None:
            raise NotAllowed(known=False)
        return Caller(desk=desk, user=User(name=account.name, role=account.role))
    page = a_page(request)
    if request.method not in ("GET", "HEAD") and page.user.name is not None:
        word = request.headers.get("x-form-word", "")
        if page.fresh or not desk.sessions.is_word(page.session, word):
            raise Stale
    return Caller(desk=desk, user=page.user)


def looking(caller: Annotated[Caller, Depends(a_caller)]) -> Caller:
    """A caller who may look."""
    caller.need("look")
    return caller


Calling = Annotated[Caller, Depends(looking)]
