"""What stands before every request: the host that is asked, the size of what is sent, the headers of the answer."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from marsad.web.config import Config, is_loopback

_SPARE: Final = 200_000  # bytes of a form around its report


class Shield:
    """ASGI middleware. Pages run the workbench's own scripts only and speak to nobody else."""

    def __init__(self, app: ASGIApp, *, config: Config, most: int) -> None:
        self.app = app
        self._alone = config.alone
        self._most = most + _SPARE
        self._headers = security_headers(config)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse: 400 for a foreign host in single-user mode, 413 for too much."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._refusal(headers)
        if refusal is not None:
            await refusal(scope, receive, self._guarded(send))
            return
        await self.app(scope, self._counted(receive), self._guarded(send))

    def _refusal(self, headers: Headers) -> PlainTextResponse | None:
        # A foreign name that leads to this machine is how another site's page would reach an open workbench.
        host = headers.get("host", "")
        name = host.rpartition(":")[0] if host.rpartition(":")[2].isdecimal() else host
        if self._alone and not is_loopback(name):
            return PlainTextResponse("This workbench answers to localhost only.", status_code=400)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self._most:
            return PlainTextResponse("Too large.", status_code=413)
        return None

    def _counted(self, receive: Receive) -> Receive:
        taken = 0

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            # A body that outgrows what was announced ends here: the rest is never read.
            return {"type": "http.disconnect"} if taken > self._most else message

        return counted

    def _guarded(self, send: Send) -> Send:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
                if not headers.get("cache-control"):
                    headers["cache-control"] = "no-store"
            await send(message)

        return guarded


def security_headers(config: Config) -> dict[str, str]:
    """The headers of every answer; the policy names no host but the workbench and the user's own tiles."""
    tiles = f" {config.tiles_origin}" if config.tiles_origin else ""
    policy = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": f"'self' data: blob:{tiles}",
        "font-src": "'self'",
        "connect-src": f"'self'{tiles}",
        "worker-src": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
    }
    headers = {
        "content-security-policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=()",
    }
    return headers | ({"strict-transport-security": "max-age=31536000"} if config.secure else {})
