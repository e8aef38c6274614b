"""Coming in and going out; language and digits."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, Response

from marsad.web.page import DIGITS_COOKIE, LANGUAGE_COOKIE, Asked, Page, Sent, own_path, set_choice, set_session
from marsad.web.shown import DIGITS
from marsad.web.words import LANGUAGES

router = APIRouter()


@router.get("/login", response_class=HTMLResponse)
def login_form(page: Asked, back: str = "/") -> Response:
    """The form to log in; whoever is in already goes on."""
    if page.user.name is not None:
        return page.to("/")
    return _form(page, back=back)


@router.post("/login", response_class=HTMLResponse)
def log_in(
    page: Sent,
    name: Annotated[str, Form(max_length=64)],
    password: Annotated[str, Form(max_length=1024)],
    back: Annotated[str, Form()] = "/",
) -> Response:
    """Log in. After five failures within five minutes a name must wait."""
    desk, address = page.desk, page.request.client.host if page.request.client else ""
    wait = desk.attempts.wait(name, address)
    if wait:
        return _form(page, back=back, name=name, wait=wait, status=429)
    account = desk.accounts.log_in(name, password) if desk.accounts else None
    if account is None:
        desk.attempts.failed(name, address)
        return _form(page, back=back, name=name, wrong=True, status=401)
    desk.attempts.succeeded(name, address)
    answer = page.to(own_path(back))
    set_session(answer, desk, desk.sessions.new(account.name, account.generation))
    return answer


@router.post("/logout")
def log_out(page: Sent) -> Response:
    """Go: the browser gets a session that is nobody's."""
    answer = page.to("/login" if page.desk.accounts else "/")
    set_session(answer, page.desk, page.desk.sessions.new())
    return answer


@router.post("/choices")
def choose(
    page: Sent,
    back: Annotated[str, Form()] = "/",
    language: Annotated[str | None, Form()] = None,
    digits: Annotated[str | None, Form()] = None,
) -> Response:
    """Choose the language, or the digits, of all pages."""
    answer = page.to(own_path(back))
    if language in LANGUAGES:
        set_choice(answer, LANGUAGE_COOKIE, language)
    if digits in DIGITS:
        set_choice(answer, DIGITS_COOKIE, digits)
    return answer


def _form(page: Page, *, back: str, name: str = "", wrong: bool = False, wait: int = 0, status: int = 200) -> Response:
    return page.html("login.html", status=status, back=own_path(back), name=name, wrong=wrong, wait=wait)
