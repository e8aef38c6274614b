"""A few reports into a register, as a person brings them one at a time."""

from __future__ import annotations

from collections.abc import Sequence

from marsad import __version__
from marsad.extract import Reader
from marsad.model import Report
from marsad.register import Added, Register


def keep(reports: Sequence[Report], *, register: Register, reader: Reader) -> Added:
    """Read these reports and store them. Incidents are gathered by `relink` after it; what is known adds nothing.

    Raises RegisterError when the register cannot be written.
    """
    number = register.begin_run(command="serve", version=__version__, reader_version=reader.version)
    pairs = [(report.id, report.fingerprint) for report in reports]
    known = register.known(pairs, reader_version=reader.version)
    unknown = [report for report, pair in zip(reports, pairs, strict=True) if pair not in known]
    added = register.add_readings([reader.read(report) for report in unknown], run=number) + Added(known=len(known))
    register.end_run(number, counts={"new": added.new, "known": added.known})
    return added
