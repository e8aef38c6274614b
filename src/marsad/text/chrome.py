"""Site chrome: related links, share bars, agency tags; found by the rules of `data/chrome.toml` and never coded."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any, Final

from marsad.errors import DataError
from marsad.model import Span
from marsad.text.folding import Folded, fold, fold_word
from marsad.text.spans import merged

_WHERE: Final = ("anywhere", "start", "end", "last")
_TAKES: Final = ("match", "line", "next", "headlines", "rest", "after", "before")
_KEYS: Final = {"name", "pattern", "where", "takes", "fits", "spares"}
_OPTIONAL: Final = {"needs"}
_START_LINES: Final = 4
_LAST_LINES: Final = 2
_HEADLINE: Final = 150  # characters
_END_FROM: Final = 0.6  # share of the text before which no tail of a page begins
_ANCHOR: Final = re.compile(r"(?<![\[\\])\^")
_LINE: Final = re.compile(r"[^\n]*[^\s][^\n]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChromeRule:
    """One rule of `data/chrome.toml`; see there what each field means."""

    name: str
    pattern: re.Pattern[str]
    anchored: bool
    needs: tuple[str, ...]
    where: str
    takes: str
    fits: tuple[str, ...]
    spares: tuple[str, ...]

    @property
    def opens(self) -> bool:
        """Whether the rule looks at the start of every line, whatever the text holds."""
        return self.anchored and not self.needs

    def possible(self, lowered: str) -> bool:
        """Whether the rule may find anything in a text, given in lower case: most look for what few texts hold."""
        return not self.needs or any(word in lowered for word in self.needs)

    def found(self, line: str) -> Iterator[re.Match[str]]:
        """Where the pattern stands in a line. An anchored one is tried at its start alone, for speed."""
        if not self.anchored:
            return self.pattern.finditer(line)
        match = self.pattern.match(line)
        return iter(()) if match is None else iter((match,))


def boilerplate(text: str, *, folded: Folded | None = None) -> tuple[Span, ...]:
    """The source spans of site chrome, in order, none overlapping another; contiguous ones are one span.

    `folded` saves folding the text again where the caller has done so.
    """
    read = fold(text) if folded is None else folded
    lines = list(_LINE.finditer(read.text))
    lowered = read.text.lower()
    rules = [rule for rule in chrome_rules() if rule.possible(lowered)]
    inside = [rule for rule in rules if not rule.opens]
    opening = _opening()
    found: list[tuple[int, int]] = []
    taken = 0
    for number, line in enumerate(lines):
        if line.start() < taken:
            continue
        opens = opening.match(line.group().strip()) is not None
        for start, end in _taken(rules if opens else inside, read.text, lines, number):
            found.append((start, end))
            taken = max(taken, end)
    return merged((_trimmed(read, start, end) for start, end in _apart(found)), text)


def _taken(
    rules: Sequence[ChromeRule], text: str, lines: Sequence[re.Match[str]], number: int
) -> Iterator[tuple[int, int]]:
    """What those rules take that find something in a line: words of it, until one takes the line and more."""
    line = lines[number]
    words = line.group().strip()
    at = line.start() + line.group().index(words)
    for rule in rules:
        if not _stands(rule.where, line.start(), number, count=len(lines), length=len(text)):
            continue
        for match in rule.found(words):
            if rule.takes == "match":
                yield at + match.start(), at + match.end()
            elif rule.takes == "after":
                yield at + match.start(), len(text)
                return
            else:
                yield 0 if rule.takes == "before" else at, _end(rule, at + len(words), lines, number)
                return


def _apart(found: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Stretches in order, those that overlap made one."""
    last: tuple[int, int] | None = None
    for start, end in sorted(found):
        if last is not None and start <= last[1]:
            last = last[0], max(last[1], end)
        else:
            if last is not None:
                yield last
            last = start, end
    if last is not None:
        yield last


def _end(rule: ChromeRule, end: int, lines: Sequence[re.Match[str]], number: int) -> int:
    if rule.takes == "next":
        return lines[min(number + 1, len(lines) - 1)].end()
    if rule.takes == "headlines":
        for line in lines[number + 1 :]:
            if not _headline(line.group().strip()):
                break
            end = line.end()
        return end
    return lines[-1].end() if rule.takes == "rest" else end


def _headline(line: str) -> bool:
    """Whether a line may be a headline: shorter than a paragraph, with no full stop after its last sentence."""
    return len(line) <= _HEADLINE and (not line.endswith(".") or line.endswith(".."))


def _stands(where: str, start: int, number: int, *, count: int, length: int) -> bool:
    if where == "start":
        return number < _START_LINES
    if where == "end":
        return start >= _END_FROM * length
    return where == "anywhere" or number >= count - _LAST_LINES


def _trimmed(read: Folded, start: int, end: int) -> Span:
    passage = read.text[start:end]
    return read.span(start + len(passage) - len(passage.lstrip()), end - len(passage) + len(passage.rstrip()))


@lru_cache(maxsize=1)
def chrome_rules() -> tuple[ChromeRule, ...]:
    """The rules of `data/chrome.toml` in order. Raises DataError for anything its schema does not know."""
    source = resources.files("marsad") / "data" / "chrome.toml"
    return parse_rules(source.read_text(encoding="utf-8"), where="data/chrome.toml")


@lru_cache(maxsize=1)
def _opening() -> re.Pattern[str]:
    """What the rules that open a line look for, in one pattern: most lines begin with none of it."""
    return re.compile("|".join(f"(?:{r.pattern.pattern})" for r in chrome_rules() if r.opens), re.IGNORECASE)


def parse_rules(document: str, *, where: str) -> tuple[ChromeRule, ...]:
    """The rules of a document in the schema of `data/chrome.toml`. Raises DataError naming `where` and the rule."""
    try:
        table = tomllib.loads(document)
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"no TOML: {error}", where=where, todo="mend the file") from error
    if set(table) != {"version", "rule"}:
        raise DataError(f"needs `version` and `rule`, has {sorted(table)}", where=where, todo="mend the file")
    rules = tuple(_rule(raw, where=where) for raw in table["rule"])
    names = [rule.name for rule in rules]
    if len(set(names)) < len(names):
        raise DataError("two rules have one name", where=where, todo="rename one")
    return rules


def _rule(raw: Mapping[str, Any], *, where: str) -> ChromeRule:
    place = f"{where}: rule {raw.get('name', '?')!r}"
    if set(raw) - _OPTIONAL != _KEYS:
        raise DataError(
            f"keys {sorted((set(raw) - _OPTIONAL) ^ _KEYS)} missing or unknown", where=place, todo="see the file's head"
        )
    if raw["where"] not in _WHERE or raw["takes"] not in _TAKES:
        raise DataError(
            f"unknown where {raw['where']!r} or takes {raw['takes']!r}", where=place, todo="see the file's head"
        )
    if fold_word(raw["pattern"]) != raw["pattern"]:
        raise DataError("the pattern is not in folded spelling", where=place, todo="see the file's head")
    try:
        pattern = re.compile(raw["pattern"], re.IGNORECASE)
    except re.error as error:
        raise DataError(f"no regular expression: {error}", where=place, todo="mend the pattern") from error
    anchored = raw["pattern"].startswith("^")
    if anchored and _ANCHOR.search(raw["pattern"], 1):
        raise DataError(
            "begins with ^ and has another ^", where=place, todo="put the alternatives in one group: ^(?:…|…)"
        )
    words = {key: tuple(raw.get(key, ())) for key in ("needs", "fits", "spares")}
    return ChromeRule(
        name=raw["name"], pattern=pattern, anchored=anchored, where=raw["where"], takes=raw["takes"], **words
    )
