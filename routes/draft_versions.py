"""A new version of a timetable: a draft with everything the one before it holds, to be changed and published in its turn."""

from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone

from news import audit
from routes.models import (
    NotePlace,
    Route,
    Service,
    ServiceException,
    StopTime,
    Timetable,
    TimetableNote,
    Trip,
)

PERMISSION = "routes.add_timetable"


def running_version(route: Route, on: date, *, is_sample: bool = False) -> Timetable | None:
    """The published timetable that is valid on the day, or else the next one, or else the last."""
    versions = Timetable.objects.filter(
        route=route, is_sample=is_sample, publication__withdrawn_at__isnull=True, publication__isnull=False
    ).select_related("route", "source", "publication")
    later = versions.filter(publication__valid_until__gte=on).order_by("publication__valid_from").first()
    return later or versions.order_by("-publication__valid_until").first()


@transaction.atomic
def new_version(timetable: Timetable, *, by: AbstractUser) -> Timetable:
    """Valid from tomorrow, or from the first day of one that has not begun. Its source is left to be named: a timetable
    that changes has a source for the change. A handful of queries, however many trains."""
    if not by.has_perm(PERMISSION):
        raise PermissionDenied(f"{by} may not begin a timetable: needs {PERMISSION}")
    first = max(timezone.localdate() + timedelta(days=1), timetable.valid_from)
    draft = Timetable.objects.create(
        route=timetable.route,
        key=free_key(timetable.route, first),
        valid_from=first,
        valid_until=max(timetable.valid_until, first),
        is_sample=timetable.is_sample,
    )
    services = _copied(timetable.services.all(), timetable=draft)
    trips = _copied(timetable.trips.all(), timetable=draft, service=services)
    notes = _copied(timetable.notes.all(), timetable=draft)
    _copied(ServiceException.objects.filter(service__timetable=timetable), service=services)
    _copied(StopTime.objects.filter(trip__timetable=timetable), trip=trips)
    _copied(NotePlace.objects.filter(note__timetable=timetable), note=notes, trip=trips)
    audit.record(draft, by=by, act="new_draft", new={"copied_from": timetable})
    return draft


def free_key(route: Route, first: date) -> str:
    """from-2026-12-01, or the first of from-2026-12-01-2 … that the route does not have."""
    key = f"from-{first.isoformat()}"
    taken = set(route.timetables.filter(key__startswith=key).values_list("key", flat=True))
    names = (key if number == 1 else f"{key}-{number}" for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def _copied(rows: models.QuerySet, **parents: Any) -> dict[int, Any]:
    """Copies of the rows by the numbers of the originals. A parent is one row for all, or {old number: its copy}."""
    model: type[Service | ServiceException | StopTime | Trip | TimetableNote | NotePlace] = rows.model
    names = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
    originals = list(rows.order_by("pk"))
    copies = []
    for original in originals:
        copy = model(**{name: getattr(original, name) for name in names})
        for name, parent in parents.items():
            old = getattr(original, f"{name}_id")
            setattr(copy, name, parent.get(old) if isinstance(parent, dict) else parent)
        copies.append(copy)
    model._base_manager.bulk_create(copies)
    return {original.pk: copy for original, copy in zip(originals, copies, strict=True)}
