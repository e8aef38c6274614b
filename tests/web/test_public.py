"""What somebody without an account may see, and what never leaves."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.export import EXPORTERS
from marsad.export.masking import HIDDEN, masked_claimant
from marsad.web import Config
from web.conftest import client, form_word


@pytest.mark.parametrize(
    ("claimant", "shown"),
    [
        ("report", "report"),
        ("وزارة الصحة", "وزارة الصحة"),
        ("شهود عيان", "شهود عيان"),
        ("المتحدث باسم الجيش", "المتحدث باسم الجيش"),
        ("الحوثيون", "الحوثيون"),
        ("الطبيب سامر العلي", f"الطبيب {HIDDEN}"),
        ("سامر العلي", HIDDEN),
        ("أبو يوسف", HIDDEN),
    ],
)
def test_a_private_persons_name_is_left_out(claimant: str, shown: str) -> None:
    """Offices, bodies and kinds of people are named; a private person is not."""
    assert masked_claimant(claimant) == shown


def test_the_public_sees_no_words_of_single_victims(demo_register: Path) -> None:
    """Pages, API and exports of public mode quote no claim that counts a few people, and no text of a report."""
    with client(Config(register=str(demo_register), public=True)) as one:
        for item in one.get("/api/v1/incidents?limit=500").json()["items"]:
            whole = one.get(f"/api/v1/incidents/{item['id']}").json()
            few = [c for c in whole["claims"] if c["high"] is not None and c["high"] <= 3]
            assert [c for c in few if c["words"] != HIDDEN] == []
        page = one.get(f"/incidents/{item['id']}").text
        assert "data-report" not in page
        assert "/review" not in page
        report = one.get("/reports/syria-2020-aleppo-commander-local")
        assert report.status_code == 200
        assert "باشابور" not in report.text
        assert one.get("/api/v1/reports/syria-2020-aleppo-commander-local").status_code == 404
        for path in ("/review", "/history", "/reports/new", "/people", "/me"):
            assert one.get(path).status_code == 303
        assert one.get("/api/v1/judgements").status_code == 401


def test_notes_never_leave(register: Path) -> None:
    """A note, and the reason of a judgement, are in no export, for whomever it is made."""
    secret = "المصدر السري رقم سبعة"
    with client(Config(register=str(register), reviewer="ليلى")) as one:
        id = one.get("/api/v1/incidents?order=most_told&limit=1").json()["items"][0]["id"]
        for kind in ("note", "accepted"):
            said = {"kind": kind, "why": secret, "form_word": form_word(one)}
            assert one.post(f"/incidents/{id}/judgements", data=said).status_code == 303
        assert secret in one.get(f"/incidents/{id}").text
        for path in (
            *(f"/export/{f.name}" for f in EXPORTERS),
            "/export/acled/about",
            "/tolls.csv",
            "/charts/killed-time.svg",
        ):
            answer = one.get(path)
            assert answer.status_code == 200
            assert secret.encode() not in answer.content
            assert "ليلى".encode() not in answer.content
    with client(Config(register=str(register), public=True)) as one:
        assert secret not in one.get(f"/incidents/{id}").text
        assert secret not in one.get(f"/api/v1/incidents/{id}").text
