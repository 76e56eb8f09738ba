"""Rows that can be made again from others at any time: written only where they changed."""

from typing import Any

from django.db.models import QuerySet


def replace_rows(existing: QuerySet, wanted: list[Any], fields: tuple[str, ...]) -> bool:
    """Makes the rows what they should be and leaves alone those that are; true where a row changed."""
    new = {tuple(getattr(row, name) for name in fields): row for row in wanted}
    stale = []
    for pk, *values in existing.values_list("pk", *fields):
        if new.pop(tuple(values), None) is None:
            stale.append(pk)
    if stale:
        existing.model._default_manager.filter(pk__in=stale).delete()
    if new:
        existing.model._default_manager.bulk_create(new.values())
    return bool(stale or new)
