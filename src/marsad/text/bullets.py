"""Signs by which posts begin a line: circles, squares, pins, sirens.

A page that has lost its line ends keeps the signs, so that each begins a line; at the head of a line it says nothing.
"""

from __future__ import annotations

import re
from typing import Final

from marsad.text.letters import DROPPED

_SIGNS: Final = (
    "•‣▪▫■□▬▲△▶►▷▼▽◀◄◆◇◉○●◼◻◽◾⬛⬜⭕⚫⚪🔴🟠🟡🟢🔵🟣🟤🟥🟧🟨🟩🟦🟪🔺🔻🔸🔹🔶🔷🔳🔲🔘🔔📌📍🚨🛑🚫⛔⚠✅☑❌❎❗❕‼❇✳➖➡➤➢"
    "💢💥📸📷📹📽🎥🎬🎞📢📣📡📝📰🗞📆📅🖊✍👈👉👇👆📱🌐🧵"
)
_MAY_BE: Final = re.compile("[•‣\u25a0-\ufaff\U00010000-\U0010ffff]")  # searched ten times faster than a set of signs
_SIGN: Final = re.compile(f"[{_SIGNS}]")
_HEAD: Final = re.compile(rf"^[{_SIGNS}{DROPPED} ]*[{_SIGNS}]", re.MULTILINE)


def lines(text: str) -> str:
    """The text in the same length, with a line end for each sign inside a line and a space for those at its head."""
    if not _MAY_BE.search(text):
        return text
    return _SIGN.sub("\n", _HEAD.sub(lambda head: " " * len(head.group()), text))
