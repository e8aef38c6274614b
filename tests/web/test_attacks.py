"""A table of attacks, each tried on a real workbench."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest
from fastapi.testclient import TestClient

from marsad.register import open_register
from marsad.web import Config
from marsad.web.accounts import Accounts
from marsad.web.limits import PER_NAME
from marsad.web.sessions import COOKIE, Sessions
from web.conftest import PASSWORD, client, form_word, logged_in

SCRIPT: Final = '<script>alert("x")</script><img src=x onerror=alert(1)>'
REPORT: Final = f"قتل 3 مدنيين في قصف على بلدة نبل {SCRIPT} وأصيب أربعة آخرون أمس."
CHANGES: Final = (
    ("/incidents/{id}/judgements", {"kind": "note", "why": "x"}),
    ("/judgements/1/undo", {"why": "x"}),
    ("/reports/new", {"text": REPORT, "store": "yes"}),
    ("/people", {"name": "eve", "role": "admin", "password": PASSWORD}),
    ("/people/role", {"name": "laila", "role": "admin"}),
    ("/me/password", {"old": PASSWORD, "new": "another long password"}),
    ("/me/tokens", {"label": "x"}),
    ("/choices", {"language": "en"}),
    ("/logout", {}),
)

NONSENSE: Final = (
    "' OR 1=1 --", '"; DROP TABLE incidents; --', "%' UNION SELECT 1 --", "\x00", "*" * 5000, "﷽" * 300,
)  # fmt: skip
WAYS_OUT: Final = (
    "../../etc/passwd", "..%2f..%2fpyproject.toml", "%2e%2e/%2e%2e/app.py", "....//app.py", "/etc/passwd",
)  # fmt: skip


def first_incident(one: TestClient) -> str:
    id: str = one.get("/api/v1/incidents?limit=1").json()["items"][0]["id"]
    return id


def test_a_report_cannot_bring_a_script(register: Path) -> None:
    """A script in the title and the body of a report is words, on the preview, the report's page and the incident's."""
    with client(Config(register=str(register), reviewer="ليلى")) as one:
        form = {"text": REPORT, "title": SCRIPT, "outlet": SCRIPT, "published": "2020-02-03"}
        form["form_word"] = form_word(one)
        preview = one.post("/reports/new", data=form)
        kept = one.post("/reports/new", data={**form, "store": "yes"})
        assert kept.status_code == 303, kept.text
        days = {"date_from": "2020-02-02", "date_to": "2020-02-03"}
        told = [f"/incidents/{i['id']}" for i in one.get("/api/v1/incidents", params=days).json()["items"]]
        pages = [preview, *map(one.get, (kept.headers["location"], "/reports", "/incidents?from=2020-02-01", *told))]
        assert len(pages) > 4
        for page in pages:
            assert page.status_code == 200
            assert "<script>alert" not in page.text
            assert "<img src=x" not in page.text
            assert "onerror=alert" not in re.sub(r"&lt;.*?&gt;", "", page.text)
        assert "&lt;script&gt;" in preview.text


def test_a_link_cannot_run(register: Path) -> None:
    """An address that is no web address is refused where a report is added."""
    with client(Config(register=str(register))) as one:
        form = {"form_word": form_word(one), "text": REPORT, "url": "javascript:alert(1)"}
        assert one.post("/reports/new", data=form).status_code == 400


def test_the_policy_lets_nothing_else_run(alone: TestClient) -> None:
    """Each answer, errors too, names the workbench as the only source of scripts, styles and forms."""
    for path in ("/", "/nowhere", "/static/desk.js", "/api/v1/incidents", "/login"):
        policy = alone.get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
        assert "frame-ancestors 'none'" in policy


def test_no_cell_is_a_formula(register: Path) -> None:
    """What begins like a formula leaves in CSV behind an apostrophe, in the export and in the table of a chart."""
    with client(Config(register=str(register))) as one:
        for path in ("/export/csv", "/tolls.csv?by=side", "/tolls.csv?by=province"):
            cells = [cell for line in one.get(path).text.lstrip("\ufeff").splitlines() for cell in line.split(",")]
            assert [c for c in cells if c.strip('"').startswith(("=", "+", "@", "\t"))] == []


@pytest.mark.parametrize("name", ["text", "place", "outlet", "side", "type", "order", "box", "from", "page", "least"])
@pytest.mark.parametrize("value", NONSENSE)
def test_a_filter_is_no_query(alone: TestClient, name: str, value: str) -> None:
    """SQL and nonsense in any part of a filter find what they say and break nothing."""
    for path in ("/incidents", "/charts", "/reports", "/export/jsonl"):
        assert alone.get(path, params={name: value}).status_code == 200
    assert alone.get("/api/v1/incidents").json()["total"] > 0


@pytest.mark.parametrize("path", WAYS_OUT)
def test_no_path_leads_out(alone: TestClient, path: str) -> None:
    """Neither the static files, nor a report's id, nor an export's format lead to a file."""
    for start in ("/static/", "/reports/", "/export/", "/charts/"):
        answer = alone.get(start + path)
        assert answer.status_code in (404, 307), answer.text
        assert "root:" not in answer.text
        assert "create_app" not in answer.text


def test_a_forged_session_is_nobodys(register: Path, accounts: Path) -> None:
    """A cookie signed with another secret, a changed one, and one of an account that changed since, open nothing."""
    with client(Config(register=str(register), accounts=accounts)) as one:
        logged_in(one, "huda")
        good = one.cookies[COOKIE]
        forged = Sessions("another secret").signed(Sessions("another secret").new("huda", 1))
        for cookie in (forged, good[:-3] + "abc", "", "null", good.replace(".", "")):
            one.cookies.set(COOKIE, cookie)
            assert one.get("/people").status_code == 303
        one.cookies.set(COOKIE, good)
        assert one.get("/people").status_code == 200
        Accounts(accounts).set_password("huda", "quite another password")
        assert one.get("/people").status_code == 303


@pytest.mark.parametrize(("path", "form"), CHANGES)
def test_no_other_site_can_post(register: Path, accounts: Path, path: str, form: dict[str, str]) -> None:
    """Whatever changes something needs the word of a page of this very session, and comes from no other site."""
    with client(Config(register=str(register), accounts=accounts)) as one:
        logged_in(one, "huda")
        where = path.format(id=first_incident(one))
        word = form_word(one)
        with client(Config(register=str(register), accounts=accounts)) as other:
            strange = form_word(logged_in(other, "huda"))
        for given in ("", "0" * 40, strange):
            assert one.post(where, data={**form, "form_word": given}).status_code == 403
        foreign = one.post(where, data={**form, "form_word": word}, headers={"origin": "https://evil.example"})
        assert foreign.status_code == 403
    with open_register(register, read_only=True) as opened:
        assert opened.counts().judgements == 0
    assert {a.name for a in Accounts(accounts).all()} == {"qari", "laila", "sami", "huda"}


def test_the_api_writes_for_no_session_without_its_word(register: Path, accounts: Path) -> None:
    """A page of another site cannot judge through the API in the name of whoever is logged in."""
    with client(Config(register=str(register), accounts=accounts)) as one:
        logged_in(one, "sami")
        said = {"kind": "note", "about": [first_incident(one)], "why": "x"}
        assert one.post("/api/v1/judgements", json=said).status_code == 403
        assert one.post("/api/v1/judgements", json=said, headers={"x-form-word": form_word(one)}).status_code == 201


@pytest.mark.parametrize(
    ("name", "path", "form", "status"),
    [
        ("qari", "/incidents/{id}/judgements", {"kind": "note", "why": "x"}, 403),
        ("qari", "/reports/new", {"text": REPORT, "store": "yes"}, 403),
        ("laila", "/incidents/{id}/judgements", {"kind": "discounted", "why": "x"}, 403),
        ("laila", "/people", {"name": "eve", "role": "admin", "password": PASSWORD}, 403),
        ("sami", "/people/role", {"name": "sami", "role": "admin"}, 403),
        ("huda", "/people/role", {"name": "huda", "role": "reader"}, 400),
        ("sami", "/incidents/{id}/judgements", {"kind": "discounted", "why": "x"}, 303),
    ],
)
def test_a_role_does_no_more_than_it_may(
    register: Path, accounts: Path, name: str, path: str, form: dict[str, str], status: int
) -> None:
    """A reader judges nothing, a coder discounts nothing, only an admin makes accounts, and the last one stays."""
    with client(Config(register=str(register), accounts=accounts)) as one:
        logged_in(one, name)
        answer = one.post(path.format(id=first_incident(one)), data={**form, "form_word": form_word(one)})
        assert answer.status_code == status, answer.text


def test_the_judgement_of_another_is_not_taken_back_by_a_coder(register: Path, accounts: Path) -> None:
    """A coder takes back own judgements only, a reviewer those of all."""
    with client(Config(register=str(register), accounts=accounts)) as one:
        logged_in(one, "sami")
        note = {"kind": "note", "why": "x", "form_word": form_word(one)}
        one.post(f"/incidents/{first_incident(one)}/judgements", data=note)
        logged_in(one, "laila")
        assert one.post("/judgements/1/undo", data={"why": "x", "form_word": form_word(one)}).status_code == 403
        logged_in(one, "sami")
        assert one.post("/judgements/1/undo", data={"why": "x", "form_word": form_word(one)}).status_code == 303


def test_an_upload_has_an_end(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is larger than a report may be is refused before it is read, and a binary file is named as none."""
    monkeypatch.setenv("MARSAD_MAX_REPORT_BYTES", "20000")
    with client(Config(register=str(register))) as one:
        word = form_word(one)
        large = one.post("/reports/new", data={"form_word": word}, files={"file": ("a.txt", b"x" * 400_000)})
        assert large.status_code == 413
        over = one.post("/reports/new", data={"form_word": word}, files={"file": ("a.txt", b"x" * 30_000)})
        assert over.status_code == 400
        binary = one.post("/reports/new", data={"form_word": word}, files={"file": ("a.txt", bytes(range(256)) * 20)})
        assert binary.status_code == 400


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [
        ("خبر.eml", b"Subject: X\r\nMessage-ID: <a@b>\r\n\r\n" + "قتل 14 مدنيا.".encode(), 200),
        ("../../a.csv", "text\nقتل 14 مدنيا.\n".encode(), 200),
        ("..\\..\\", "قتل 14 مدنيا.".encode(), 200),
        ("/etc/.txt", "قتل 14 مدنيا.".encode(), 200),
        ("a.csv", "text\nقتل 14 مدنيا.\nخبر آخر.\n".encode(), 400),
        ("a.pdf", b"%PDF-1.7", 400),
        ("a.docx", b"PK", 400),
    ],
)
def test_a_file_of_any_kind_that_is_read(register: Path, name: str, content: bytes, status: int) -> None:
    """An upload is read as its kind is read elsewhere, one report at a time, and its name leads nowhere."""
    with client(Config(register=str(register))) as one:
        told = one.post("/reports/new", data={"form_word": form_word(one)}, files={"file": (name, content)})
        assert told.status_code == status
        assert ("14 مدنيا" in told.text) == (status == 200)


def test_log_in_is_tried_only_so_often(register: Path, accounts: Path) -> None:
    """After five failures the right password is not even tried, and the page says for how long."""
    with client(Config(register=str(register), accounts=accounts)) as one:
        word = form_word(one, "/login")
        for _ in range(PER_NAME):
            wrong = one.post("/login", data={"form_word": word, "name": "laila", "password": "no"})
            assert wrong.status_code == 401
        right = one.post("/login", data={"form_word": word, "name": "laila", "password": PASSWORD})
        assert right.status_code == 429
        assert "laila" in right.text


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_log_in_leads_nowhere_else(register: Path, accounts: Path, back: str) -> None:
    """The page one comes back to is one of the workbench."""
    with client(Config(register=str(register), accounts=accounts)) as one:
        form = {"form_word": form_word(one, "/login"), "name": "laila", "password": PASSWORD, "back": back}
        assert one.post("/login", data=form).headers["location"] == "/"


def test_a_single_user_workbench_answers_to_no_foreign_name(alone: TestClient) -> None:
    """A site whose name is made to lead to this machine reads nothing from an open workbench."""
    assert alone.get("/", headers={"host": "evil.example"}).status_code == 400
    assert alone.get("/", headers={"host": "evil.example:8000"}).status_code == 400
    for host in ("localhost:8000", "127.0.0.1", "[::1]:8000"):
        assert alone.get("/", headers={"host": host}).status_code == 200


def test_passwords_are_kept_as_argon2(accounts: Path) -> None:
    """The file of accounts holds no password and no key as it was given, and is its owner's alone."""
    kept = Accounts(accounts)
    token = kept.new_token("laila", "a script")
    text = accounts.read_text(encoding="utf-8")
    assert PASSWORD not in text
    assert token.rpartition("_")[2] not in text
    assert text.count("$argon2id$") == 4
    assert accounts.stat().st_mode & 0o077 == 0


def test_no_key_opens_a_closed_account(register: Path, accounts: Path) -> None:
    """A key works until its account is closed or it is revoked; a made-up one never does."""
    kept = Accounts(accounts)
    token = kept.new_token("laila", "a script")
    with client(Config(register=str(register), accounts=accounts)) as one:

        def asked(key: str) -> int:
            return one.get("/api/v1/judgements", headers={"authorization": f"Bearer {key}"}).status_code

        assert asked(token) == 200
        assert asked(token[:-1] + "x") == 401
        assert asked("marsad__") == 401
        assert one.get("/api/v1/incidents").status_code == 401
        kept.set_active("laila", False)
        assert asked(token) == 401
