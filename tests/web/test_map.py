"""The map beyond the mouse and beyond the network: keys, the user's own tiles, and pages on paper."""

from __future__ import annotations

import gzip
import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import expect

from marsad.errors import UsageError
from marsad.web import Config, create_app
from web.conftest import Opens, Served, served


@pytest.fixture(scope="module")
def reading(demo_register: Path) -> Iterator[Served]:
    """A workbench of one user that is only looked at."""
    with served(Config(register=str(demo_register), reviewer="ليلى")) as one:
        yield one


def picture() -> bytes:
    """A PNG of 256 by 256 grey points."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\xb0" * 256 for _ in range(256))
    head = struct.pack(">IIBBBBB", 256, 256, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def pmtiles(path: Path) -> Path:
    """An archive of version 3 with one tile, the world: header, one directory, its description, the tile."""
    tile, about = picture(), gzip.compress(b"{}")
    size = bytes([len(tile) & 0x7F | 0x80, len(tile) >> 7])  # a varint of two bytes
    assert 128 <= len(tile) < 128 * 128
    entries = gzip.compress(b"\x01" + b"\x00" + b"\x01" + size + b"\x01")  # count, id, run, length, offset + 1
    root, described = 127, 127 + len(entries)
    data = described + len(about)
    places = (root, len(entries), described, len(about), data, 0, data, len(tile), 1, 1, 1)
    kinds = bytes([1, 2, 1, 2, 0, 0])  # clustered, directories in gzip, tiles as they are, PNG, zooms 0 to 0
    box = struct.pack("<iiii", -1_800_000_000, -850_000_000, 1_800_000_000, 850_000_000)
    header = b"PMTiles\x03" + struct.pack("<11Q", *places) + kinds + box + b"\x00" + struct.pack("<ii", 0, 0)
    assert len(header) == root
    path.write_bytes(header + entries + about + tile)
    return path


def test_the_view_of_the_map_becomes_the_filter(reading: Served, opens: Opens) -> None:
    """Without a mouse: the map is moved and brought closer by keys, and what it shows is taken as the area."""
    page = opens(reading, "/incidents?view=map")
    page.wait_for_selector("#map[data-ready]")
    before = page.locator("[role=status] h2").inner_text()
    page.locator("#map canvas").focus()
    for key in ("+", "+", "+", "+", "ArrowUp"):
        page.keyboard.press(key)
        page.wait_for_timeout(400)  # the map moves
    page.locator("#inview").press("Enter")
    page.wait_for_url(re.compile(r"box=[0-9]"))
    expect(page.locator("[role=status] h2")).not_to_have_text(before)


def test_the_users_own_tiles_come_from_their_file(demo_register: Path, opens: Opens, tmp_path: Path) -> None:
    """A PMTiles file on this disk is drawn under the incidents, asked for in pieces; no other host is spoken to."""
    asked: list[str] = []
    with served(Config(register=str(demo_register), tiles=str(pmtiles(tmp_path / "own.pmtiles")))) as desk:
        page = opens(desk)
        page.on("response", lambda r: asked.append(f"{r.status} {r.request.headers.get('range', '')}"))
        page.goto("/incidents?view=map")
        page.wait_for_selector("#map[data-ready]")
        page.wait_for_function("performance.getEntriesByType('resource').some(e => e.name.endsWith('/tiles.pmtiles'))")
        expect(page.locator(".pin").first).to_be_visible()
    assert [one for one in asked if one.startswith("206 bytes=0-")]


def test_the_users_own_raster_tiles_are_the_only_other_host(demo_register: Path) -> None:
    """The policy of the pages names the host of `--tiles URL`, and no other one."""
    config = Config(register=str(demo_register), tiles="https://tiles.example.org/{z}/{x}/{y}.png").checked()
    policy = TestClient(create_app(config)).get("/incidents?view=map").headers["content-security-policy"]
    hosts = {word for word in policy.replace(";", " ").split() if "://" in word}
    assert hosts == {"https://tiles.example.org"}


@pytest.mark.parametrize("name", ["no.pmtiles", "list.csv", "broken.pmtiles"])
def test_tiles_that_cannot_be_used_are_refused(name: str, demo_register: Path, tmp_path: Path) -> None:
    """A file that is not there, of another kind, or no PMTiles archive is told before anything is served."""
    (tmp_path / "list.csv").write_text("a,b")
    (tmp_path / "broken.pmtiles").write_bytes(b"<html>not found</html>")
    with pytest.raises(UsageError, match=r"tiles|PMTiles"):
        Config(register=str(demo_register), tiles=str(tmp_path / name)).checked()


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_charts_and_table_print(reading: Served, opens: Opens, lang: str) -> None:
    """On paper stand the filter, the charts and the incidents, and nothing to press."""
    page = opens(reading, "/charts", lang=lang)
    page.emulate_media(media="print")
    assert page.locator("main svg").first.is_visible()
    assert [b for b in page.locator("button, nav, form").all() if b.is_visible()] == []
    for path in ("/charts", "/incidents"):
        page.goto(path)
        printed = pdfium.PdfDocument(page.pdf())
        assert 1 <= len(printed) <= 40
        text = "".join(printed[n].get_textpage().get_text_range() for n in range(len(printed)))
        assert len(text.split()) > 30
