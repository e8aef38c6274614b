"""The archive of originals: the bytes that reports were read from, kept by their hash beside the register.

A page that is gone tomorrow can then still be looked at as it was. A file is named by the SHA-256 of what is in it, so
that nothing is kept twice and any change is found when it is read.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from marsad.errors import MarsadError

_HASH: Final = re.compile(r"[0-9a-f]{64}")
_NAMED: Final = re.compile(r"([0-9a-f]{62})\.(zst|gz|removed)")
_LEVEL: Final = 6
_SPACE: Final = "check the folder, your rights to it and the disk's space"


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """A folder of originals: `ab/cdef….zst`, or `.gz` where zstandard is not installed.

    Several threads and processes may keep the same and other originals at once: a file takes its place whole. Where an
    original was removed, a file `ab/cdef….removed` says so, and it is not kept again.
    """

    folder: Path

    def keep(self, raw: bytes) -> str:
        """Keep these bytes, once; their SHA-256. What was removed before is not kept again.

        Raises MarsadError when the folder cannot be written.
        """
        sha256 = hashlib.sha256(raw).hexdigest()
        if self._file(sha256) is None and not self.is_removed(sha256):
            suffix, packed = _packed(raw)
            self._write(self._path(sha256, suffix), packed)
        return sha256

    def has(self, sha256: str) -> bool:
        """Whether an original is here; it is not read."""
        return self._file(sha256) is not None

    def is_removed(self, sha256: str) -> bool:
        """Whether an original was removed on purpose."""
        return self._path(sha256, "removed").exists()

    def read(self, sha256: str) -> bytes:
        """The bytes of an original. Raises MarsadError where it is not here, cannot be read or is not what it was."""
        file = self._file(sha256)
        if file is None:
            gone = "was removed from" if self.is_removed(sha256) else "is not in"
            raise MarsadError(f"the original {sha256} {gone} the archive", where=str(self.folder))
        try:
            raw = _unpacked(file)
        except OSError as error:
            raise MarsadError(f"cannot be read: {error.strerror or error}", where=str(file)) from error
        except (ValueError, EOFError, zlib.error) as error:
            raise MarsadError("the original is damaged", where=str(file), todo="bring it back from a backup") from error
        if hashlib.sha256(raw).hexdigest() != sha256:
            what = "the original is not what was kept: its hash is of other bytes"
            raise MarsadError(what, where=str(file), todo="bring it back from a backup")
        return raw

    def remove(self, sha256: str, *, why: str) -> bool:
        """Delete an original for good and leave a note of why; whether it was here.

        Raises MarsadError when the folder cannot be written.
        """
        note = json.dumps({"sha256": sha256, "why": why}, ensure_ascii=False).encode()
        self._write(self._path(sha256, "removed"), note)
        was = False
        try:
            while (file := self._file(sha256)) is not None:
                file.unlink()
                was = True
        except OSError as error:
            raise MarsadError(f"cannot be deleted: {error.strerror}", where=str(file), todo=_SPACE) from error
        return was

    def hashes(self) -> Iterator[str]:
        """The hashes of all originals that are here, in their order."""
        last = ""
        for path in sorted(self.folder.glob("[0-9a-f][0-9a-f]/*")):
            found = _NAMED.fullmatch(path.name)
            sha256 = path.parent.name + found[1] if found and found[2] != "removed" else last
            if sha256 != last:  # one may be here twice, kept with and without zstandard
                yield sha256
            last = sha256

    def copy_to(self, other: Archive) -> int:
        """Copy every original and every note of a removal that the other archive has not; how many files.

        Raises MarsadError when a file cannot be read or written.
        """
        copied = 0
        for path in sorted(self.folder.glob("[0-9a-f][0-9a-f]/*")):
            target = other.folder / path.parent.name / path.name
            if _NAMED.fullmatch(path.name) and not target.exists():
                try:
                    packed = path.read_bytes()
                except OSError as error:
                    raise MarsadError(f"cannot be read: {error.strerror}", where=str(path)) from error
                other._write(target, packed)
                copied += 1
        return copied

    def _path(self, sha256: str, suffix: str) -> Path:
        if not _HASH.fullmatch(sha256):
            raise MarsadError(f"{sha256!r} is no SHA-256", todo="give its 64 digits, 0-9 and a-f")
        return self.folder / sha256[:2] / f"{sha256[2:]}.{suffix}"

    def _file(self, sha256: str) -> Path | None:
        paths = (self._path(sha256, suffix) for suffix in ("zst", "gz"))
        return next((path for path in paths if path.exists()), None)

    def _write(self, path: Path, content: bytes) -> None:
        """Put a file in its place, whole; where another writer was first, theirs is replaced by the same."""
        draft: str | None = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, draft = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            os.replace(draft, path)
        except OSError as error:
            if draft is not None:
                with suppress(OSError):
                    os.unlink(draft)
            raise MarsadError(f"cannot be kept: {error.strerror}", where=str(path), todo=_SPACE) from error


def _packed(raw: bytes) -> tuple[str, bytes]:
    try:
        import zstandard
    except ImportError:
        return "gz", gzip.compress(raw, _LEVEL, mtime=0)
    return "zst", zstandard.ZstdCompressor(level=_LEVEL).compress(raw)


def _unpacked(file: Path) -> bytes:
    if file.suffix == ".gz":
        return gzip.decompress(file.read_bytes())
    try:
        import zstandard
    except ImportError as error:
        todo = "pip install 'marsad[sources]'"
        raise MarsadError("kept as zstd, which is not installed", where=str(file), todo=todo) from error
    try:
        return zstandard.ZstdDecompressor().decompress(file.read_bytes())
    except zstandard.ZstdError as error:
        raise ValueError(str(error)) from error
