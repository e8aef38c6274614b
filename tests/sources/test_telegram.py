"""Exports of Telegram Desktop: one report a message, whatever else a chat holds."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from source_examples.telegram import FOOT, HEAD

from marsad.model import Report
from marsad.sources import Problem
from marsad.sources.json_stream import elements_of

Read = Callable[..., tuple[list[Report], list[Problem]]]

TEXT = "غارتان على أطراف البلدة ولا إصابات."


def message(number: int = 7, **fields: Any) -> dict[str, Any]:
    return {"id": number, "type": "message", "date": "2020-02-03T23:59:00", "text": TEXT, **fields}


def export(path: Path, *messages: object, **chat: Any) -> Path:
    whole = {"name": "مرصد النهر", "type": "public_channel", "id": 55, **chat, "messages": messages}
    path.write_text(json.dumps(whole, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def test_a_message_becomes_a_report(tmp_path: Path, read: Read) -> None:
    """Its id says the channel and the message, so that it is the same in a later export; what it says stays whole."""
    words = ["عاجل: ", {"type": "bold", "text": "غارتان"}, "\n", {"type": "text_link", "text": "هنا", "href": "u"}]
    path = export(tmp_path / "result.json", message(text=words, edited="2020-02-04T08:00:00"))
    (report,), problems = read(path)
    assert (report.id, report.text, report.outlet) == ("55/7", "عاجل: غارتان\nهنا", "مرصد النهر")
    assert (report.published, report.published_from) == ("2020-02-03", "record")
    assert problems == []


@pytest.mark.parametrize(
    "wordless",
    [
        message(8, text="", photo="photos/1.jpg"),
        message(8, text=[]),
        message(8, text=" \n"),
        {"id": 8, "type": "service", "action": "pin_message", "text": TEXT},
    ],
)
def test_messages_without_words_are_counted(tmp_path: Path, read: Read, wordless: dict[str, Any]) -> None:
    """Pictures, pinned messages and the like are no reports and no errors; how many there were is noted."""
    reports, (problem,) = read(export(tmp_path / "result.json", message(), wordless))
    assert [report.id for report in reports] == ["55/7"]
    assert problem.note
    assert problem.what.startswith("1 messages without words")


@pytest.mark.parametrize(
    ("forwarded", "outlet"),
    [
        ({"forwarded_from": "وكالة الساحل", "forwarded_from_id": "channel9"}, "وكالة الساحل"),
        ({"forwarded_from": "شخص ما", "forwarded_from_id": "user9"}, "مرصد النهر"),
        ({"forwarded_from": "شخص ما"}, "مرصد النهر"),
        ({"forwarded_from": None}, "مرصد النهر"),
        ({"from": "شخص ما", "from_id": "user9"}, "مرصد النهر"),
    ],
)
def test_whose_words_they_are(tmp_path: Path, read: Read, forwarded: dict[str, Any], outlet: str) -> None:
    """A message forwarded from a channel is that channel's; the name of a person is never kept."""
    (report,), _ = read(export(tmp_path / "result.json", message(**forwarded)))
    assert report.outlet == outlet
    assert "شخص" not in repr(report)


def test_all_chats_of_an_account(tmp_path: Path, read: Read) -> None:
    """The large export holds many chats: each message is told by the chat it stands in."""
    chats = [{"name": name, "id": id, "messages": [message(1)]} for name, id in (("أ", 1), ("ب", 2))]
    whole = {"about": "x", "frequent_contacts": {"list": [{"messages": 3}]}, "chats": {"about": "y", "list": chats}}
    path = tmp_path / "export.json"
    path.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    reports, problems = read(path)
    assert [(report.id, report.outlet) for report in reports] == [("1/1", "أ"), ("2/1", "ب")]
    assert problems == []


def test_the_day_where_only_the_second_is_told(tmp_path: Path, read: Read) -> None:
    """Without a local time the moment in UTC gives the day."""
    (report,), _ = read(export(tmp_path / "result.json", message(date=None, date_unixtime="1580700000")))
    assert report.published == "2020-02-03"


@pytest.mark.parametrize(
    ("bad", "what"),
    [
        (message(None), "a message without an id"),
        (message(7), "a second report with the id '55/7'"),
        (message(8, text="خبر " * 3_000), "larger than 10,000 bytes"),
    ],
)
def test_a_bad_message_costs_only_itself(tmp_path: Path, read: Read, bad: dict[str, Any], what: str) -> None:
    """It is told with the line it begins on; those after it are read."""
    path = export(tmp_path / "result.json", message(), bad, message(9))
    reports, (problem,) = read(path)
    assert [report.id for report in reports] == ["55/7", "55/9"]
    assert what in problem.what
    lines = path.read_text(encoding="utf-8").split("\n")
    assert lines[(problem.line or 0) - 1].strip() == "{"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("[]", "no export of Telegram"),
        ('{"name": "x"}', "no messages in it"),
        ('{"name": "x", "messages": [', "breaks off after 0 messages"),
        ('{"name": ]', "no export of Telegram"),
        ('{"messages": [' + "[" * 100_000, "breaks off"),
        ('{"chats": ' * 3_000, "breaks off"),
    ],
)
def test_what_is_no_export_is_told(tmp_path: Path, read: Read, content: str, what: str) -> None:
    """Another document, half a one and one made to exhaust a reader are problems."""
    path = tmp_path / "result.json"
    path.write_text(content, encoding="utf-8")
    reports, (problem,) = read(path, limit=10**6)
    assert reports == []
    assert what in problem.what


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text('"\\{}[],: \nخ\u200f'),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text('"\\{}خ'), inner, max_size=3),
    max_leaves=8,
)


class Dripping(BytesIO):
    """A stream that gives a few bytes at a time, whatever it is asked for."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(min(size or 3, 3))


@given(st.lists(json_values, max_size=4), st.booleans(), st.sampled_from([None, 1]))
def test_elements_come_out_as_they_were_written(values: list[Any], escaped: bool, indent: int | None) -> None:
    """Quotes, escapes and brackets inside strings, and wherever the stream is cut: each element is its own bytes."""
    document = {"id": 3, "said": {"messages": [0]}, "messages": values, "after": "x"}
    data = json.dumps(document, ensure_ascii=escaped, indent=indent).encode()
    found = list(elements_of(Dripping(data), name="messages", within=(), limit=10**6, consumed=lambda _: None))
    assert [json.loads(element.raw or b"") for element in found] == values
    assert all(element.owner["id"] == 3 for element in found)


def page(path: Path, *messages: str) -> Path:
    path.write_text(HEAD + "\n\n".join(messages) + FOOT, encoding="utf-8")
    return path


def shown(number: int, body: str, *, kind: str = "default", day: str = "03.02.2020 23:59:00 UTC+03:00") -> str:
    return (
        f'<div class="message {kind} clearfix" id="message{number}"><div class="body">'
        f'<div class="pull_right date details" title="{day}">23:59</div>{body}</div></div>'
    )


def test_a_page_of_an_export(tmp_path: Path, read: Read) -> None:
    """Line breaks, links and joined messages; a message forwarded, one of a picture alone and a service message."""
    path = page(
        tmp_path / "messages2.html",
        shown(-1, '<div class="body details">3 February 2020</div>', kind="service"),
        shown(1, '<div class="text">\nعاجل:<br>غارتان <a href="u">هنا</a> &amp; هناك\n</div>'),
        shown(2, f'<div class="text">{TEXT}</div>', kind="default joined"),
        shown(3, '<div class="media_wrap"><img src="a.jpg"></div>'),
        shown(4, f'<div class="forwarded body"><div class="from_name">س</div><div class="text">{TEXT}!</div></div>'),
    )
    reports, (problem,) = read(path)
    assert [(report.id, report.text) for report in reports] == [
        ("مرصد النهر/1", "عاجل:\nغارتان هنا & هناك"),
        ("مرصد النهر/2", TEXT),
        ("مرصد النهر/4", TEXT + "!"),
    ]
    assert {(report.outlet, report.published) for report in reports} == {("مرصد النهر", "2020-02-03")}
    assert problem.what.startswith("2 messages without words")


@pytest.mark.parametrize(
    ("bad", "what"),
    [
        (shown(2, '<div class="text">خبر</div>', day="43.02.2020 23:59:00"), "43.02.2020"),
        (shown(2, f'<div class="text">{"خبر " * 3_000}</div>'), "larger than 10,000 bytes"),
        (shown(1, '<div class="text">خبر آخر</div>'), "a second report"),
    ],
)
def test_a_bad_message_of_a_page_costs_only_itself(tmp_path: Path, read: Read, bad: str, what: str) -> None:
    """It is told with the line it begins on; those after it are read."""
    messages = [shown(1, f'<div class="text">{TEXT}</div>'), bad, shown(3, f'<div class="text">{TEXT}</div>')]
    path = page(tmp_path / "messages.html", *messages)
    reports, (problem,) = read(path)
    assert {"مرصد النهر/1", "مرصد النهر/3"} <= {report.id for report in reports}
    assert what in problem.what
    assert problem.line == HEAD.count("\n") + 3


def test_another_page_of_that_name_is_none_of_telegram(tmp_path: Path, read: Read) -> None:
    """A page that is only called so is left to whoever reads pages."""
    path = tmp_path / "messages.html"
    path.write_text("<html><body><p>x</p></body></html>", encoding="utf-8")
    reports, problems = read(path)
    assert reports == []
    assert problems
    assert "Telegram" not in problems[0].what
