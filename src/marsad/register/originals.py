"""The originals that a register names: where they are kept, whether all are there, and how one is removed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from marsad.archive import Archive
from marsad.errors import MarsadError, UsageError
from marsad.register import audit
from marsad.register.dialect import address, file_of
from marsad.register.rows import from_json
from marsad.register.schema import audit as audit_table
from marsad.register.schema import reports
from marsad.register.store import Register
from marsad.settings import Settings

OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalsFound:
    """What `verify_originals` found: originals that are whole, removed on record, kept without a report that names
    them, and every fault in a sentence."""

    whole: int
    removed: int
    unnamed: int
    faults: tuple[str, ...]


def archive_of(target: str | Path, settings: Settings) -> Archive | None:
    """The archive of the register at a path or URL: the folder that the settings name, else `register.originals`
    beside `register.db`; None where it is switched off, and for a register on a server without a folder named."""
    if settings.originals == OFF:
        return None
    if settings.originals:
        return Archive(folder=Path(settings.originals))
    file = file_of(address(target))
    return None if file is None else Archive(folder=file.with_suffix(".originals"))


def verify_originals(register: Register, archive: Archive) -> OriginalsFound:
    """Read every original that the audit log names and every one that is kept.

    A fault is one that is named and not there without a removal on record, and one that is not what it was.
    """
    named, removed, held = _named(register), _removed(register), set(archive.hashes())
    missing = sorted(named - held - removed)
    faults = [f"the original {sha256} of {_whose(register, sha256)} is not in the archive" for sha256 in missing]
    faults += [f"the original {sha256} was removed, and is here again" for sha256 in sorted(removed & held)]
    damaged = [str(error) for sha256 in sorted(held) for error in _faults(archive, sha256)]
    return OriginalsFound(
        whole=len(held) - len(damaged),
        removed=len(removed),
        unnamed=len(held - named),
        faults=(*faults, *damaged),
    )


def remove_original(register: Register, archive: Archive, sha256: str, *, why: str) -> bool:
    """Delete an original for good, with an entry in the audit log; whether it was there to be deleted.

    The entry is made first: killed in between, the removal is asked for again. Raises UsageError for a hash that
    neither the register nor the archive knows, and for a removal without a reason; MarsadError where it fails.
    """
    if not why.strip():
        raise UsageError("no reason is given", todo="say who asked for it, and on what ground: --why")
    if sha256 not in _named(register) and not archive.has(sha256) and not archive.is_removed(sha256):
        raise UsageError(f"there is no original {sha256}", todo="marsad originals list names those that are there")
    register.record_removal(sha256, why=why.strip())
    return archive.remove(sha256, why=why.strip())


def reports_of_original(register: Register, sha256: str) -> tuple[str, ...]:
    """The ids of the reports, standing or not, that were read from an original."""
    with register.snapshot() as connection:
        wanted = select(reports.c.report_id).where(reports.c.sha256 == sha256).distinct().order_by(reports.c.report_id)
        return tuple(connection.execute(wanted).scalars())


def _whose(register: Register, sha256: str) -> str:
    ids = reports_of_original(register, sha256)
    return f"report {ids[0]!r}" if ids else "no report"


def _faults(archive: Archive, sha256: str) -> Iterator[MarsadError]:
    try:
        archive.read(sha256)
    except MarsadError as error:
        yield error


def _named(register: Register) -> set[str]:
    """The originals that the log names as kept."""
    with register.snapshot() as connection:
        wanted = select(audit_table.c.body).where(audit_table.c.action == audit.INGEST)
        bodies = connection.execute(wanted, execution_options={"yield_per": 200}).scalars()
        return {sha256 for body in bodies for sha256 in from_json(body).get("originals", ())}


def _removed(register: Register) -> set[str]:
    with register.snapshot() as connection:
        wanted = select(audit_table.c.subject).where(audit_table.c.action == audit.ORIGINAL_REMOVED)
        return {str(subject) for subject in connection.execute(wanted).scalars()}
