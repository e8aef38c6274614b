"""Words of reports: which reports hold all the words that are asked for.

Each database has an index of words of its own kind; both are given the same words, folded and without the article, so
that both find the same reports. The tables of the index are made by the migrations.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import Connection, Integer, Select, bindparam, column, false, select, text

from marsad.register.schema import reports
from marsad.text.clitics import without_article
from marsad.text.folding import fold

_WORD: Final = re.compile(r"[^\W_]{1,60}")
# More different words than any report has; what an archive glued together has beyond them is not found.
_MOST: Final = 30_000

_ADD: Final = {
    "sqlite": "INSERT INTO report_words (rowid, words) VALUES (:report, :words)",
    "postgresql": "INSERT INTO report_words (report, words) VALUES (:report, CAST(:words AS tsvector))",
}
_FIND: Final = {
    "sqlite": "SELECT rowid AS report FROM report_words WHERE report_words MATCH :asked",
    "postgresql": "SELECT report FROM report_words WHERE words @@ CAST(:asked AS tsquery)",
}
_EMPTY: Final = {
    "sqlite": "INSERT INTO report_words (report_words) VALUES ('delete-all')",
    "postgresql": "DELETE FROM report_words",
}
_AND: Final = {"sqlite": " ", "postgresql": " & "}
_QUOTE: Final = {"sqlite": '"', "postgresql": "'"}


def search_words(said: str) -> list[str]:
    """The words of a text as they are looked up: folded, without case, article and the conjunction before it."""
    words = (without_article(word) for word in _WORD.findall(fold(said).text.casefold()))
    return sorted(set(words))


def words_of(report: Mapping[str, Any]) -> str:
    """What of a row of `reports` can be found: its title and its text."""
    return f"{report['title'] or ''}\n{report['text']}"


def index_reports(connection: Connection, texts: Iterable[tuple[int, str]]) -> None:
    """Make the reports of these rows findable by these texts."""
    kind = connection.dialect.name
    quote = _QUOTE[kind]
    rows = [
        {"report": row, "words": " ".join(f"{quote}{word}{quote}" for word in search_words(said)[:_MOST])}
        for row, said in texts
    ]
    if rows:
        connection.execute(text(_ADD[kind]), rows)


def forget_reports(connection: Connection) -> None:
    """Empty the index."""
    connection.execute(text(_EMPTY[connection.dialect.name]))


def reports_with(connection: Connection, said: str) -> Select[Any]:
    """The rows of the reports that hold every word; of none where nothing is asked that is a word."""
    kind = connection.dialect.name
    quote = _QUOTE[kind]
    words = search_words(said)
    if not words:
        return select(reports.c.id).where(false())
    asked = _AND[kind].join(f"{quote}{word}{quote}" for word in words)
    found = text(_FIND[kind]).bindparams(bindparam("asked", asked, unique=True)).columns(column("report", Integer))
    return select(found.subquery().c.report)
