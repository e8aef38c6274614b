"""One's own account, and everybody's for an admin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, Response

from marsad.errors import MarsadError, UsageError
from marsad.web.accounts import Accounts
from marsad.web.page import Asked, NotFound, Page, Sent, set_session
from marsad.web.roles import ROLES

router = APIRouter()


@router.get("/me", response_class=HTMLResponse)
def me(page: Asked) -> Response:
    """One's own account."""
    page.who()
    return _me(page)


@router.post("/me/password", response_class=HTMLResponse)
def new_password(
    page: Sent, old: Annotated[str, Form(max_length=1024)], new: Annotated[str, Form(max_length=1024)]
) -> Response:
    """Change one's password; all other sessions end."""
    name, accounts = page.who(), _accounts(page)
    if accounts.log_in(name, old) is None:
        return _me(page, status=400, error=UsageError("the old password is another", todo="try again"))
    try:
        accounts.set_password(name, new)
    except UsageError as error:
        return _me(page, status=400, error=error)
    answer = page.to("/me", said="password")
    account = accounts.get(name)
    if account is not None:
        set_session(answer, page.desk, page.desk.sessions.new(name, account.generation))
    return answer


@router.post("/me/tokens", response_class=HTMLResponse)
def new_token(page: Sent, label: Annotated[str, Form(max_length=60)]) -> Response:
    """Make a key to the API, shown this once."""
    page.need("token")
    return _me(page, token=_accounts(page).new_token(page.who(), label))


@router.post("/me/tokens/{id}/drop")
def drop_token(page: Sent, id: str) -> Response:
    """Let a key open nothing any more."""
    _accounts(page).drop_token(page.who(), id)
    return page.to("/me", said="token_dropped")


@router.get("/people", response_class=HTMLResponse)
def people(page: Asked) -> Response:
    """All accounts."""
    page.need("accounts")
    return _people(page)


@router.post("/people", response_class=HTMLResponse)
def add(
    page: Sent,
    name: Annotated[str, Form(max_length=64)],
    role: Annotated[str, Form()],
    password: Annotated[str, Form(max_length=1024)],
) -> Response:
    """A new account."""
    return _changed(page, lambda accounts: accounts.add(name, role=role, password=password))


@router.post("/people/role", response_class=HTMLResponse)
def role(page: Sent, name: Annotated[str, Form()], role: Annotated[str, Form()]) -> Response:
    """Another role."""
    return _changed(page, lambda accounts: accounts.set_role(name, role))


@router.post("/people/active", response_class=HTMLResponse)
def active(page: Sent, name: Annotated[str, Form()], active: Annotated[str, Form()] = "") -> Response:
    """Close an account or open it again."""
    return _changed(page, lambda accounts: accounts.set_active(name, active == "yes"))


def _changed(page: Page, change: Callable[[Accounts], object]) -> Response:
    page.need("accounts")
    try:
        change(_accounts(page))
    except MarsadError as error:
        return _people(page, status=400, error=error)
    return page.to("/people", said="people")


def _accounts(page: Page) -> Accounts:
    if page.desk.accounts is None:
        raise NotFound
    return page.desk.accounts


def _me(page: Page, *, status: int = 200, **values: Any) -> Response:
    account = page.desk.accounts.get(page.who()) if page.desk.accounts else None
    shown = {"tokens": account.tokens if account else (), "token": None, "error": None} | values
    return page.html("me.html", status=status, **shown)


def _people(page: Page, *, status: int = 200, error: MarsadError | None = None) -> Response:
    return page.html("people.html", status=status, accounts=_accounts(page).all(), roles=ROLES, error=error)
