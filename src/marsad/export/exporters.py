"""The formats, in one list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, BinaryIO, Final

from marsad.errors import UsageError
from marsad.export import acled, duckdb_file, ftm, ged, geopackage, hxl, parquet, plover, xlsx
from marsad.export.about import about
from marsad.export.content import Check, Content, Sieve, Written, discounted
from marsad.export.csv import write_csv
from marsad.export.geojson import write_geojson
from marsad.export.jsonl import write_jsonl
from marsad.model import Incident

DERIVED: Final = (
    "low, best and high of each outcome as the register derives them: of every claimant his newest statement, the "
    "least and the most of them, as best the figure with the most independent claimants; parts, periods and running "
    "totals are not added"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporter:
    """One format: its name on the command line, and how incidents are written to a binary file in it.

    Every format is one file, and every exporter keeps Arabic and its direction marks, works on no incident at all, and
    prints nothing of the machine's or a reviewer's reasons. `checks` say which incidents the format leaves out and why.
    `figures` says by which rule its numbers of people were made, `empty` which of its columns stay empty and why.
    With `same_bytes` the same incidents give the same file to the byte. With `put_together` the file is made on the
    disk first and copied: its library needs a file of its own. `extra` is the part of the program to be installed.
    """

    name: str
    ending: str
    media_type: str
    what: str
    write: Callable[[Content, BinaryIO], None]
    checks: tuple[Check, ...] = ()
    figures: str = DERIVED
    empty: tuple[tuple[str, str], ...] = ()
    same_bytes: bool = True
    put_together: bool = False
    extra: str | None = None

    def export(self, content: Content, file: BinaryIO) -> Written:
        """Write what the format takes of the content; what was written and what was left out.

        Raises UsageError, naming the extra to install, where a library that the format needs is missing.
        """
        sieve = Sieve(content.incidents, self.checks)
        account = partial(self._account, content, sieve)
        self.write(replace(content, incidents=sieve, account=account), file)
        return sieve.written

    def _account(self, content: Content, sieve: Sieve) -> Mapping[str, Any]:
        return about(self, content, sieve.written)


def _plain(write: Callable[[Iterable[Incident], BinaryIO], None]) -> Callable[[Content, BinaryIO], None]:
    """A format that needs the incidents alone."""
    return lambda content, file: write(content.incidents, file)


EXPORTERS: Final = (
    Exporter(
        name="csv",
        ending="csv",
        media_type="text/csv; charset=utf-8",
        what="CSV for a spreadsheet, an incident a row",
        write=_plain(write_csv),
    ),
    Exporter(
        name="jsonl",
        ending="jsonl",
        media_type="application/x-ndjson",
        what="JSON Lines, an incident a line",
        write=_plain(write_jsonl),
    ),
    Exporter(
        name="geojson",
        ending="geojson",
        media_type="application/geo+json",
        what="GeoJSON, an incident a feature",
        write=_plain(write_geojson),
    ),
    Exporter(
        name="acled",
        ending="acled.csv",
        media_type="text/csv; charset=utf-8",
        what="CSV in the columns of ACLED",
        write=acled.write_acled,
        checks=acled.CHECKS,
        figures=acled.FIGURES,
        empty=acled.EMPTY,
    ),
    Exporter(
        name="ged",
        ending="ged.csv",
        media_type="text/csv; charset=utf-8",
        what="CSV in the columns of UCDP GED, fatal incidents only",
        write=ged.write_ged,
        checks=ged.CHECKS,
        figures=ged.FIGURES,
        empty=ged.EMPTY,
    ),
    Exporter(
        name="plover",
        ending="plover.json",
        media_type="application/json",
        what="PLOVER event records, a JSON array",
        write=plover.write_plover,
        checks=plover.CHECKS,
        figures=plover.FIGURES,
        empty=plover.EMPTY,
    ),
    Exporter(
        name="ftm",
        ending="ftm.statements.jsonl",
        media_type="application/x-ndjson",
        what="FollowTheMoney statements, JSON Lines",
        write=ftm.write_ftm,
        checks=(discounted,),
        figures=ftm.FIGURES,
    ),
    Exporter(
        name="hxl",
        ending="hxl.csv",
        media_type="text/csv; charset=utf-8",
        what="CSV with HXL hashtags",
        write=hxl.write_hxl,
        checks=(discounted,),
    ),
    Exporter(
        name="geopackage",
        ending="gpkg",
        media_type="application/geopackage+sqlite3",
        what="GeoPackage of points for GIS",
        write=geopackage.write_geopackage,
        same_bytes=False,
        put_together=True,
        extra="formats",
    ),
    Exporter(
        name="parquet",
        ending="parquet.zip",
        media_type="application/zip",
        what="tidy tables in Parquet, in a zip",
        write=parquet.write_parquet,
        put_together=True,
        extra="formats",
    ),
    Exporter(
        name="xlsx",
        ending="xlsx",
        media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        what="Excel workbook of tidy tables, right to left",
        write=xlsx.write_xlsx,
        put_together=True,
        extra="formats",
    ),
    Exporter(
        name="duckdb",
        ending="duckdb",
        media_type="application/octet-stream",
        what="DuckDB database of tidy tables",
        write=duckdb_file.write_duckdb,
        same_bytes=False,
        put_together=True,
        extra="formats",
    ),
)


def exporter(name: str) -> Exporter:
    """The exporter of a name. Raises UsageError for a name that is none."""
    for one in EXPORTERS:
        if one.name == name:
            return one
    raise UsageError(f"no format {name!r}", todo=f"give one of {', '.join(one.name for one in EXPORTERS)}")
