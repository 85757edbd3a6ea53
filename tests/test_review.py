"""The review page: facts at their places, decisions that stay, and nobody else's hands on it."""

import re
import shutil
from datetime import date
from html import unescape
from pathlib import Path
from socket import create_connection
from typing import Any

import pytest
from fastapi.testclient import TestClient
from test_warehouse import TEXT, ask, case, document

from flows.review import _listener as listener
from flows.review import create_app
from flows.review_forms import FAMILIES, Field, changed, fields_of, filled, shown
from flows.review_text import Place, blocks
from flows.review_timeline import picture
from models import SettingsError
from warehouse import Ledger

HOME = "http://127.0.0.1:8765"
CRS = "doe-2020/y1"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("review") / "ledger.duckdb"
    evil = TEXT + " <script>alert(1)</script> & \"quoted\" 'words'"
    with Ledger.open(path) as ledger:
        ledger.load([(document(text=evil), case())])
    return path


@pytest.fixture
def path(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(template, tmp_path / "ledger.duckdb"))


def browser(path: Path, *, token: str | None = "secret", home: str = HOME) -> TestClient:
    app = create_app(path, port=8765, token="secret", reviewer="AB")
    client = TestClient(app, base_url=home, headers={"Origin": HOME})
    if token is not None:
        client.get(f"/?token={token}")
    return client


def page(client: TestClient, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.text
    return response.text


def form_of(html: str) -> dict[str, str]:
    """The fields of the decision's form, as a browser would send them."""
    form = re.search(r'<form method="post"[^>]*id="decision">(.*?)</form>', html, re.DOTALL)
    assert form
    values = dict(re.findall(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"', form[1]))
    for name, body in re.findall(r'<select name="(\w+)"[^>]*>(.*?)</select>', form[1], re.DOTALL):
        chosen = re.search(r'<option(?: value="([^"]*)")? selected>([^<]*)', body)
        values[name] = (chosen[1] if chosen[1] is not None else chosen[2]) if chosen else ""
    return {name: unescape(value) for name, value in values.items()}


def post(client: TestClient, values: dict[str, Any], address: str = "/reports/doe-2020") -> Any:
    return client.post(address, data=values, follow_redirects=False)


def test_the_list_says_what_is_unchecked(path: Path) -> None:
    html = page(browser(path), "/")
    assert "doe-2020" in html
    assert "0 of 12" in html


def test_every_fact_is_highlighted_at_its_place(path: Path) -> None:
    html = page(browser(path), "/reports/doe-2020")
    told = re.findall(r'<a data-start="(\d+)" class="told [^>]*>([^<]*)</a>', html)
    assert all(TEXT[int(start) :].startswith(unescape(words)) for start, words in told)
    assert {"tocilizumab", "8 mg/kg once", "A 40-year-old man"} <= {unescape(words) for _, words in told}


def test_the_text_comes_whole_and_escaped(path: Path) -> None:
    html = page(browser(path), "/reports/doe-2020")
    pieces = re.findall(r"<(?:a|span) data-start=[^>]*>([^<]*)</(?:a|span)>", html)
    assert unescape("".join(pieces)).startswith(TEXT)
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html


def test_the_timeline_is_drawn(path: Path) -> None:
    html = page(browser(path), "/reports/doe-2020")
    assert html.count("<circle") == 4  # the infusion, tocilizumab, CRS, the dated CR
    assert "CRS grade 2 (ASTCT)" in html


def test_a_correction_is_still_there_after_reloading(path: Path) -> None:
    client = browser(path)
    values = form_of(page(client, f"/reports/doe-2020?fact={CRS}"))
    assert values["grade"] == "2"
    answer = post(client, values | {"action": "correct", "grade": "3", "why": "oxygen by mask"})
    assert answer.status_code == 303
    assert ask(path, "SELECT grade, decided FROM toxicities") == [(3, "corrected")]
    assert ask(path, "SELECT reviewer, field, value, machine_value, why FROM decisions") == [
        ("AB", "grade", "3", "2", "oxygen by mask")
    ]
    html = page(client, f"/reports/doe-2020?fact={CRS}")
    assert form_of(html)["grade"] == "3"
    assert "oxygen by mask" in html


def test_accepting_goes_on_to_the_next_fact(path: Path) -> None:
    client = browser(path)
    values = form_of(page(client, "/reports/doe-2020?fact=doe-2020/p1"))
    answer = post(client, values | {"action": "accept"})
    assert answer.headers["location"] == "/reports/doe-2020?fact=doe-2020%2Ft1#fact"
    assert ask(path, "SELECT decided FROM patients") == [("accepted",)]


def test_what_was_typed_before_accepting_is_a_correction(path: Path) -> None:
    client = browser(path)
    values = form_of(page(client, f"/reports/doe-2020?fact={CRS}"))
    post(client, values | {"action": "accept", "onset_day": "7", "managed_with": "tocilizumab; dexamethasone"})
    assert ask(path, "SELECT onset_day, managed_with, decided FROM toxicities") == [
        (7, ["tocilizumab", "dexamethasone"], "corrected")
    ]


def test_reject_and_bring_back(path: Path) -> None:
    client = browser(path)
    post(client, form_of(page(client, f"/reports/doe-2020?fact={CRS}")) | {"action": "reject"})
    assert ask(path, "FROM toxicities") == []
    html = page(client, f"/reports/doe-2020?fact={CRS}")
    assert "Bring back" in html
    post(client, {"fact_id": CRS, "action": "restore"})
    assert ask(path, "SELECT grade FROM toxicities") == [(2,)]


def test_add_a_fact_by_the_words_that_tell_it(path: Path) -> None:
    client = browser(path)
    start = TEXT.index("got tocilizumab")
    words = {"from": start, "to": start + 15}
    html = page(client, f"/reports/doe-2020?from={start}&to={start + 15}&family=doses")
    assert "got tocilizumab" in html
    post(client, {"action": "add", "family": "doses", "therapy": "t3", "value": "400", "unit": "mg", **words})
    assert ask(path, "SELECT name, value, unit, decided FROM doses WHERE decided = 'added'") == [
        ("tocilizumab", 400.0, "mg", "added")
    ]


def test_merge(path: Path) -> None:
    post(browser(path), {"fact_id": "doe-2020/t1", "action": "merge", "into": "doe-2020/t3"})
    assert ask(path, "SELECT count(*) FROM therapies") == [(2,)]


def test_two_reviewers_lose_nothing(path: Path) -> None:
    first, second = browser(path), browser(path)
    second.post("/reviewer", data={"reviewer": "Zoë ü", "role": "adjudicator"})
    seen = [form_of(page(client, f"/reports/doe-2020?fact={CRS}")) for client in (first, second)]
    post(first, seen[0] | {"action": "correct", "grade": "3"})
    post(second, seen[1] | {"action": "correct", "system": "Lee"})
    assert ask(path, "SELECT grade, system FROM toxicities") == [(3, "Lee")]
    assert ask(path, "SELECT reviewer, role FROM decisions") == [("AB", "reviewer"), ("Zoë ü", "adjudicator")]


def test_in_dual_extraction_nobody_sees_the_others_work(path: Path) -> None:
    clients = []
    for name in ("AB", "CD"):
        clients.append(browser(path))
        clients[-1].post("/reviewer", data={"reviewer": name, "role": "blind"})
    first, second = clients
    dose = "/reports/doe-2020?fact=doe-2020/d3"
    post(first, form_of(page(first, f"/reports/doe-2020?fact={CRS}")) | {"action": "correct", "grade": "4"})
    post(first, form_of(page(first, "/reports/doe-2020?fact=doe-2020/t1")) | {"action": "reject"})
    post(first, form_of(page(first, dose)) | {"action": "correct", "value": "12", "therapy": "t2"})
    start = TEXT.index("got tocilizumab")
    added = {"action": "add", "family": "therapies", "patient": "1", "name": "siltuximab", "kind": "drug"}
    answer = post(first, added | {"from": start, "to": start + 15})
    assert answer.status_code == 303, answer.text
    html = page(second, f"/reports/doe-2020?fact={CRS}")
    assert form_of(html)["grade"] == "2"
    assert "History" not in html
    assert "siltuximab" not in html
    assert form_of(page(second, dose))["therapy"] == "t3"
    assert "fludarabine" in page(second, "/reports/doe-2020?fact=doe-2020/t1")
    mine = page(first, dose)
    assert (form_of(mine)["value"], form_of(mine)["therapy"]) == ("12", "t2")
    assert "siltuximab" in mine
    post(second, form_of(html) | {"action": "accept"})
    assert ask(path, "SELECT attention FROM fact_values WHERE fact_id = ?", CRS) == [("disputed",)]
    assert ask(path, "SELECT n, agreed FROM agreement WHERE family = 'toxicities' AND field = 'grade'") == [(1, 0.0)]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"fact_id": CRS, "action": "correct", "grade": "9", "seen": "{}"}, "less than or equal to 5"),
        ({"fact_id": CRS, "action": "correct", "grade": "two", "seen": "{}"}, "is no number"),
        ({"fact_id": CRS, "action": "correct", "grade": "2", "seen": "{"}, "form is damaged"),
        ({"fact_id": "doe-2020/none", "action": "accept"}, "not in the ledger any more"),
        ({"fact_id": CRS, "action": "fly"}, "choose what to do"),
        ({"action": "add", "family": "doses", "from": "1", "to": "x"}, "at least one field|start and end"),
        ({"action": "add", "family": "spells", "from": "1", "to": "2"}, "what kind of fact"),
    ],
)
def test_what_cannot_be_is_said(path: Path, values: dict[str, str], message: str) -> None:
    answer = post(browser(path), values)
    assert answer.status_code == 422
    assert re.search(message, unescape(answer.text))
    assert ask(path, "FROM decisions") == []


def test_a_report_that_is_not_there(path: Path) -> None:
    answer = browser(path).get("/reports/<b>none")
    assert answer.status_code == 404
    assert "<b>none" not in answer.text


@pytest.mark.parametrize("token", [None, "", "wrong", "sécret"])
def test_nobody_without_the_token(path: Path, token: str | None) -> None:
    client = browser(path, token=token)
    assert client.get("/").status_code == 403
    assert client.get("/assets/review.js").status_code == 403
    assert post(client, {"fact_id": CRS, "action": "accept"}).status_code == 403


def test_the_token_leaves_the_address(path: Path) -> None:
    client = browser(path, token=None)
    answer = client.get("/reports/doe-2020?fact=a%2Fb&token=secret", follow_redirects=False)
    assert answer.headers["location"] == "/reports/doe-2020?fact=a%2Fb"
    assert "httponly" in answer.headers["set-cookie"].lower()
    assert "samesite=strict" in answer.headers["set-cookie"].lower()


@pytest.mark.parametrize("host", ["evil.example:8765", "127.0.0.1:9999", "127.0.0.1", ""])
def test_no_other_host(path: Path, host: str) -> None:
    assert browser(path).get("/", headers={"Host": host}).status_code == 403


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:9999", ""])
def test_no_form_of_another_page(path: Path, origin: str) -> None:
    client = browser(path)
    values = {"fact_id": CRS, "action": "accept"}
    assert client.post("/reports/doe-2020", data=values, headers={"Origin": origin}).status_code == 403
    assert ask(path, "FROM decisions") == []


def test_nothing_inline_and_nothing_from_elsewhere(path: Path) -> None:
    answer = browser(path).get("/reports/doe-2020")
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert not re.search(r"\son\w+=|style=|<script>|https?://(?!127)", answer.text)


def test_a_browser_that_comes_early_is_not_refused() -> None:
    """The address is told, and the browser opened, before the page answers."""
    with listener(0) as socket, create_connection(socket.getsockname(), timeout=5):
        pass


def test_a_long_form_is_refused(path: Path) -> None:
    assert post(browser(path), {"fact_id": CRS, "why": "x" * 200_000}).status_code == 422


def test_text_is_cut_where_facts_begin_and_end() -> None:
    places = [Place(2, 8, "long"), Place(4, 6, "short"), Place(90, 99, "elsewhere")]
    (block,) = blocks("0123456789", [], places)
    assert [(p.text, p.facts) for p in block.pieces] == [
        ("01", ()),
        ("23", ("long",)),
        ("45", ("short", "long")),
        ("67", ("long",)),
        ("89", ()),
    ]


def test_a_fact_across_sections_shows_in_both() -> None:
    parts = blocks("abcdef", [("title", None, 0, 3), ("case", "Case", 3, 6)], [Place(2, 4, "x")])
    assert [[(p.text, p.facts) for p in b.pieces] for b in parts] == [
        [("ab", ()), ("c", ("x",))],
        [("d", ("x",)), ("ef", ())],
    ]


@pytest.mark.parametrize("family", FAMILIES)
def test_a_form_that_nobody_touched_changes_nothing(family: str) -> None:
    for fact in getattr(case(), family):
        record = fact.model_dump(mode="json")
        form = {field.name: shown(field, record.get(field.name)) for field in fields_of(family)}
        assert changed(family, form, record) == {}
        assert FAMILIES[family].model_validate_json(fact.model_dump_json())
        assert filled(family, form).items() <= {k: v for k, v in record.items() if v is not None}.items()


def test_fields_know_what_they_may_hold() -> None:
    kinds = {field.name: field.kind for field in fields_of("toxicities")}
    assert kinds["occurred"] == "truth"
    assert kinds["grade"] == "number"
    assert kinds["onset_day"] == "numbers"
    assert kinds["managed_with"] == "list"
    assert fields_of("toxicities")[1] == Field(
        name="name", kind="choice", options=("CRS", "ICANS", "GVHD", "IEC-HS"), required=True
    )
    assert {f.name: f.kind for f in fields_of("doses")}["therapy"] == "therapy"


def test_a_number_must_be_one() -> None:
    with pytest.raises(SettingsError, match="value: 'many' is no number"):
        filled("doses", {"value": "many"})


def event(family: str, what: str, day: int | None = None, on: date | None = None) -> dict[str, Any]:
    return {"family": family, "what": what, "day": day, "date": None, "calendar_date": on, "fact_id": what}


def test_labels_of_a_timeline_do_not_overlap() -> None:
    drawn = picture([event("therapies", f"a long name {n}", day=day) for n, day in enumerate((0, 1, 2, 50, 400))])
    assert drawn is not None
    rows = [mark.y for mark in drawn.marks]
    assert len(set(rows[:3])) == 3, "three labels at almost one place take three rows"
    assert rows[3] == rows[4] == rows[0]


def test_a_timeline_uses_days_only_where_nothing_has_a_date() -> None:
    dated = picture([event("therapies", "a", on=date(2020, 1, 1)), event("responses", "b", day=3)])
    assert dated is not None
    assert (len(dated.marks), dated.undated) == (1, 1)
    assert picture([event("therapies", "a")]) is None
