"""The application: its screens and API in their order, what stands before them, and what it says of errors."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from marsad import __version__
from marsad.errors import MarsadError, UsageError
from marsad.web.api import API
from marsad.web.api import router as api
from marsad.web.config import Config
from marsad.web.desk import Desk
from marsad.web.page import NotAllowed, NotFound, Stale, a_page
from marsad.web.screens import SCREENS
from marsad.web.shield import Shield

_STATIC = Path(str(files("marsad.web").joinpath("static")))


def create_app(config: Config) -> FastAPI:
    """The workbench over one register. Raises UsageError for a bad configuration, RegisterError for a bad register."""
    desk = Desk(config)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        desk.close()

    app = FastAPI(
        title="Marsad",
        version=__version__,
        description=API,
        lifespan=lifespan,
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.state.desk = desk
    app.include_router(api)
    for screen in SCREENS:
        app.include_router(screen, include_in_schema=False)
    app.mount("/static", _Static(directory=_STATIC), name="static")
    app.add_middleware(Shield, config=config, most=desk.settings.max_report_bytes)
    _tell_errors(app)
    return app


class _Static(StaticFiles):
    """The built files: kept by a browser, but asked for again when they changed."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        answer: Response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        answer.headers["cache-control"] = "public, max-age=0, must-revalidate"
        return answer


def _tell_errors(app: FastAPI) -> None:
    """Every error is told in the reader's language on a page, as JSON in the API."""

    def told(request: Request, status: int, kind: str, error: MarsadError | None = None) -> Response:
        if request.url.path.startswith("/api/"):
            detail = str(error) if error else kind.replace("_", " ")
            headers = {"www-authenticate": "Bearer"} if status == 401 else None
            return JSONResponse({"detail": detail}, status_code=status, headers=headers)
        what, todo = (error.what, error.todo) if error else (None, None)
        return a_page(request).html("error.html", status=status, kind=kind, what=what, todo=todo)

    async def not_allowed(request: Request, error: Exception) -> Response:
        known = isinstance(error, NotAllowed) and error.known
        if not known and request.method == "GET" and not request.url.path.startswith("/api/"):
            back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
            return RedirectResponse(f"/login?back={quote(back)}", status_code=303)
        return told(request, 403 if known else 401, "not_allowed" if known else "log_in")

    async def usage(request: Request, error: Exception) -> Response:
        return told(request, 400, "refused", error if isinstance(error, MarsadError) else None)

    async def marsad(request: Request, error: Exception) -> Response:
        return told(request, 503, "register", error if isinstance(error, MarsadError) else None)

    async def http(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 404
        return told(request, status, {404: "not_found", 405: "not_found"}.get(status, "refused"))

    async def invalid(request: Request, error: Exception) -> Response:
        first = error.errors()[0] if isinstance(error, RequestValidationError) and error.errors() else {}
        said = UsageError(f"{'.'.join(map(str, first.get('loc', ())))}: {first.get('msg', 'not understood')}")
        return told(request, 422, "refused", said)

    async def not_found(request: Request, _: Exception) -> Response:
        return told(request, 404, "not_found")

    async def stale(request: Request, _: Exception) -> Response:
        return told(request, 403, "stale")

    for kind, handler in {
        NotAllowed: not_allowed, NotFound: not_found, Stale: stale, UsageError: usage, MarsadError: marsad,
        HTTPException: http, RequestValidationError: invalid,
    }.items():  # fmt: skip
        app.add_exception_handler(kind, handler)
