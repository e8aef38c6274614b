"""The register: reports, claims, incidents and judgements, nothing overwritten. The only SQL of the project."""

from marsad.register.identity import Former
from marsad.register.ingest import Added
from marsad.register.store import Counts, Register, Run, open_register
from marsad.register.views import IncidentFilter, StoredClaim

__all__ = ["Added", "Counts", "Former", "IncidentFilter", "Register", "Run", "StoredClaim", "open_register"]
