"""The review page: a ledger's facts at their places in the text, to accept, correct, reject, add and merge. Loopback only.

>>> serve(Path("var/ledger.duckdb"))   # opens the browser; `caseledger review` calls it
"""

import getpass
import secrets
import socket
import webbrowser
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from starlette.concurrency import run_in_threadpool

from flows.review_forms import FAMILIES, changed, fields_of, filled, seen_record, shown
from flows.review_guard import guard
from flows.review_ledger import FactView, ReportView, failures, history, overview, report_view
from flows.review_pages import pdf_of, printed_pages
from models import CaseledgerError, SettingsError, WarehouseError
from warehouse import Decision, Ledger

_REVIEWER, _ROLE = "caseledger-reviewer", "caseledger-role"
_ROLES = ("reviewer", "blind", "adjudicator")
_ASSETS = {"review.css": "text/css", "review.js": "text/javascript"}
_LARGEST_FORM = 100_000
_PIXELS_A_POINT = 1.6

_pages = Environment(
    loader=PackageLoader("flows", "review_page"),
    autoescape=select_autoescape(default=True),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_pages.globals.update(fields_of=fields_of, shown=shown, families=tuple(FAMILIES))
_pages.filters["address"] = lambda text: quote(str(text), safe="")


def serve(path: Path, *, port: int = 0, open_browser: bool = True, reviewer: str | None = None) -> None:
    """Serve the page of a ledger on 127.0.0.1 until it is stopped; port 0 takes a free one."""
    with Ledger.open(path, read_only=True):
        pass  # a ledger that cannot be read is said at once
    listener = _listener(port)
    port = listener.getsockname()[1]
    token = secrets.token_urlsafe(24)
    address = f"http://127.0.0.1:{port}/?token={token}"
    print(f"reviewing {path} at {address}\nstop with Ctrl+C", flush=True)
    if open_browser:
        webbrowser.open(address)
    app = create_app(path, port=port, token=token, reviewer=reviewer or getpass.getuser())
    uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False)).run(sockets=[listener])


def create_app(path: Path, *, port: int, token: str, reviewer: str) -> FastAPI:
    """The page as an application."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    guard(app, port=port, token=token)

    @app.exception_handler(CaseledgerError)
    async def explained(request: Request, error: CaseledgerError) -> Response:
        return _page(
            "message.html", _person(request, reviewer), title="That did not work", message=str(error), status=422
        )

    @app.get("/")
    def index(request: Request) -> Response:
        with Ledger.open(path, read_only=True) as ledger:
            reports, failed = overview(ledger), failures(ledger)
        return _page("index.html", _person(request, reviewer), reports=reports, failures=failed)

    @app.get("/favicon.ico")
    def icon() -> Response:
        return Response(status_code=204)

    @app.get("/assets/{name}")
    def asset(name: str) -> Response:
        if name not in _ASSETS:
            return PlainTextResponse("no such file", 404)
        return Response(files("flows").joinpath("review_page", name).read_bytes(), media_type=_ASSETS[name])

    @app.get("/reports/{report_id}")
    def report(request: Request, report_id: str) -> Response:
        return _report_page(path, report_id, request.query_params, _person(request, reviewer))

    @app.get("/reports/{report_id}/pages/{number}.png")
    def printed_page(report_id: str, number: int) -> Response:
        from corpus.drawing import draw

        with Ledger.open(path, read_only=True) as ledger:
            file = pdf_of(ledger, report_id)
        if file is None:
            return PlainTextResponse("the report's PDF is not here any more, or another one has its name", 404)
        (picture,) = draw(file, [number], scale=_PIXELS_A_POINT)
        if not picture:
            return PlainTextResponse("this page cannot be drawn: open the report's PDF itself", 422)
        return Response(picture, media_type="image/png")

    @app.post("/reports/{report_id}")
    async def decide(request: Request, report_id: str) -> Response:
        form = await _form(request)
        person = _person(request, reviewer)
        return await run_in_threadpool(_decided, path, report_id, form, person)

    @app.post("/reviewer")
    async def sign(request: Request) -> Response:
        form = await _form(request)
        response = RedirectResponse("/", 303)
        response.set_cookie(_REVIEWER, quote(form.get("reviewer", "").strip()[:60]), httponly=True, samesite="strict")
        response.set_cookie(
            _ROLE, form["role"] if form.get("role") in _ROLES else "reviewer", httponly=True, samesite="strict"
        )
        return response

    return app


def _report_page(path: Path, report_id: str, asked: Mapping[str, str], person: Mapping[str, str]) -> Response:
    with Ledger.open(path, read_only=True) as ledger:
        view = report_view(ledger, report_id, blind=_blind(person))
        if view is None:
            return _page(
                "message.html", person, title="No such report", message=f"There is no report '{report_id}'.", status=404
            )
        fact = view.fact(asked.get("fact", ""))
        past = history(ledger, fact.fact_id, blind=_blind(person)) if fact else []
        pages = printed_pages(ledger, report_id, fact.quotes) if fact else []
    added = _words_to_add(view, asked)
    names = {f.fact_id: f.label for f in view.facts}
    states = {f.fact_id: f for f in view.facts}
    return _page(
        "report.html", person, view=view, fact=fact, past=past, added=added, names=names, states=states, pages=pages
    )


def _words_to_add(view: ReportView, asked: Mapping[str, str]) -> dict[str, Any] | None:
    """The stretch of text that a person selected, with the family of the fact that it tells."""
    try:
        start, end = int(asked["from"]), int(asked["to"])
    except (KeyError, ValueError):
        return None
    text, family = str(view.about["text"]), asked.get("family", "")
    if not 0 <= start < end <= len(text):
        return None
    return {"start": start, "end": end, "quote": text[start:end], "family": family if family in FAMILIES else ""}


def _decided(path: Path, report_id: str, form: Mapping[str, str], person: Mapping[str, str]) -> Response:
    with Ledger.open(path) as ledger:
        decision = _decision(ledger, report_id, form, person)
        fact_id = ledger.decide([decision])[0] if decision else form.get("fact_id", "")
        view = report_view(ledger, report_id, blind=_blind(person))
    following = view.after(fact_id) if view and decision and form.get("then") == "next" else None
    place = following.fact_id if following else fact_id
    return RedirectResponse(f"/reports/{quote(report_id, safe='')}?fact={quote(place, safe='')}#fact", 303)


def _decision(ledger: Ledger, report_id: str, form: Mapping[str, str], person: Mapping[str, str]) -> Decision | None:
    """The decision that a form holds; None if it changes nothing."""
    action = form.get("action", "")
    common: dict[str, Any] = {
        "reviewer": person["name"],
        "role": "adjudicator" if person["role"] == "adjudicator" else "reviewer",
        "blind": person["role"] == "blind",
        "report_id": report_id,
        "why": form.get("why", "").strip(),
    }
    if action == "add":
        family = form.get("family", "")
        if family not in FAMILIES:
            raise SettingsError("choose what kind of fact the words tell")
        start, end = (int(form.get(key, "")) if form.get(key, "").isdecimal() else None for key in ("from", "to"))
        return Decision(action="add", family=family, fields=filled(family, form), start=start, end=end, **common)
    view = report_view(ledger, report_id, blind=_blind(person))
    fact = view.fact(form.get("fact_id", "")) if view else None
    if fact is None:
        raise WarehouseError("this fact is not in the ledger any more: go back to the report")
    common["fact_id"] = fact.fact_id
    fields = changed(fact.family, form, seen_record(form))
    match action:
        case "accept" if not fields:
            return Decision(action="accept", **common)
        case "accept" | "correct":  # what was typed before pressing accept is a correction
            return Decision(action="correct", fields=fields, **common) if fields else None
        case "reject":
            return Decision(action="reject", **common)
        case "merge":
            return Decision(action="merge", into=form.get("into", ""), **common)
        case "restore":
            return Decision(action="correct", fields=_first_field(fact), **common)
    raise SettingsError("choose what to do with the fact")


def _first_field(fact: FactView) -> dict[str, Any]:
    """One field as the machine has it: correcting it brings a rejected fact back."""
    machine = fact.machine or {}
    name = next(
        (
            field.name
            for field in fields_of(fact.family)
            if machine.get(field.name) is not None and field.kind != "therapy"
        ),
        "",
    )
    if not name:
        raise WarehouseError("the machine does not find this fact any more: add it anew")
    return {name: machine[name]}


async def _form(request: Request) -> dict[str, str]:
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > _LARGEST_FORM:
            raise SettingsError("the form is too long")
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))


def _person(request: Request, default: str) -> dict[str, str]:
    name = unquote(request.cookies.get(_REVIEWER, "")).strip() or default
    role = request.cookies.get(_ROLE, "reviewer")
    return {"name": name, "role": role if role in _ROLES else "reviewer"}


def _blind(person: Mapping[str, str]) -> str | None:
    """The reviewer who sees nothing of others, if this one chose so."""
    return person["name"] if person["role"] == "blind" else None


def _page(template: str, person: Mapping[str, str], *, status: int = 200, **values: Any) -> HTMLResponse:
    return HTMLResponse(_pages.get_template(template).render(person=person, **values), status)


def _listener(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
        listener.listen()  # a browser that comes before the page is ready waits instead of being refused
    except OSError as error:
        listener.close()
        raise SettingsError(f"port {port} cannot be used ({error.strerror}): name another or none") from error
    return listener
