"""Reads fixtures into records: each named by its natural key, its content in one form whatever the spelling."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey

from news.syncing.errors import SyncError, name_of, refusal
from news.syncing.merging import Content
from news.syncing.tables import Key, Table, table_named, table_of

# Half of a pair of surrogates, and the letter of number nought: JSON can spell them, no database holds them.
UNSTORABLE = re.compile(r"[\ud800-\udfff]|(?<!\\)(?:\\\\)*\\u0000")

Name = tuple[str, Key]  # of a record: its table's label and its natural key


@dataclass(frozen=True, slots=True)
class Filed:
    """One record as a file says it. `content` is whole: what the file omits is what the column has by default; `given` is what
    stands there, as it stands there."""

    table: Table
    key: Key
    file: str
    media: Path
    content: Content
    given: Content

    @property
    def name(self) -> Name:
        return self.table.label, self.key

    def __str__(self) -> str:
        return name_of(self.table.label, self.key)


@dataclass(frozen=True, slots=True)
class Fixtures:
    """Some files: their records in their order, and for which files they speak."""

    records: Mapping[Name, Filed]
    files: frozenset[str]
    folders: frozenset[str]

    def speak_for(self, file: str) -> bool:
        """Whether a record that last stood in the file should stand in one of these."""
        return file in self.files or str(Path(file).parent) in self.folders


def read(paths: Iterable[Path]) -> Fixtures:
    """Of files, and of folders with all their files (but not their folders'). Raises SyncError."""
    records: dict[Name, Filed] = {}
    files, folders = [], set()
    for path in paths:
        if path.is_dir():
            folders.add(str(Path(named(path / "_")).parent))
        elif not path.is_file():
            raise SyncError(f"There is no {path}.")
        files += sorted(path.glob("*.json")) if path.is_dir() else [path]
    for path in files:
        for filed in read_file(path):
            if filed.name in records:
                raise refusal(filed.file, str(filed), f"stands in {records[filed.name].file} too")
            records[filed.name] = filed
    return Fixtures(records, frozenset(map(named, files)), frozenset(folders))


def named(path: Path) -> str:
    """How a file is remembered: from the project's folder of fixtures, wherever a release lies; else by its own name."""
    root = Path(settings.FIXTURE_DIRS[0]).resolve()
    path = path.resolve()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


def read_file(path: Path) -> list[Filed]:
    try:
        text = path.read_text("utf-8")
        rows = json.loads(text, object_pairs_hook=_each_once)
    except OSError as error:
        raise SyncError(f"{path.name}: cannot be read ({error.strerror})") from error
    except (ValueError, RecursionError) as error:
        raise SyncError(f"{path.name}: is no JSON ({error})") from error
    if not isinstance(rows, list):
        raise SyncError(f"{path.name}: is no list of records")
    found = [_filed(path, at, row) for at, row in enumerate(rows, start=1)]
    if "\\u" in text:
        for filed in found:
            if UNSTORABLE.search(json.dumps(filed.given, ensure_ascii=False)):
                raise refusal(filed.file, str(filed), "holds half a letter, or the letter of number 0")
    return found


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """JSON lets a name stand twice, and of two values one would be lost without a word."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"“{twice}” stands twice in one record")
    return found


def _filed(path: Path, at: int, row: Any) -> Filed:
    file = named(path)
    label, given = (row.get("model"), row.get("fields")) if isinstance(row, dict) else (None, None)
    if not (isinstance(label, str) and isinstance(given, dict)):
        raise refusal(file, f"record {at}", 'is not of the form {"model": "news.topic", "fields": {…}}')
    table = table_named(label)
    if table is None:
        raise refusal(file, f"record {at}", f"{label} is no table that fixtures fill")
    where = f"{table.label}, record {at}"
    media = path.parent / "media"
    content = table.completed(_content(table, given, file, where), media)
    try:
        key = table.key_of(content)
    except KeyError as error:
        raise refusal(file, where, f"its natural key is not whole ({error})") from error
    return Filed(table, key, file, media, content, given)


def _content(table: Table, given: Content, file: str, where: str) -> dict[str, Any]:
    content = dict(table.defaults)
    for name, value in given.items():
        if name not in table.known:
            raise refusal(file, where, "there is no such field", name)
        try:
            converted = converted_value(table, name, value)
        except ValidationError as error:
            raise refusal(file, where, " ".join(error.messages), name) from error
        if name in table.fields:
            content[name] = converted
    return content


def converted_value(table: Table, name: str, value: Any) -> Any:
    """A file's value in the one form; relations as natural keys, those to many in one order. Raises ValidationError."""
    field = table.known[name]
    if not field.is_relation:
        return table.converters[name](value)
    if isinstance(field, ForeignKey):
        return None if value is None and field.null else _natural_key(field, value)
    if not isinstance(value, list):
        raise ValidationError("It names records by a list of their natural keys.")
    return in_one_order(_natural_key(field, key) for key in value)


def _natural_key(field: Any, value: Any) -> list[Any]:
    if field.related_model is get_user_model():
        return list(value or [])  # accounts are this site's own
    parts = table_of(field.related_model).lookups
    is_key = isinstance(value, list) and len(value) == len(parts)
    if not is_key or any(isinstance(part, list | dict) for part in value):
        raise ValidationError(f"It names a record by its natural key, a list of {', '.join(parts)}.")
    return value


def in_one_order(keys: Iterable[list[Any]]) -> list[list[Any]]:
    """Each once: a relation is there or not."""
    written = {json.dumps(key, ensure_ascii=False): key for key in keys}
    return [written[name] for name in sorted(written)]


def content_hash(content: Content) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
