"""One record in three states: as the files last said (base), as the database holds it, as the files say now. What should be?

Pure. A content is {field: value}; None stands for a record that is not there. A field that the files do not name is left alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Content = Mapping[str, Any]
# Fields that mean nothing without each other: a day and its precision, a picture's file and its size.
Groups = Iterable[tuple[str, ...]]


class Side(StrEnum):
    """Who is right where both changed one thing."""

    EDITOR = "editor"
    FILES = "files"


class Outcome(StrEnum):
    CREATE = "create"
    UPDATE = "update"
    KEEP = "keep"  # an editor changed it; so it stays
    CONFLICT = "conflict"
    DELETED = "deleted"  # by an editor; it does not come back by itself
    GONE = "gone"  # from the files; nobody has touched it here
    GONE_CHANGED = "gone_changed"  # from the files, and an editor changed it
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field, or several that belong together. `base` is None where nothing is known of the last time."""

    fields: tuple[str, ...]
    base: tuple[Any, ...] | None
    held: tuple[Any, ...]
    filed: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """`writes`: what of the record is to be written, {field: value}. `kept`, `conflicts`: what is not, and why.
    `overruled`: an editor's values that the files replace, because they were asked to."""

    outcome: Outcome
    writes: Content
    updates: tuple[Difference, ...] = ()
    kept: tuple[Difference, ...] = ()
    conflicts: tuple[Difference, ...] = ()
    overruled: tuple[Difference, ...] = ()


def merge(
    base: Content | None,
    held: Content | None,
    filed: Content | None,
    *,
    together: Groups = (),
    prefer: Side | None = None,
) -> Merged:
    if filed is None:
        return _gone(base, held)
    if held is None:
        return _missing(base, filed, prefer)
    return _fields(base, held, filed, together, prefer)


def _gone(base: Content | None, held: Content | None) -> Merged:
    if base is None or held is None:
        return Merged(Outcome.SAME, {})
    touched = any(held.get(name) != value for name, value in base.items())
    return Merged(Outcome.GONE_CHANGED if touched else Outcome.GONE, {})


def _missing(base: Content | None, filed: Content, prefer: Side | None) -> Merged:
    """Of what an editor deleted, an unchanged record stays away; a changed one is somebody's to decide."""
    if base is None:
        return Merged(Outcome.CREATE, filed)
    if not any(base.get(name) != value for name, value in filed.items()) or prefer is Side.EDITOR:
        return Merged(Outcome.DELETED, {})
    if prefer is Side.FILES:
        return Merged(Outcome.CREATE, filed)
    changed = tuple(name for name, value in filed.items() if base.get(name) != value)
    lost = Difference(changed, _values(base, changed), tuple(None for _ in changed), _values(filed, changed))
    return Merged(Outcome.CONFLICT, {}, conflicts=(lost,))


def _fields(
    base: Content | None, held: Content, filed: Content, together: Groups, prefer: Side | None
) -> Merged:
    updates, kept, conflicts, overruled = [], [], [], []
    for fields in _grouped(filed, together):
        each = Difference(
            fields,
            None if base is None else _values(base, fields),
            _values(held, fields),
            _values(filed, fields),
        )
        if each.held == each.filed:
            continue
        if each.base == each.held:
            updates.append(each)
        elif each.base == each.filed:
            kept.append(each)
        elif prefer is Side.FILES:
            overruled.append(each)
        elif prefer is Side.EDITOR:
            kept.append(each)
        else:
            conflicts.append(each)
    writes = {
        name: value
        for each in (*updates, *overruled)
        for name, value in zip(each.fields, each.filed, strict=True)
    }
    outcome = (
        Outcome.CONFLICT
        if conflicts
        else Outcome.UPDATE
        if writes
        else Outcome.KEEP
        if kept
        else Outcome.SAME
    )
    return Merged(outcome, writes, *map(tuple, (updates, kept, conflicts, overruled)))


def _grouped(filed: Content, together: Groups) -> list[tuple[str, ...]]:
    """Every field once, those that belong together in one group, as far as the files name them."""
    groups = [tuple(name for name in group if name in filed) for group in together]
    taken = {name for group in groups for name in group}
    return [group for group in groups if group] + [(name,) for name in filed if name not in taken]


def _values(content: Content, fields: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(content.get(name) for name in fields)
