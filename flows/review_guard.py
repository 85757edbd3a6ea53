"""Who may talk to the review page: this machine's browser that holds the token, from the page's own address."""

import secrets
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qsl, urlencode

from fastapi import FastAPI, Request, Response
from fastapi.responses import PlainTextResponse, RedirectResponse

COOKIE = "caseledger-review"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}

Next = Callable[[Request], Awaitable[Response]]


def guard(app: FastAPI, *, port: int, token: str) -> None:
    """Refuse other hosts (DNS rebinding), other origins (forms of strange pages) and whoever has no token."""
    hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost")}

    @app.middleware("http")
    async def checked(request: Request, forward: Next) -> Response:
        response = _refused(request, hosts, token) or _welcomed(request, token) or await forward(request)
        response.headers.update(HEADERS)
        return response


def _refused(request: Request, hosts: set[str], token: str) -> Response | None:
    if request.headers.get("host") not in hosts:
        return PlainTextResponse("This page answers only at its own address on this machine.", 403)
    if request.method not in ("GET", "HEAD") and request.headers.get("origin") not in {f"http://{h}" for h in hosts}:
        return PlainTextResponse("This form was not sent from the review page.", 403)
    shown = request.query_params.get("token") or request.cookies.get(COOKIE) or ""
    if not secrets.compare_digest(shown.encode(), token.encode()):
        return PlainTextResponse(
            "Open the address that `caseledger review` printed: it holds the key to this page.", 403
        )
    return None


def _welcomed(request: Request, token: str) -> Response | None:
    """The token moves from the address into a cookie, so that it stays out of history and pictures."""
    if "token" not in request.query_params:
        return None
    rest = urlencode([(k, v) for k, v in parse_qsl(request.url.query) if k != "token"])
    response = RedirectResponse(request.url.path + (f"?{rest}" if rest else ""), 303)
    response.set_cookie(COOKIE, token, httponly=True, samesite="strict")
    return response
