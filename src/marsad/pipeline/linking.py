"""All that a register holds gathered into incidents, by the judgements that stand."""

from __future__ import annotations

from marsad import __version__
from marsad.link import link
from marsad.register import Register


def relink(register: Register, *, command: str) -> int:
    """Gather the incidents of a register anew, so that a judgement is felt at once; how many they are.

    The run is on record under the reader version that read last. Raises RegisterError when it cannot be written.
    """
    runs = register.runs()
    number = register.begin_run(
        command=command, version=__version__, reader_version=runs[-1].reader_version if runs else ""
    )
    incidents = link_register(register, run=number)
    register.end_run(number, counts={"incidents": incidents})
    return incidents


def link_register(register: Register, *, run: int) -> int:
    """Put the incidents of all readings that stand in the place of the old ones; how many they are."""
    standing = [j for j in register.judgements() if j.undone_by is None and j.kind != "undo"]
    return register.replace_incidents(link(register.readings_with_mentions(), judgements=standing), run=run)
