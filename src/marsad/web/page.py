"""One request for a page: who asks, in which language, and how the answer is made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Final
from urllib.parse import urlencode, urlsplit

from fastapi import Depends, Form, Header, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup

from marsad import __version__
from marsad.web.desk import Desk, User
from marsad.web.roles import may
from marsad.web.sessions import COOKIE, HOURS, Session
from marsad.web.shown import DIGITS, Shown
from marsad.web.words import LANGUAGES

LANGUAGE_COOKIE: Final = "marsad_language"
DIGITS_COOKIE: Final = "marsad_digits"
SAID_COOKIE: Final = "marsad_said"
_YEAR: Final = 365 * 86_400


class NotAllowed(Exception):
    """The user may not do this. `known`: there is a user, so that logging in would not help."""

    def __init__(self, *, known: bool) -> None:
        self.known = known


class NotFound(Exception):
    """There is no such page, incident or report."""


class Stale(Exception):
    """A form did not come from a page of this session."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A request with what its answer needs."""

    request: Request
    desk: Desk
    session: Session
    fresh: bool
    user: User
    shown: Shown

    @property
    def public(self) -> bool:
        """Whether the answer goes to somebody without an account, who sees no private person's name."""
        return self.user.name is None

    def may(self, action: str) -> bool:
        """Whether this user may take an action."""
        return may(self.user.role, action)

    def need(self, action: str) -> None:
        """Raises NotAllowed when this user may not take an action."""
        if not self.may(action):
            raise NotAllowed(known=self.user.name is not None)

    def who(self) -> str:
        """The name that judgements are made under. Raises NotAllowed for a visitor."""
        if self.user.name is None:
            raise NotAllowed(known=False)
        return self.user.name

    def html(self, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
        """A page from a template."""
        body = self.desk.pages.get_template(template).render(self._values() | values)
        answer = HTMLResponse(body, status_code=status)
        self._keep(answer)
        return answer

    def to(self, path: str, *, said: str | None = None) -> RedirectResponse:
        """On to another page of the workbench, which first says something of the table of words."""
        answer = RedirectResponse(path, status_code=303)
        if said is not None:
            answer.set_cookie(SAID_COOKIE, said, max_age=30, httponly=True, samesite="lax")
        self._keep(answer)
        return answer

    def _keep(self, answer: Response) -> None:
        """Give a new visitor a session; forget what was said."""
        if self.fresh:
            set_session(answer, self.desk, self.session)
        if self.request.cookies.get(SAID_COOKIE) and not isinstance(answer, RedirectResponse):
            answer.delete_cookie(SAID_COOKIE)

    def said(self) -> Markup | None:
        """What the page before wanted said here."""
        key = f"said.{self.request.cookies.get(SAID_COOKIE, '')}"
        return self.shown.say(key) if key in self.desk.words.pairs else None

    def here(self, **changed: object) -> str:
        """This page's address with some parameters changed; None leaves one out."""
        kept = [(k, v) for k, v in self.request.query_params.multi_items() if k not in changed]
        kept += [(k, str(v)) for k, v in changed.items() if v is not None]
        return self.request.url.path + (f"?{urlencode(kept)}" if kept else "")

    def _values(self) -> dict[str, Any]:
        return {
            "page": self,
            "s": self.shown,
            "t": self.shown.say,
            "lang": self.shown.lang,
            "user": self.user,
            "may": self.may,
            "alone": self.desk.config.alone,
            "form_word": self.desk.sessions.word(self.session),
            "here": self.here,
            "path": self.request.url.path,
            "version": __version__,
            "today": date.today().isoformat(),
        }


def desk_of(request: Request) -> Desk:
    """The workbench that a request came to."""
    desk: Desk = request.app.state.desk
    return desk


def a_page(request: Request) -> Page:
    """The request of whoever asks."""
    desk = desk_of(request)
    found = desk.sessions.read(request.cookies.get(COOKIE))
    session = found or desk.sessions.new()
    return Page(
        request=request,
        desk=desk,
        session=session,
        fresh=found is None,
        user=desk.user(session),
        shown=Shown(words=desk.words, lang=_language(request), digits=_digits(request)),
    )


def a_form(
    request: Request,
    form_word: Annotated[str, Form()] = "",
    x_form_word: Annotated[str, Header()] = "",
) -> Page:
    """The same for what is sent. Raises Stale when it was not sent from a page of this session."""
    page = a_page(request)
    origin = request.headers.get("origin")
    foreign = origin not in (None, "null") and urlsplit(origin or "").netloc != request.headers.get("host")
    if foreign or page.fresh or not page.desk.sessions.is_word(page.session, form_word or x_form_word):
        raise Stale
    return page


Asked = Annotated[Page, Depends(a_page)]
Sent = Annotated[Page, Depends(a_form)]


def looking(page: Asked) -> Page:
    """The request of somebody who may look."""
    page.need("look")
    return page


Looking = Annotated[Page, Depends(looking)]


def set_session(answer: Response, desk: Desk, session: Session) -> None:
    """Give the browser a session: out of reach of scripts and of forms on other sites."""
    answer.set_cookie(
        COOKIE,
        desk.sessions.signed(session),
        max_age=HOURS * 3600,
        httponly=True,
        samesite="lax",
        secure=desk.config.secure,
    )


def set_choice(answer: Response, name: str, value: str) -> None:
    """Remember a reader's choice for a year."""
    answer.set_cookie(name, value, max_age=_YEAR, httponly=True, samesite="lax")


def own_path(path: str) -> str:
    """A path of this workbench, `/` for anything that would lead elsewhere."""
    parts = urlsplit(path)
    safe = path.startswith("/") and not path.startswith(("//", "/\\")) and not parts.netloc and "\\" not in path
    return path if safe and path.isprintable() else "/"


def _language(request: Request) -> str:
    asked = request.query_params.get("lang") or request.cookies.get(LANGUAGE_COOKIE)
    return asked if asked in LANGUAGES else LANGUAGES[0]


def _digits(request: Request) -> str:
    asked = request.cookies.get(DIGITS_COOKIE)
    return asked if asked in DIGITS else DIGITS[0]
