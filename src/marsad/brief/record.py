"""What a brief says, before it has a form: sections of paragraphs, items, tables and drawings, in runs of words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["ar", "en"]
Kind = Literal["text", "name", "number", "strong", "reference"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Some words. A `name` or a `number` is set apart from the direction of the text around it.

    A `reference` is the number of a source. `href` is where the words lead, within the brief (`#source-3`) or outside.
    """

    text: str
    kind: Kind = "text"
    href: str | None = None


Words = tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Running text; `note` is what is said in small letters."""

    words: Words
    note: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry of a list: what it says first, and what is said beneath it. `anchor` is the entry's own address."""

    lead: Words
    more: tuple[Words, ...] = ()
    anchor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A list."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with a caption: the first column names the rows, the others hold numbers."""

    caption: str
    header: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A map or a chart: SVG, with what it shows said in words (`caption`), and how to read it (`more`).

    `name` is a file's name without an ending. Of each drawing a table beside it holds the numbers.
    """

    name: str
    svg: str
    caption: str
    more: str = ""
    width: int
    height: int


Block = Paragraph | Items | Table | Drawing


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a brief under its heading; `level` 2 is a section, 3 a part of the section before it."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    level: Literal[2, 3] = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A brief: its title, what it covers, its sections, and how it was made."""

    lang: Language
    title: str
    covers: Words
    sections: tuple[Section, ...]
    made: Words

    @property
    def rtl(self) -> bool:
        """Whether it is read from right to left."""
        return self.lang == "ar"


def plain(words: Words) -> str:
    """Runs as plain text."""
    return "".join(run.text for run in words)


def text_of(brief: Brief) -> str:
    """All that a brief says, a line each, without drawings: what every form of it must say."""
    lines = [brief.title, plain(brief.covers)]
    for section in brief.sections:
        lines.append(section.title)
        for block in section.blocks:
            lines += _lines(block)
    return "\n".join([*lines, plain(brief.made)])


def _lines(block: Block) -> list[str]:
    if isinstance(block, Paragraph):
        return [plain(block.words)]
    if isinstance(block, Items):
        return [line for item in block.items for line in (plain(item.lead), *map(plain, item.more))]
    if isinstance(block, Table):
        return [block.caption, *("\t".join(map(plain, row)) for row in (block.header, *block.rows))]
    return [block.caption, *([block.more] if block.more else [])]
