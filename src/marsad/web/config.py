"""How one workbench is served: what the command line says, checked."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from marsad.errors import UsageError

_PMTILES: Final = b"PMTiles\x03"
LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """One workbench over one register.

    Without `accounts` (a file of them) the workbench has one user, `reviewer`, who may do everything, and answers
    on loopback alone. With `public` whoever has no account may look, and sees no private person's name. `boundaries`
    is a GeoJSON file of areas to colour, `tiles` the user's own raster tiles: their address (`{z}/{x}/{y}`), or the
    address or the path of a PMTiles file; a path is served by the workbench itself. `secure`: it is reached over
    https, so cookies never travel otherwise.
    """

    register: str
    host: str = "127.0.0.1"
    port: int = 8000
    accounts: Path | None = None
    public: bool = False
    reviewer: str = "reviewer"
    boundaries: Path | None = None
    tiles: str | None = None
    secure: bool = False

    def checked(self) -> Config:
        """The same. Raises UsageError for a workbench without accounts that others could reach, and for bad files."""
        if self.accounts is None and not self.public and not is_loopback(self.host):
            raise UsageError(
                f"without accounts the workbench answers on this machine only, not on {self.host}",
                todo="make accounts (marsad account add NAME) and name their file with --accounts, or add --public",
            )
        if self.boundaries is not None and not self.boundaries.is_file():
            raise UsageError("there is no file of boundaries", where=str(self.boundaries), todo="name a GeoJSON file")
        if self.tiles is not None and not self._far_tiles:
            self._check_tiles(Path(self.tiles))
        return self

    def _check_tiles(self, path: Path) -> None:
        todo = "give https://…/{z}/{x}/{y}.png, or the address or path of a .pmtiles file"
        if path.suffix.lower() != ".pmtiles":
            raise UsageError(f"{self.tiles!r} is no address of tiles", todo=todo)
        if not path.is_file():
            raise UsageError("there is no file of tiles", where=str(path), todo=todo)
        with path.open("rb") as file:
            if file.read(len(_PMTILES)) != _PMTILES:
                raise UsageError(
                    "no PMTiles archive of version 3", where=str(path), todo="make it with `pmtiles convert`"
                )

    @property
    def _far_tiles(self) -> bool:
        return self.tiles is not None and urlsplit(self.tiles).scheme in ("http", "https")

    @property
    def own_tiles(self) -> Path | None:
        """The file of tiles that the workbench serves itself."""
        return None if self.tiles is None or self._far_tiles else Path(self.tiles)

    @property
    def alone(self) -> bool:
        """Whether one user without an account works here."""
        return self.accounts is None and not self.public

    @property
    def tiles_origin(self) -> str | None:
        """The only other host a page may speak to: that of the user's own tiles."""
        if self.tiles is None or not self._far_tiles:
            return None
        parts = urlsplit(self.tiles)
        return f"{parts.scheme}://{parts.netloc}"


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine's own."""
    name = host.strip("[]")
    if name in LOOPBACK:
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False
