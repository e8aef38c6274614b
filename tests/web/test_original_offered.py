"""The original of a report is offered as a file, to whoever has an account, and never shown as a page."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from marsad.archive import Archive
from marsad.cli.options import intake_of
from marsad.extract import Reader
from marsad.pipeline import run
from marsad.register import open_register
from marsad.settings import from_environment
from marsad.web import Config
from web.conftest import client, logged_in

PAGE = (
    '<html><head><meta charset="utf-8"><script>alert(document.cookie)</script></head><body><article>'
    "<p>قتل ثلاثة مدنيين في قصف مدفعي على بلدة نبل في ريف حلب الشمالي أمس.</p></article></body></html>"
).encode()
SHA256 = hashlib.sha256(PAGE).hexdigest()


@pytest.fixture
def kept(tmp_path: Path, reader: Reader) -> Path:
    """A register with one report read from a page that holds a script, and the page beside it."""
    path = tmp_path / "r.db"
    (tmp_path / "nubl.html").write_bytes(PAGE)
    intake = intake_of(
        settings=from_environment({"MARSAD_WORKERS": "1"}), problems=print, published="2020-02-03", outlet=None,
        manifest=None, archive=Archive(folder=tmp_path / "r.originals"),
    )  # fmt: skip
    with open_register(path) as register:
        run([tmp_path / "nubl.html"], register=register, intake=intake, reader=reader)
    return path


@pytest.fixture
def alone(kept: Path) -> Iterator[TestClient]:
    with client(Config(register=str(kept), reviewer="ليلى")) as one:
        yield one


def test_an_original_is_downloaded_and_never_opened(alone: TestClient) -> None:
    """As it was sent, under headers by which no browser shows it: a file, of no known type, in a sandbox."""
    assert f'<a href="/originals/{SHA256}" download>' in alone.get("/reports/nubl").text
    answer = alone.get(f"/originals/{SHA256}")
    assert answer.content == PAGE
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"] == f'attachment; filename="original-{SHA256[:16]}.bin"'
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("name", ["0" * 64, SHA256[:-1], SHA256.upper(), "..%2f..%2fetc%2fpasswd", f"{SHA256}%0a"])
def test_no_other_file_is_handed_out(alone: TestClient, name: str) -> None:
    """What is no hash of an original that a report names is not there."""
    assert alone.get(f"/originals/{name}").status_code == 404


def test_an_original_that_no_report_names_is_not_handed_out(alone: TestClient, tmp_path: Path) -> None:
    """Something may lie in the folder that this register knows nothing of."""
    other = Archive(folder=tmp_path / "r.originals").keep(b"of another register")
    assert alone.get(f"/originals/{other}").status_code == 404


def test_a_removed_original_is_not_offered(alone: TestClient, tmp_path: Path) -> None:
    """Neither the link nor the file."""
    Archive(folder=tmp_path / "r.originals").remove(SHA256, why="a request")
    assert "/originals/" not in alone.get("/reports/nubl").text
    assert alone.get(f"/originals/{SHA256}").status_code == 404


def test_an_original_that_was_exchanged_is_not_handed_out(alone: TestClient, tmp_path: Path) -> None:
    """Its hash is looked at; what is wrong is told as an error of the register."""
    archive = Archive(folder=tmp_path / "r.originals")
    other = archive.keep(b"another page")
    file = archive.folder / SHA256[:2] / f"{SHA256[2:]}.zst"
    file.write_bytes((archive.folder / other[:2] / f"{other[2:]}.zst").read_bytes())
    answer = alone.get(f"/originals/{SHA256}")
    assert answer.status_code == 503
    assert b"another page" not in answer.content


def test_the_public_gets_no_originals(kept: Path, accounts: Path) -> None:
    """Whoever only looks is asked to log in; a reader with an account may have it."""
    with client(Config(register=str(kept), accounts=accounts, public=True)) as one:
        assert one.get(f"/originals/{SHA256}").status_code == 303
        assert "/originals/" not in one.get("/reports/nubl").text
        assert logged_in(one, "qari").get(f"/originals/{SHA256}").status_code == 200
