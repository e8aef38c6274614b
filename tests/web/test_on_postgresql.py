"""The workbench over a register that a PostgreSQL server keeps."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from marsad.register import copy_register, open_register
from marsad.settings import Settings
from marsad.web import Config
from servers import Server
from web.conftest import client, form_word

PATHS = (
    "/", "/?since=2017-01-01", "/incidents", "/incidents?type=airstrike&text=الجينة", "/incidents?place=حلب&least=1",
    "/incidents?box=30,30,45,40&order=deadliest", "/incidents?view=map", "/incidents?view=spans",
    "/incidents/map.json", "/incidents/map.json?layer=provinces", "/incidents/map.json?layer=hexagons",
    "/incidents/at?box=30,30,45,40", "/charts", "/charts/killed-time.svg", "/tolls.csv?by=side", "/reports",
    "/reports?text=قصف", "/review", "/review?second=true", "/history", "/export/csv", "/export/geojson",
    "/export/hxl", "/export/jsonl", "/api/v1/incidents", "/api/v1/reports", "/api/v1/tolls?by=week",
    "/api/v1/judgements",
)  # fmt: skip


@pytest.fixture
def kept_by_server(server: Server, demo_register: Path) -> str:
    """The demo's register, on the server."""
    target = server.url(server.new_database())
    with open_register(demo_register) as source:
        copy_register(source, target, settings=Settings())
    return target


def test_every_screen_answers_as_from_a_file(kept_by_server: str, demo_register: Path) -> None:
    """What each screen, export and list of the API tells is what a register in a file tells."""
    with (
        client(Config(register=kept_by_server, reviewer="ليلى")) as served,
        client(Config(register=str(demo_register), reviewer="ليلى")) as filed,
    ):
        for path in PATHS:
            answers = [one.get(path) for one in (served, filed)]
            assert [a.status_code for a in answers] == [200, 200], path
            told = [re.sub(r"[0-9a-f]{40}", "", a.text) for a in answers]  # the words that forms carry differ
            assert told[0] == told[1], path


def test_an_incident_is_judged_on_a_server(kept_by_server: str) -> None:
    """Accepted, corrected and taken back; a report is read and kept, and is found by its words."""
    with client(Config(register=kept_by_server, reviewer="ليلى")) as one:
        queue = one.get("/review").text
        path = re.findall(r'href="(/incidents/i-[0-9a-z-]+)"', queue)[0]
        page = one.get(path).text
        form = {"form_word": form_word(one), "why": "كما في النص"}
        assert one.post(f"{path}/judgements", data=form | {"kind": "accepted"}).status_code == 303
        mention = re.findall(r'<option value="([^"]+#figure:[^"]+)"', page)[0]
        corrected = {"kind": "value", "mention": mention, "field": "number", "value": "7", "anyway": "yes"}
        answer = one.post(f"{path}/judgements", data=form | corrected)
        assert answer.status_code == 303
        assert "<ins><bdi>7</bdi></ins>" in one.get(answer.headers["location"]).text
        undo = re.findall(r'action="(/judgements/[0-9]+/undo)"', one.get("/history").text)[0]
        assert one.post(undo, data=form).status_code == 303
        report = {
            "text": "قتل سبعة مدنيين في قصف مدفعي لقوات النظام على بلدة سرمين في ريف إدلب أمس.",
            "published": "2020-02-03", "outlet": "شبكة التجربة", "store": "yes",
        }  # fmt: skip
        assert one.post("/reports/new", data=form | report).status_code == 303
        assert "سرمين" in one.get("/incidents?text=سرمين&outlet=شبكة التجربة").text
