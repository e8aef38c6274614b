"""The register: reports, claims, incidents and judgements, nothing overwritten. The only SQL of the project.

What a list, a map or a page of one incident asks for is in `marsad.register.browsing`, sums of tolls in
`marsad.register.adding_up`.
"""

from marsad.register.adding_up import BY, Numbers, TollRow, tolls
from marsad.register.audit import Entry, Head
from marsad.register.browsing import (
    Change,
    Choices,
    Dossier,
    IncidentPage,
    IncidentPoint,
    ReportPage,
    ReportRow,
    choices,
    incident_dossier,
    incident_page,
    incident_points,
    report_page,
)
from marsad.register.citing import Citation, Moment
from marsad.register.copying import copy_register
from marsad.register.feeds import KNOWN, READ, REFUSED, FeedState, Noted, Seen, WaitingEntry
from marsad.register.filters import ORDERS, Box, IncidentFilter, ReportFilter
from marsad.register.identity import Former
from marsad.register.ingest import Added
from marsad.register.linkage import Linkage, LinkedMention, LinkState
from marsad.register.linking import Linking
from marsad.register.originals import (
    OriginalsFound,
    archive_of,
    remove_original,
    reports_of_original,
    verify_originals,
)
from marsad.register.store import Counts, Register, Run, open_register
from marsad.register.told import (
    Gone,
    Source,
    incidents_gone,
    incidents_told,
    sources_of,
    sources_published,
    undated_reports,
)
from marsad.register.verifying import Fault, Verified, audit_log, verify
from marsad.register.views import StoredClaim
from marsad.register.watching import Watching
from marsad.register.when import days_of

__all__ = [
    "BY",
    "KNOWN",
    "ORDERS",
    "READ",
    "REFUSED",
    "Added",
    "Box",
    "Change",
    "Choices",
    "Citation",
    "Counts",
    "Dossier",
    "Entry",
    "Fault",
    "FeedState",
    "Former",
    "Gone",
    "Head",
    "IncidentFilter",
    "IncidentPage",
    "IncidentPoint",
    "LinkState",
    "Linkage",
    "LinkedMention",
    "Linking",
    "Moment",
    "Noted",
    "Numbers",
    "OriginalsFound",
    "Register",
    "ReportFilter",
    "ReportPage",
    "ReportRow",
    "Run",
    "Seen",
    "Source",
    "StoredClaim",
    "TollRow",
    "Verified",
    "WaitingEntry",
    "Watching",
    "archive_of",
    "audit_log",
    "choices",
    "copy_register",
    "days_of",
    "incident_dossier",
    "incident_page",
    "incident_points",
    "incidents_gone",
    "incidents_told",
    "open_register",
    "remove_original",
    "report_page",
    "reports_of_original",
    "sources_of",
    "sources_published",
    "tolls",
    "undated_reports",
    "verify",
    "verify_originals",
]
