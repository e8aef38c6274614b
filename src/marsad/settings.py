"""What a user may set, from the environment, as one frozen value that is handed in."""

from __future__ import annotations

import getpass
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from marsad.errors import UsageError

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Limits and sizes of one run.

    `max_report_bytes`: a larger report is refused with an error that names it (default 10 MB).
    `batch`: reports stored in one transaction (default 200).
    `originals`: the folder where the originals of pages are kept, `off` for nowhere (default: beside the register).
    `gazetteer`: the folder of imported places (default: `marsad/gazetteer` in the user's folder of data).
    `workers`: processes that read reports (default: one per core, at most 2; each holds about 190 MB).
    `who`: who is at work, for the audit log (default: the name of the login).
    `wait`: seconds to wait for another process that is writing to the register (default 60).
    `max_feed_bytes`: a larger feed is not read (default 50 MB).
    `contact`: how the keeper of a site can reach you, an address of mail or a page; said with every request.
    `host_delay`: seconds between two requests to one host (default 2).
    `private_addresses`: whether hosts of this machine and of private networks may be asked (default: no).
    """

    max_report_bytes: int = 10 * MEGABYTE
    batch: int = 200
    workers: int = 1
    wait: int = 60
    who: str = ""
    gazetteer: Path | None = None
    max_feed_bytes: int = 50 * MEGABYTE
    contact: str = ""
    host_delay: int = 2
    private_addresses: bool = False
    originals: str = ""


def from_environment(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from `MARSAD_MAX_REPORT_BYTES`, `MARSAD_BATCH`, `MARSAD_WORKERS`, `MARSAD_WAIT`, `MARSAD_WHO`,
    `MARSAD_GAZETTEER`, `MARSAD_ORIGINALS`, `MARSAD_MAX_FEED_BYTES`, `MARSAD_CONTACT`, `MARSAD_HOST_DELAY` and
    `MARSAD_PRIVATE_ADDRESSES`.

    Raises UsageError for a value that is no positive whole number where one is wanted, or neither 0 nor 1.
    """
    env = os.environ if environ is None else environ
    cores = min(os.cpu_count() or 1, 2)
    return Settings(
        max_report_bytes=_positive(env, "MARSAD_MAX_REPORT_BYTES", 10 * MEGABYTE),
        batch=_positive(env, "MARSAD_BATCH", 200),
        workers=_positive(env, "MARSAD_WORKERS", cores),
        wait=_positive(env, "MARSAD_WAIT", 60),
        who=env.get("MARSAD_WHO", "").strip() or _login(),
        gazetteer=_folder(env),
        max_feed_bytes=_positive(env, "MARSAD_MAX_FEED_BYTES", 50 * MEGABYTE),
        contact=" ".join(env.get("MARSAD_CONTACT", "").split()),
        host_delay=_positive(env, "MARSAD_HOST_DELAY", 2),
        private_addresses=_switch(env, "MARSAD_PRIVATE_ADDRESSES"),
        originals=env.get("MARSAD_ORIGINALS", "").strip(),
    )


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # in a container, a user may have no name
        return ""


def _folder(env: Mapping[str, str]) -> Path:
    data = env.get("XDG_DATA_HOME") or str(Path(env.get("HOME") or "~").expanduser() / ".local" / "share")
    return Path(env.get("MARSAD_GAZETTEER") or Path(data) / "marsad" / "gazetteer")


def _switch(env: Mapping[str, str], name: str) -> bool:
    value = env.get(name, "0")
    if value not in ("0", "1"):
        raise UsageError(f"{name} is {value!r}, neither 0 nor 1", todo=f"unset {name} or set it to 1")
    return value == "1"


def _positive(env: Mapping[str, str], name: str, default: int) -> int:
    value = env.get(name)
    if value is None:
        return default
    if not value.isdecimal() or int(value) < 1:
        raise UsageError(
            f"{name} is {value!r}, not a positive whole number", todo=f"unset {name} or set it to e.g. {default}"
        )
    return int(value)
