"""The file itself: a tar compressed by zstd, its members in the order of writing, and at the end a manifest of all of them."""

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO

import zstandard

MANIFEST = "manifest.json"
MEDIA = "media/"
FORMAT = 1
CHUNK = 1024 * 1024


class ArchiveError(Exception):
    """Carries what is wrong with the file, in words."""


@dataclass(frozen=True, slots=True)
class Member:
    sha256: str
    bytes: int


@dataclass(slots=True)
class Manifest:
    """`database`: the member that holds it; `migrations`: {app: names}; `rows`: {table: how many}; `missing`: pictures that
    rows name and no file was there for."""

    made_at: str
    code: str
    vendor: str
    database_version: str
    database: str
    migrations: dict[str, list[str]]
    rows: dict[str, int]
    members: dict[str, Member] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    format: int = FORMAT

    def json(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True).encode()

    @classmethod
    def read(cls, data: bytes) -> "Manifest":
        try:
            values = json.loads(data)
            if values["format"] != FORMAT:
                raise ArchiveError(f"It is of format {values['format']}; this code reads format {FORMAT}.")
            members = {name: Member(**member) for name, member in values.pop("members").items()}
            read = cls(**values, members=members)
            shapes = {"migrations": dict, "rows": dict, "missing": list}
            if wrong := [name for name, kind in shapes.items() if not isinstance(getattr(read, name), kind)]:
                raise ValueError(f"{wrong[0]} is of another shape")
            return read
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ArchiveError(f"Its manifest cannot be read: {error}") from error


class Writer:
    """Adds members and remembers their hashes."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self.tar = tar
        self.members: dict[str, Member] = {}

    def add(self, name: str, file: IO[bytes], size: int) -> None:
        read = _Hashed(file)
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode = size, 0o600
        self.tar.addfile(entry, read)
        self.members[name] = Member(read.digest.hexdigest(), size)

    def finish(self, manifest: Manifest) -> None:
        manifest.members = self.members
        data = manifest.json()
        entry = tarfile.TarInfo(MANIFEST)
        entry.size, entry.mode = len(data), 0o600
        self.tar.addfile(entry, io.BytesIO(data))


@contextmanager
def writing(path: Path) -> Iterator[Writer]:
    """The file is there under its name only once it is whole and on the disk, readable by its owner alone."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            compressor = zstandard.ZstdCompressor(level=3, write_checksum=True)
            with (
                compressor.stream_writer(file, closefd=False) as packed,
                tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as tar,
            ):
                yield Writer(tar)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        _sync_folder(path.parent)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def reading(path: Path) -> Iterator[Iterator[tuple[str, IO[bytes]]]]:
    """(name, content) in the order of writing; each content is to be read before the next is asked for. ArchiveError where the
    file is damaged, whenever that is found."""
    try:
        with (
            path.open("rb") as file,
            zstandard.ZstdDecompressor().stream_reader(file) as unpacked,
            tarfile.open(fileobj=unpacked, mode="r|") as tar,
        ):
            yield _members(tar)
    except (tarfile.TarError, zstandard.ZstdError, EOFError) as error:
        raise ArchiveError(f"It is damaged or cut off: {error}") from error


def _members(tar: tarfile.TarFile) -> Iterator[tuple[str, IO[bytes]]]:
    for entry in tar:
        content = tar.extractfile(entry)
        if content is None:
            raise ArchiveError(f"{entry.name} in it is no file.")
        yield entry.name, content


def verify(path: Path, keep: Callable[[str], Path | None] = lambda name: None) -> Manifest:
    """The manifest, once every member has been read and is what the manifest says. `keep(name)`: where to put a member."""
    manifest, found = None, {}
    with reading(path) as members:
        for name, content in members:
            if name == MANIFEST:
                manifest = Manifest.read(content.read())
                continue
            if name in found or not _is_a_name(name):
                raise ArchiveError(f"{name} in it stands twice, or leads out of its folder.")
            with (keep(name) or Path(os.devnull)).open("wb") as kept:
                found[name] = copy(content, kept)
    if manifest is None:
        raise ArchiveError("It has no manifest: it is cut off, or no backup of this site.")
    wrong = sorted(
        name for name in {*found, *manifest.members} if found.get(name) != manifest.members.get(name)
    )
    if wrong:
        raise ArchiveError(
            f"{len(wrong)} of its files are not what its manifest says: {', '.join(wrong[:5])}"
        )
    return manifest


def _is_a_name(name: str) -> bool:
    """A picture's, from the folder of pictures on, or the database's."""
    parts = name.removeprefix(MEDIA).split("/")
    return not {"", ".", ".."} & set(parts) and (name.startswith(MEDIA) or len(parts) == 1)


def copy(source: IO[bytes], target: IO[bytes]) -> Member:
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(CHUNK):
        digest.update(chunk)
        target.write(chunk)
        size += len(chunk)
    return Member(digest.hexdigest(), size)


class _Hashed:
    """A file that is hashed while it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        chunk = self.file.read(size)
        self.digest.update(chunk)
        return chunk


def _sync_folder(folder: Path) -> None:
    """So that the name is on the disk as well."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
