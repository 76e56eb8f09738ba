"""What feed readers follow on the railway: what happened to routes, to all or to one, and notices to passengers."""

from django.conf import settings
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext

from config.web.feeds import LATEST, Feed, Item, feed_view
from news.agreements.changed import midnight
from news.texts.notes import Notes
from routes.alerts import alert_line
from routes.models import Alert, Route, RouteEvent
from routes.route_words import event_day


@feed_view
def route_change_feed() -> Feed:
    return Feed(
        title=gettext("%(site)s: what changed on the railway") % {"site": settings.SITE_NAME},
        description=gettext("Every dated, sourced event in the life of a route."),
        page=reverse("route_list"),
        items=_events(RouteEvent.objects.filter(route__in=Route.objects.public())),
    )


@feed_view
def route_feed(slug: str) -> Feed:
    route = get_object_or_404(Route.objects.public(), slug=slug)
    return Feed(
        title=gettext("%(site)s: %(name)s") % {"site": settings.SITE_NAME, "name": route.name},
        description=gettext("Every dated, sourced event in the life of a route."),
        page=route.get_absolute_url(),
        items=_events(RouteEvent.objects.filter(route=route)),
    )


@feed_view
def alert_feed() -> Feed:
    alerts = Alert.objects.public().filter(published_at__lte=timezone.now())
    return Feed(
        title=gettext("%(site)s: notices to passengers") % {"site": settings.SITE_NAME},
        description=gettext("Works, changes and delays on the railway."),
        page=reverse("alert_list"),
        items=[_alert(each) for each in alerts.for_list().order_by("-published_at", "key")[:LATEST]],
    )


def _events(events: QuerySet[RouteEvent]) -> list[Item]:
    """What was written down last comes first, however old the event."""
    latest = events.select_related("route").order_by("-recorded_at", "-pk")[:LATEST]
    return sorted(map(_event, latest), key=lambda item: (item.updated, item.published), reverse=True)


def _event(event: RouteEvent) -> Item:
    known = midnight(event.known_from)
    told = {"route": event.route.name, "event": event.get_kind_display(), "day": event_day(event.as_fact())}
    return Item(
        url=f"{event.route.get_absolute_url()}?as_of={event.known_from}",
        name=f"tag:union-chronicle,2026:route-{event.route.slug}-{event.key}",
        title=pgettext("entry of a feed", "%(route)s: %(event)s, %(day)s") % told,
        summary=event.says,
        published=known,
        updated=max(known, event.recorded_at),
        categories=[event.get_assertion_display()],
    )


def _alert(alert: Alert) -> Item:
    line = alert_line(alert, Notes())
    return Item(
        url=alert.get_absolute_url(),
        name=f"tag:union-chronicle,2026:notice-{alert.key}",
        title=line.header,
        summary=" ".join(filter(None, [line.description, "; ".join(line.periods)])),
        published=alert.published_at,
        language=line.header_language,
        categories=[word for word in (line.effect, line.cause) if word],
    )
