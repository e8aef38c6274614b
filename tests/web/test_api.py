"""The API keeps what its description promises."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, Final

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from marsad.web import Config, create_app
from marsad.web.accounts import Accounts
from web.conftest import client, form_word

EACH: Final = 25  # tries of each operation


OPERATIONS: Final = (
    "GET /api/v1/incidents", "GET /api/v1/incidents/{id}", "GET /api/v1/incidents/{id}/claims", "GET /api/v1/reports",
    "GET /api/v1/reports/{id}", "GET /api/v1/tolls", "GET /api/v1/judgements", "POST /api/v1/judgements",
)  # fmt: skip


@pytest.fixture(scope="module")
def described(
    demo_register: Path, some_accounts: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[str, Any], str]:
    """Each operation of the description of a team's workbench, by name, and the key of a reviewer."""
    folder = tmp_path_factory.mktemp("api")
    register = Path(shutil.copy(demo_register, folder / "register.db"))
    accounts = Path(shutil.copy(some_accounts, folder / "accounts.json"))
    app = create_app(Config(register=str(register), accounts=accounts))
    app.state.desk.patience = 0.0
    found = (result.ok() for result in schemathesis.openapi.from_asgi("/api/v1/openapi.json", app).get_all_operations())
    return {operation.label: operation for operation in found}, Accounts(accounts).new_token("sami", "schemathesis")


def test_every_operation_is_tried(described: tuple[dict[str, Any], str]) -> None:
    """The table above names what the description holds."""
    assert set(described[0]) == set(OPERATIONS)


@pytest.mark.parametrize("name", OPERATIONS)
def test_the_description_holds(described: tuple[dict[str, Any], str], name: str) -> None:
    """Whatever is asked that the description allows is answered as it says, and never by a failure."""
    operations, token = described

    @given(case=operations[name].as_strategy())
    @settings(max_examples=EACH, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    def tried(case: Any) -> None:
        response = case.call(headers={"authorization": f"Bearer {token}"})
        checks = [not_a_server_error, response_schema_conformance, status_code_conformance]
        case.validate_response(response, checks=checks)

    tried()


def test_pages_add_up(alone: TestClient) -> None:
    """A list in pages holds each incident once, in one order, whatever the size of a page."""
    whole = [i["id"] for i in alone.get("/api/v1/incidents?limit=500").json()["items"]]
    pages = [alone.get(f"/api/v1/incidents?limit=7&offset={n}").json() for n in range(0, len(whole), 7)]
    assert [i["id"] for page in pages for i in page["items"]] == whole
    assert {page["total"] for page in pages} == {len(whole)}


def test_filters_filter(alone: TestClient) -> None:
    """Dates, type, place, area, toll, outlet and words each leave only incidents that fit them."""

    def items(query: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = alone.get(f"/api/v1/incidents?limit=500&{query}").json()["items"]
        assert found, query
        return found

    assert {i["type"] for i in items("type=airstrike&type=shelling")} == {"airstrike", "shelling"}
    assert all(i["date"][:4] in ("2017",) for i in items("date_from=2017-01-01&date_to=2017-12-31"))
    assert all((i["killed"]["best"] or i["killed"]["low"]) >= 20 for i in items("least=20"))
    assert all("syria_gov" in i["actors"] + i["targets"] for i in items("side=syria_gov"))
    assert all(any(p["admin1"] == "حلب" or p["name"] == "حلب" for p in i["places"]) for i in items("place=حلب"))
    assert len(items("box=36,35,38,37")) < len(items(""))
    assert len(items("text=مسجد")) < len(items(""))
    assert alone.get("/api/v1/incidents?box=1,2").status_code == 400


def test_a_claim_can_be_found_in_its_report(alone: TestClient) -> None:
    """The span of a claim cuts its words out of the text of its report."""
    for item in alone.get("/api/v1/incidents?limit=20&least=1").json()["items"]:
        for claim in alone.get(f"/api/v1/incidents/{item['id']}/claims").json()["items"]:
            text = alone.get(f"/api/v1/reports/{claim['report']}").json()["text"]
            assert text[claim["span"][0] : claim["span"][1]] == claim["words"]


def test_a_judgement_through_the_api_is_felt(register: Path) -> None:
    """A discounted incident has its grade at once, and has its old one back when that is undone."""
    with client(Config(register=str(register), reviewer="ليلى")) as one:
        word = {"x-form-word": form_word(one)}
        id = one.get("/api/v1/incidents?order=most_told&limit=1").json()["items"][0]["id"]
        before = one.get(f"/api/v1/incidents/{id}").json()["grade"]
        one.app.state.desk.patience = 30.0  # type: ignore[attr-defined]
        said = {"kind": "discounted", "about": [id], "why": "تمرين لا حادثة"}
        made = one.post("/api/v1/judgements", json=said, headers=word)
        assert made.status_code == 201, made.text
        assert one.get(f"/api/v1/incidents/{id}").json()["grade"] == "discounted"
        undo = {"kind": "undo", "about": [made.json()["id"]], "why": "بل حادثة"}
        assert one.post("/api/v1/judgements", json=undo, headers=word).status_code == 201
        assert one.get(f"/api/v1/incidents/{id}").json()["grade"] == before
        assert one.get("/api/v1/judgements").json()["total"] == 2
