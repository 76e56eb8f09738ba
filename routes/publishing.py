"""Publishing a timetable, and withdrawing one: each in one transaction, or refused with every reason in words."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from config.web import dates
from news import audit
from news.publishing.refusals import Reason, RefusedError, refuse_if
from routes.models import Publication, Route, StopTime, Timetable
from routes.terms import Boarding
from routes.timetable_content import content_hash

PERMISSION = "routes.publish_timetable"
TRIPS_AT_ONCE = 500


def publish_timetable(
    *,
    timetable: Timetable,
    by: AbstractUser,
    fields: Mapping[str, Any] | None = None,
    published_at: datetime | None = None,
) -> Publication:
    """Makes the timetable public and fixed, its trains' ends closed. The version before it ends the day before; one it
    covers wholly is withdrawn. `fields`: validity and source, as decided with the publication."""
    with _acting(timetable, by):
        if fields:
            _decide(timetable, fields)
        refuse_if(reasons_against(timetable))
        close_ends(timetable)
        now = published_at or timezone.now()
        for older in _in_its_way(timetable):
            if older.valid_from < timetable.valid_from:
                older.valid_until = timetable.valid_from - timedelta(days=1)
            else:
                older.withdrawn_at = now
                older.withdrawn_because = f"Replaced by {timetable.key}."
            older.save()
        publication = Publication.objects.create(
            timetable=timetable, published_at=now, published_by=by, content_hash=content_hash(timetable)
        )
        said = {name: getattr(timetable, name) for name in ("valid_from", "valid_until", "source")}
        audit.record(timetable, by=by, act="publish", new=said | {"content_hash": publication.content_hash})
        return publication


def withdraw_timetable(*, timetable: Timetable, by: AbstractUser, because: str) -> None:
    """For good; what was published stays on record, and no page shows it as valid from today on."""
    with _acting(timetable, by):
        publication = Publication.objects.filter(timetable=timetable, withdrawn_at__isnull=True).first()
        if publication is None:
            raise RefusedError(Reason(_("Only a published timetable can be withdrawn.")))
        if not because.strip():
            raise RefusedError(Reason(_("Say why: the reason stays on record."), "because"))
        publication.withdrawn_at, publication.withdrawn_because = timezone.now(), because.strip()
        publication.save()
        audit.record(timetable, by=by, act="withdraw", comment=because.strip())


def _decide(timetable: Timetable, fields: Mapping[str, Any]) -> None:
    """Days of running that began or ended with the validity of the draft still do."""
    stored = Timetable.objects.get(pk=timetable.pk)
    moved = [
        (mine, getattr(stored, theirs), fields[theirs])
        for mine, theirs in (("start", "valid_from"), ("end", "valid_until"))
        if theirs in fields and fields[theirs] != getattr(stored, theirs)
    ]
    for name, value in fields.items():
        setattr(timetable, name, value)
    timetable.save(update_fields=[*fields])
    for service in timetable.services.all() if moved else ():
        for mine, before, now in moved:
            if getattr(service, mine) == before:
                setattr(service, mine, now)
        service.save()


def reasons_against(timetable: Timetable) -> Iterator[Reason]:
    """Everything that keeps a timetable from being published, in words an editor can act on."""
    if timetable.state != "draft":
        yield Reason(_("This version is published already. Copy it to a new one."))
        return
    if not timetable.is_sample and timetable.source_id is None:
        yield Reason(_("Name the source of the timetable."), "source")
    trips = timetable.trips.annotate(stops=Count("stop_times"))
    if not trips:
        yield Reason(_("The timetable has no trains."))
    for trip in trips:
        if trip.stops < 2:
            yield Reason(_("Train %(number)s stops at fewer than two stations.") % {"number": trip.number})
    for older in _in_its_way(timetable):
        if older.valid_until > timetable.valid_until:
            yield Reason(
                _("%(key)s holds until %(day)s, longer than this one: publish one that holds as long.")
                % {"key": older.timetable.key, "day": dates.day(older.valid_until)},
                "valid_until",
            )


def close_ends(timetable: Timetable) -> None:
    """Nobody gets off where a train begins, or on where it ends: written into a draft before it is published."""
    trips = list(timetable.trips.values_list("pk", flat=True))
    # By keys alone: while PostgreSQL knows no numbers of rows that were just written, it joins all of them with all others.
    for at in range(0, len(trips), TRIPS_AT_ONCE):
        times = StopTime.objects.filter(trip__in=trips[at : at + TRIPS_AT_ONCE]).order_by("trip", "sequence")
        of_trips = groupby(times.values_list("trip", "pk"), key=itemgetter(0))
        ends = [[pk for _trip, pk in stops] for _trip, stops in of_trips]
        StopTime.objects.filter(pk__in=[stops[0] for stops in ends]).update(drop_off=Boarding.NONE)
        StopTime.objects.filter(pk__in=[stops[-1] for stops in ends]).update(pickup=Boarding.NONE)


def _in_its_way(timetable: Timetable) -> QuerySet[Publication]:
    return Publication.objects.filter(
        route=timetable.route_id,
        is_sample=timetable.is_sample,
        withdrawn_at__isnull=True,
        valid_from__lte=timetable.valid_until,
        valid_until__gte=timetable.valid_from,
    ).select_related("timetable")


@contextmanager
def _acting(timetable: Timetable, by: AbstractUser) -> Iterator[None]:
    """One transaction that holds the rows of the route and the timetable: acts on one route come one after another."""
    if not by.has_perm(PERMISSION):
        raise PermissionDenied(f"{by} may not publish timetables: needs {PERMISSION}")
    try:
        with transaction.atomic():
            Route.objects.select_for_update().get(pk=timetable.route_id)
            Timetable.objects.select_for_update().get(pk=timetable.pk)
            yield
    except IntegrityError as error:
        raise RefusedError(
            Reason(_("The timetable has changed meanwhile. Look at it again, then repeat."))
        ) from error
