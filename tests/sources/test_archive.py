"""The archive of originals gives back the bytes it was given, or says why it cannot."""

from __future__ import annotations

import builtins
import gzip
import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.archive import Archive
from marsad.errors import MarsadError

RAW = "<p>قصف على الميناء</p>".encode()
SHA256 = hashlib.sha256(RAW).hexdigest()


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(folder=tmp_path / "register.originals")


def files(archive: Archive) -> list[str]:
    return sorted(path.relative_to(archive.folder).as_posix() for path in archive.folder.rglob("*") if path.is_file())


@settings(max_examples=50, deadline=None)
@given(raw=st.binary(max_size=5_000))
def test_what_is_kept_comes_back(raw: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Any bytes, none at all included, come back under the SHA-256 of them."""
    archive = Archive(folder=tmp_path_factory.mktemp("originals"))
    sha256 = archive.keep(raw)
    assert sha256 == hashlib.sha256(raw).hexdigest()
    assert archive.read(sha256) == raw


def test_an_original_is_kept_once(archive: Archive) -> None:
    """Its file is named by its hash, packed, and nothing else is left in the folder."""
    assert archive.keep(RAW) == archive.keep(RAW) == SHA256
    assert files(archive) == [f"{SHA256[:2]}/{SHA256[2:]}.zst"]
    assert list(archive.hashes()) == [SHA256]


def test_without_zstandard_originals_are_gzipped(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small install keeps originals too; a large one reads them, and the other way round it says what is missing."""
    packed = archive.keep(b"packed as zstd")
    hide_zstandard(monkeypatch)
    assert archive.keep(RAW) == SHA256
    assert files(archive)[0 if packed > SHA256 else 1] == f"{SHA256[:2]}/{SHA256[2:]}.gz"
    assert archive.read(SHA256) == RAW
    with pytest.raises(MarsadError, match=r"zstd.*marsad\[sources\]"):
        archive.read(packed)
    monkeypatch.undo()
    assert archive.keep(RAW) == SHA256
    assert archive.read(SHA256) == RAW
    assert len(files(archive)) == 2


def hide_zstandard(monkeypatch: pytest.MonkeyPatch) -> None:
    importing = builtins.__import__

    def without(name: str, *args: object, **kwargs: object) -> object:
        if name == "zstandard":
            raise ImportError(name)
        return importing(name, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)


def test_writers_at_once_lose_nothing(archive: Archive) -> None:
    """Eight threads that keep the same and other originals: each is there, whole, and no draft is left."""
    many = [f"original {number % 40}".encode() * 500 for number in range(400)]
    with ThreadPoolExecutor(max_workers=8) as pool:
        kept = list(pool.map(archive.keep, many))
    assert [archive.read(sha256) for sha256 in kept] == many
    assert len(files(archive)) == 40
    assert all(name.endswith(".zst") for name in files(archive))


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "damaged"),
        (b"(\xb5/\xfd no frame", "damaged"),
        (None, "its hash is of other bytes"),
    ],
)
def test_a_changed_original_is_found(archive: Archive, content: bytes | None, what: str) -> None:
    """Cut off, overwritten or exchanged for another: it is never handed out."""
    archive.keep(RAW)
    other = archive.keep(b"another page")
    file = archive.folder / SHA256[:2] / f"{SHA256[2:]}.zst"
    exchanged = (archive.folder / other[:2] / f"{other[2:]}.zst").read_bytes()
    file.write_bytes(exchanged if content is None else content)
    with pytest.raises(MarsadError, match=what):
        archive.read(SHA256)


def test_a_damaged_gzip_is_found(archive: Archive) -> None:
    """The other packing is checked alike."""
    file = archive.folder / SHA256[:2] / f"{SHA256[2:]}.gz"
    file.parent.mkdir(parents=True)
    for content in (gzip.compress(RAW)[:-12], b"plain", gzip.compress(b"another")):
        file.write_bytes(content)
        with pytest.raises(MarsadError, match=r"damaged|other bytes|cannot be read"):
            archive.read(SHA256)


def test_what_is_removed_stays_removed(archive: Archive) -> None:
    """The bytes are gone, reading says why, and keeping them again does not bring them back."""
    archive.keep(RAW)
    assert archive.remove(SHA256, why="طلب من الأسرة")
    assert not archive.remove(SHA256, why="again")
    assert archive.keep(RAW) == SHA256
    assert (archive.has(SHA256), archive.is_removed(SHA256), list(archive.hashes())) == (False, True, [])
    with pytest.raises(MarsadError, match="was removed"):
        archive.read(SHA256)
    assert RAW not in b"".join(path.read_bytes() for path in archive.folder.rglob("*") if path.is_file())


def test_what_is_no_hash_names_no_file(archive: Archive) -> None:
    """No path leads out of the folder."""
    for name in ("", "../../etc/passwd", SHA256[:-1], SHA256.upper(), f"{SHA256}\n"):
        with pytest.raises(MarsadError, match="no SHA-256"):
            archive.read(name)


def test_an_archive_is_copied(archive: Archive, tmp_path: Path) -> None:
    """The copy holds the originals and the notes of what was removed; copied again, nothing is left to do."""
    archive.keep(RAW)
    gone = archive.keep(b"gone")
    archive.remove(gone, why="a request")
    other = Archive(folder=tmp_path / "copy.originals")
    assert archive.copy_to(other) == 2
    assert archive.copy_to(other) == 0
    assert other.read(SHA256) == RAW
    assert other.is_removed(gone)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A file where the folder should be: which path, and what to look at."""
    (tmp_path / "register.originals").write_text("no folder")
    with pytest.raises(MarsadError, match="cannot be kept") as caught:
        Archive(folder=tmp_path / "register.originals").keep(RAW)
    assert caught.value.todo
