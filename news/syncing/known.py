"""What the last synchronisation loaded: the third state of each record, as `FixtureRecord` keeps it."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from news.models import FixtureRecord
from news.syncing.batches import BATCH, in_batches
from news.syncing.files import Filed, Fixtures, Name, content_hash
from news.syncing.merging import Content
from news.syncing.tables import Key, Moves, table_named


class Known:
    """Read once; contents only of those records that are asked for."""

    def __init__(self, earlier: Fixtures | None = None, moves: Moves | None = None) -> None:
        """`earlier`: files that plain `loaddata` loaded, for records of which nothing is known. What `moves` was loaded under
        another name, which it has `left`."""
        self.left: dict[Name, Name] = {}  # {name now: name then}
        rows = FixtureRecord.objects.values_list("model", "key", "file", "sha256")
        self._files: dict[Name, str] = {}
        self._hashes: dict[Name, str] = {}
        for model, key, file, sha256 in rows.iterator(chunk_size=5000):
            then = model, tuple(json.loads(key))
            name = _moved(then, moves) if moves else then
            if name != then:
                self.left[name] = then
            self._files[name], self._hashes[name] = file, sha256
        self._earlier = earlier.records if earlier else {}

    def __contains__(self, name: Name) -> bool:
        return name in self._hashes

    def missing_from(self, fixtures: Fixtures) -> list[tuple[Name, str]]:
        """What should stand in the files, as it did, and does not; with the file where it stood."""
        return [
            (name, file)
            for name, file in self._files.items()
            if name not in fixtures.records and fixtures.speak_for(file) and table_named(name[0])
        ]

    def is_as(self, filed: Filed, sha256: str) -> bool:
        return self._hashes.get(filed.name) == sha256 and self._files[filed.name] == filed.file

    def says(self, filed: Filed, sha256: str) -> bool:
        return self._hashes.get(filed.name) == sha256

    def contents(self, names: Iterable[Name]) -> dict[Name, Content]:
        """Whole, as of today's columns."""
        found: dict[Name, Content] = {}
        wanted = [self.left.get(name, name) for name in names if name in self]
        now = {then: name for name, then in self.left.items()}
        for batch in in_batches(wanted):
            keys = {written(key) for _, key in batch}
            rows = FixtureRecord.objects.filter(model__in={label for label, _ in batch}, key__in=keys)
            for model, key, content in rows.values_list("model", "key", "content"):
                then = model, tuple(json.loads(key))
                found[now.get(then, then)] = _whole(model, content)
        earlier = ((name, self._earlier[name].content) for name in names if name in self._earlier)
        return {**dict(earlier), **found}


def _moved(name: Name, moves: Moves) -> Name:
    label, key = name
    table = table_named(label)
    return (label, table.moved(key, moves)) if table else name


def _whole(label: str, content: Mapping[str, Any]) -> Content:
    table = table_named(label)
    now = {name: value for name, value in content.items() if name in table.fields} if table else content
    return {**(table.defaults if table else {}), **now}


def written(key: Key) -> str:
    return json.dumps(key, ensure_ascii=False)


def remember(records: Iterable[Filed]) -> int:
    """From now on these are what was loaded last; how many."""
    rows = [
        FixtureRecord(
            model=filed.table.label,
            key=written(filed.key),
            file=filed.file,
            content=filed.content,
            sha256=content_hash(filed.content),
        )
        for filed in records
    ]
    FixtureRecord.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["model", "key"],
        update_fields=["file", "content", "sha256"],
    )
    return len(rows)


def forget(names: Iterable[Name]) -> None:
    for label, key in names:
        FixtureRecord.objects.filter(model=label, key=written(key)).delete()
