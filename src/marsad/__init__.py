"""Marsad (مرصد, observatory): Arabic reporting on armed conflict, read into an auditable register of incidents.

For notebooks and scripts: `read` reads one text, `open_register` opens a register, and `incidents_frame`,
`tolls_frame`, `claims_frame` and `places_frame` give its contents as pandas or polars frames. They are looked up when
first used: `import marsad` alone does no work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from marsad.notebook import claims_frame, incidents_frame, open_register, places_frame, read, tolls_frame

__version__ = "0.1.0"

__all__ = [
    "__version__",
    "claims_frame",
    "incidents_frame",
    "open_register",
    "places_frame",
    "read",
    "tolls_frame",
]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from marsad import notebook

        return getattr(notebook, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
