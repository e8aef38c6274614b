"""The two exports of Telegram Desktop."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

from source_examples.told import Example, Told

NAME = "مرصد النهر"


def written(number: int, one: Told) -> dict[str, Any]:
    moment = {} if one.published is None else {"date": f"{one.published}T23:30:00", "date_unixtime": "1580700000"}
    text = [one.text[:4], {"type": "bold", "text": one.text[4:9]}, one.text[9:]] if len(one.text) < 1_000 else one.text
    return {"id": number, "type": "message", **moment, "from": NAME, "from_id": "channel1234", "text": text}


def write_json(folder: Path, told: Sequence[Told]) -> Path:
    source = folder / "result.json"
    messages = [written(number, one) for number, one in enumerate(told, start=1)]
    whole = {"name": NAME, "type": "public_channel", "id": 1234, "messages": messages}
    source.write_text(json.dumps(whole, ensure_ascii=False, indent=1), encoding="utf-8")
    return source


def raw_of_json(source: Path) -> list[bytes]:
    """The messages as `json` itself takes them out of the text, one after another."""
    text, found, decoder = source.read_text(encoding="utf-8"), [], json.JSONDecoder()
    at = text.index("[", text.index('"messages"')) + 1
    while text[at:].lstrip().startswith(("{", ",")):
        at = text.index("{", at)
        _, end = decoder.raw_decode(text, at)
        found.append(text[at:end].encode())
        at = end
    return found


HEAD = f"""<!DOCTYPE html>
<html>
 <head><meta charset="utf-8"/><title>Exported Data</title></head>
 <body>
  <div class="page_wrap">
   <div class="page_header"><div class="content"><div class="text bold">
{NAME}
   </div></div></div>
   <div class="page_body chat_page"><div class="history">
"""
FOOT = """
   </div></div>
  </div>
 </body>
</html>
"""


def division(number: int, one: Told) -> str:
    day = "" if one.published is None else ".".join(reversed(one.published.split("-")))
    title = f'<div class="pull_right date details" title="{day} 23:30:00 UTC+03:00">23:30</div>' if day else ""
    return (
        f'<div class="message default clearfix" id="message{number}"><div class="body">{title}'
        f'<div class="from_name">{NAME}</div><div class="text">\n{escape(one.text)}\n</div></div></div>'
    )


def write_html(folder: Path, told: Sequence[Told]) -> Path:
    source = folder / "messages.html"
    messages = "\n\n".join(division(number, one) for number, one in enumerate(told, start=1))
    source.write_text(HEAD + messages + FOOT, encoding="utf-8")
    return source


def raw_of_html(source: Path) -> list[bytes]:
    whole = re.compile(rb'<div class="message .*?</div></div></div>', re.DOTALL)
    return whole.findall(source.read_bytes())


TELEGRAM_JSON = Example(
    kind="Telegram's JSON export (result.json)", write=write_json, raw=raw_of_json, many=True, dates=True, coded=False
)
TELEGRAM_HTML = Example(
    kind="Telegram's HTML export (messages.html)", write=write_html, raw=raw_of_html, many=True, dates=True
)
