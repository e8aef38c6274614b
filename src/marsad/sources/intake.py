"""What the caller says of the reports about to be read, and where problems go."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from marsad.archive import Archive
from marsad.errors import SourceError
from marsad.settings import Settings
from marsad.sources.address import Url
from marsad.sources.dates import day
from marsad.sources.manifest import Manifest
from marsad.sources.problem import Problem, problem_of, shown

if TYPE_CHECKING:
    from marsad.sources.fetching import Fetcher


def _unheard(_bytes: int) -> None:
    """The progress of a caller who does not ask for any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """How a source is to be read.

    `published` and `outlet` stand where neither the manifest nor the record itself says. `problems` is called once for
    every problem, `consumed` with the bytes of the source read since the last call. `today` bounds dates. `archive` is
    where the originals of pages and the like are kept; None where nowhere. `fetcher` asks the network; without one,
    each address is asked by one of its own.
    `columns` names the columns of tables by the field they hold, `date_form` the form in which records write days, as
    of `strptime`, where it is not ISO.
    """

    settings: Settings
    problems: Callable[[Problem], None]
    published: str | None = None
    outlet: str | None = None
    manifest: Manifest = field(default_factory=Manifest)
    columns: Mapping[str, str] = field(default_factory=dict)
    date_form: str | None = None
    consumed: Callable[[int], None] = _unheard
    today: date = field(default_factory=date.today)
    fetcher: Fetcher | None = None
    archive: Archive | None = None

    def refuse(self, error: SourceError, *, path: Path | Url | str, line: int | None = None) -> None:
        """Tell of an input that cannot be used."""
        self.problems(problem_of(error, file=shown(path), line=line))

    def kept(self, raw: bytes) -> str:
        """The SHA-256 of an original, kept where there is an archive. Raises MarsadError where it cannot be kept."""
        return hashlib.sha256(raw).hexdigest() if self.archive is None else self.archive.keep(raw)

    def dated(
        self,
        report_id: str,
        *,
        path: Path | Url | str,
        line: int | None = None,
        record: Any = None,
        giver: str = "record",
    ) -> tuple[str | None, str | None]:
        """The publication day of a report and who gave it: the manifest's row, the record itself, or the caller.

        `giver` is what a day of the record's is told to be given by: `record`, `page`, `feed`.

        The first that says anything is believed; where it says an impossible date, that is a problem and the report
        stays undated.
        """
        row = self.manifest.get(report_id)
        for value, given_by in ((row.published, "manifest"), (record, giver), (self.published, "option")):
            try:
                published = day(value, today=self.today, form=self.date_form if given_by == "record" else None)
            except SourceError as error:
                by = "" if given_by == "record" else f" ({given_by})"
                what = f"{error.what}{by}; the report is read undated"
                self.problems(Problem(file=shown(path), line=line, what=what, todo=error.todo))
                return None, None
            if published is not None:
                return published, given_by
        return None, None
