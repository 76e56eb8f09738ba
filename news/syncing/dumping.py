"""Writes what the database holds back into fixtures: the same files, in the same order and spelling, so that a change of content
reads as a change of lines.

A record keeps its place, the order of its fields and the spelling of every value that is still equal. New records come after
the last of their kind. Nothing is written that is this site's alone: accounts, drafts, schedules, samples, who typed what.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import ForeignKey

from news.syncing import media
from news.syncing.errors import SyncError
from news.syncing.files import Filed, Name, converted_value, in_one_order, read_file
from news.syncing.held import Held
from news.syncing.known import written
from news.syncing.merging import Content
from news.syncing.tables import Key, Table, in_order, table_of

Row = dict[str, Any]  # as fixtures have it: {"model": …, "fields": …}


@dataclass
class Dump:
    """What a folder should hold: {path from it: bytes}, None for a file that is not wanted any more."""

    files: dict[str, bytes | None]
    left_out: Counter[str]

    def differing(self, folder: Path) -> list[str]:
        """The paths of what there is otherwise in it."""
        return sorted(name for name, wanted in self.files.items() if _bytes(folder / name) != wanted)

    def write(self, folder: Path) -> list[str]:
        """Only what differs; which."""
        differing = self.differing(folder)
        for name in differing:
            path, wanted = folder / name, self.files[name]
            if wanted is None:
                path.unlink()
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(wanted)
        return differing


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def dump(folder: Path) -> Dump:
    """Of the whole database, laid out as the files that lie in the folder, or as the project's if none do. Raises SyncError for
    files that cannot be read."""
    held, left_out = Held(), Counter[str]()
    layout = sorted(folder.glob("*.json")) or sorted(Path(settings.FIXTURE_DIRS[0]).glob("*.json"))
    filed = {path.name: read_file(path) for path in layout}
    standing = {_name(each, held): each for records in filed.values() for each in records}
    offered = _offered(held, standing, left_out)
    rows = {
        name: [(_name(each, held), _row(each, held)) for each in records if _is_held(each, held)]
        for name, records in filed.items()
    }
    for table in in_order():
        if new := [key for key in offered[table.label] if (table.label, key) not in standing]:
            _insert(rows.setdefault(table.file, []), table, _new_rows(table, sorted(new, key=written), held))
    names = {name for each in rows.values() for name, _ in each}
    texts = {name: _as_json(row for _, row in each) for name, each in rows.items()}
    return Dump(texts | _media(folder, standing.values(), names, held), left_out)


def _name(filed: Filed, held: Held) -> Name:
    """Under which the database has it now."""
    return filed.table.label, held.present(filed.table, filed.key)


def _is_held(filed: Filed, held: Held) -> bool:
    return held.present(filed.table, filed.key) in held.contents(filed.table)


def _as_json(rows: Iterable[Row]) -> bytes:
    return (json.dumps(list(rows), ensure_ascii=False, indent=2) + "\n").encode()


# Which records --------------------------------------------------------------------------------------------


def _offered(held: Held, standing: Mapping[Name, Filed], left_out: Counter[str]) -> dict[str, set[Key]]:
    """By table: what stands in the files, and what may; nothing that rests on what may not."""
    found: dict[str, set[Key]] = {}
    for table in in_order():
        keys = held.keys(table)
        may = {
            keys[pk] for pk in table.offered(table.model._default_manager.all()).values_list("pk", flat=True)
        }
        found[table.label] = {key for key in keys.values() if key in may or (table.label, key) in standing}
        while resting := {key for key in found[table.label] if _rests_on_less(table, key, held, found)} - {
            key for label, key in standing if label == table.label
        }:
            found[table.label] -= resting
        if missing := len(keys) - len(found[table.label]):
            left_out[str(table.model._meta.verbose_name_plural)] += missing
    return found


def _rests_on_less(table: Table, key: Key, held: Held, found: Mapping[str, set[Key]]) -> bool:
    content = held.contents(table)[key]
    return any(
        tuple(content[each.name]) not in found[table_of(each.related_model).label]
        for each in table.to_one
        if content[each.name] is not None and table_of(each.related_model).label in found
    )


def _originals_first(table: Table, keys: list[Key], held: Held) -> list[Key]:
    """`loaddata` reads from top to bottom: a translation comes after its original."""
    own = [each.name for each in table.to_one if each.related_model is table.model]
    done: dict[Key, None] = {}

    def add(key: Key) -> None:
        for name in own:
            before = held.contents(table)[key][name]
            if before and tuple(before) in waiting and tuple(before) not in done:
                add(tuple(before))
        done[key] = None

    waiting = set(keys)
    for key in keys:
        if key not in done:
            add(key)
    return list(done)


# How they are written -------------------------------------------------------------------------------------


def _row(filed: Filed, held: Held) -> Row:
    """As it stands in its file, but for what is otherwise now."""
    table, content = filed.table, held.contents(filed.table)[_name(filed, held)[1]]
    fields = {name: _value(table, name, value, content) for name, value in filed.given.items()}
    for name, value in content.items():
        unsaid = name not in fields and name not in table.derived
        if unsaid and (name not in table.defaults or value != table.defaults[name]):
            fields[name] = value
    return {"model": table.label, "fields": fields}


def _value(table: Table, name: str, given: Any, content: Content) -> Any:
    column = table.known[name]
    if column.related_model is get_user_model():
        return None
    if name not in content or converted_value(table, name, given) == content[name]:
        return given
    if column.is_relation and not isinstance(column, ForeignKey):
        staying = [key for key in given if key in content[name]]
        return staying + in_one_order(key for key in content[name] if key not in staying)
    return content[name]


def _new_rows(table: Table, keys: list[Key], held: Held) -> list[tuple[Name, Row]]:
    named = [name for name in table.known if name in table.fields and name not in table.derived]
    contents = held.contents(table)
    return [
        ((table.label, key), {"model": table.label, "fields": {name: contents[key][name] for name in named}})
        for key in _originals_first(table, keys, held)
    ]


def _insert(rows: list[tuple[Name, Row]], table: Table, new: list[tuple[Name, Row]]) -> None:
    """After the last of their table, or else of those before which they cannot come."""
    order = [each.label for each in in_order()]
    before = set(order[: order.index(table.label)])
    own = [at for at, ((label, _), _) in enumerate(rows) if label == table.label]
    others = [at for at, ((label, _), _) in enumerate(rows) if label in before]
    place = (own or others or [-1])[-1] + 1
    rows[place:place] = new


def _media(folder: Path, standing: Iterable[Filed], names: set[Name], held: Held) -> dict[str, bytes | None]:
    """The files that written records name; what only former records named is not wanted any more."""
    tables = {table.label: table for table in in_order() if table.stored}
    contents = {label: held.contents(table) for label, table in tables.items()}
    wanted = {contents[label][key][tables[label].stored] for label, key in names if label in tables}
    former = {each.content[each.table.stored] for each in standing if each.table.stored} - wanted
    return {
        **{f"media/{name}": None for name in former if (folder / "media" / name).is_file()},
        **{f"media/{name}": _stored(name) for name in wanted},
    }


def _stored(name: str) -> bytes:
    try:
        return media.stored(name)
    except OSError as error:
        raise SyncError(f"A row names {name}, which is not stored: {error}") from error
