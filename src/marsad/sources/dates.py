"""Publication dates as sources give them: an ISO day, or nothing. Never a guess."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any, Final

from marsad.errors import SourceError

_EARLIEST: Final = date(1900, 1, 1)
_ISO: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}.*)?")
_TODO: Final = "give it as YYYY-MM-DD, or leave it out"


def day(value: Any, *, today: date, form: str | None = None) -> str | None:
    """The ISO day (`2020-02-03`) of an ISO date or of a full ISO date and time; None for None or a blank.

    `form` is another form that days may have, as of `strptime`: `%d/%m/%Y`. Raises SourceError for anything else: a day
    no calendar has, before 1900 or after tomorrow too.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    iso = isinstance(value, str) and _ISO.fullmatch(value.strip())
    if not isinstance(value, str) or not (iso or form):
        raise SourceError(f"the date {value!r} is no ISO date", todo=_TODO)
    try:
        given = (
            datetime.fromisoformat(value.strip()) if iso else datetime.strptime(_european(value.strip()), form or "")
        ).date()
    except ValueError as error:
        if not iso:
            raise SourceError(f"the date {value!r} is not of the form {form}", todo="mend --date-form") from error
        raise SourceError(f"the date {value!r} is in no calendar", todo=_TODO) from error
    if given < _EARLIEST:
        raise SourceError(f"the date {value!r} is before 1900", todo=_TODO)
    if given > today + timedelta(days=1):
        raise SourceError(f"the date {value!r} is in the future", todo=_TODO)
    return given.isoformat()


def _european(value: str) -> str:
    """Digits of any script as those that `strptime` reads."""
    return re.sub(r"\d", lambda digit: str(int(digit.group())), value)
