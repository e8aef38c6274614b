"""A brief as Markdown: text, lists and tables, its drawings in files beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from marsad.brief.record import Block, Brief, Drawing, Items, Paragraph, Run, Table, Words

# What Markdown would read as more than a letter, wherever it stands in a line.
_MEANT: Final = re.compile(r"([\\`*_\[\]<>|#~])")
_RIGHT: Final = re.compile(r"[\u0590-\u08ff]")
_LEFT: Final = re.compile(r"[A-Za-z]")
# First-strong isolate and its end: what is inside does not turn the text around it.
_ISOLATED: Final = "\u2068{}\u2069"


def render_markdown(brief: Brief, stem: str) -> tuple[str, dict[str, str]]:
    """The text, and its drawings as SVG by what is added to the stem of its file."""
    page = _Page(brief, stem)
    return "\n".join(page.lines()).rstrip("\n") + "\n", page.drawings


class _Page:
    def __init__(self, brief: Brief, stem: str) -> None:
        self._brief = brief
        self._stem = stem
        self.drawings: dict[str, str] = {}

    def lines(self) -> Iterator[str]:
        yield from (f"# {self._text(self._brief.title)}", "", self._words(self._brief.covers), "")
        for section in self._brief.sections:
            yield from (f"{'#' * section.level} {self._text(section.title)}", "")
            for block in section.blocks:
                yield from self._block(block)
                yield ""
        yield from ("---", "", self._words(self._brief.made))

    def _block(self, block: Block) -> Iterator[str]:
        if isinstance(block, Paragraph):
            yield f"*{self._words(block.words)}*" if block.note else self._words(block.words)
        elif isinstance(block, Items):
            yield from self._items(block)
        elif isinstance(block, Table):
            yield from self._table(block)
        else:
            yield from self._drawing(block)

    def _items(self, block: Items) -> Iterator[str]:
        for item in block.items:
            yield f"- {self._words(item.lead)}"
            yield from (f"  - {self._words(line)}" for line in item.more)

    def _table(self, block: Table) -> Iterator[str]:
        yield from (f"**{self._text(block.caption)}**", "")
        yield self._row(block.header)
        yield "| " + " | ".join(["---", *(["--:"] * (len(block.header) - 1))]) + " |"
        yield from map(self._row, block.rows)

    def _row(self, cells: tuple[Words, ...]) -> str:
        return "| " + " | ".join(map(self._words, cells)) + " |"

    def _drawing(self, block: Drawing) -> Iterator[str]:
        added = f"-{block.name}.svg"
        self.drawings[added] = block.svg
        yield f"![{self._text(block.caption)}]({self._stem}{added})"
        yield ""
        yield f"*{self._text(block.caption)}.{f' {self._text(block.more)}' if block.more else ''}*"

    def _words(self, words: Words) -> str:
        return "".join(map(self._run, words))

    def _run(self, run: Run) -> str:
        text = self._text(run.text)
        if run.kind in ("name", "number") and self._turns(run):
            text = _ISOLATED.format(text)
        if run.kind == "strong":
            return f"**{text}**"
        return f"<{run.href}>" if run.href and not run.href.startswith("#") else text

    def _turns(self, run: Run) -> bool:
        """Whether the words run against the text around them, or hold numbers that it would turn."""
        if not self._brief.rtl:
            return bool(_RIGHT.search(run.text))
        return bool(_LEFT.search(run.text))

    def _text(self, text: str) -> str:
        return _MEANT.sub(r"\\\1", text)
