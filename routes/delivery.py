"""What the railway knows of an obligation: the events of routes that announce, deliver or put off what was promised."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.utils.translation import get_language

from config.web import dates
from news.agreements.delivery import Step
from news.agreements.terms import Assertion
from routes.models import RouteEvent
from routes.terms import EventKind


def steps_of(obligations: Sequence[int], as_of: date) -> dict[int, list[Step]]:
    """One query."""
    found: dict[int, list[Step]] = defaultdict(list)
    events = RouteEvent.objects.filter(obligation__in=obligations).exclude(assertion=Assertion.RETRACTED)
    for event in events.select_related("route", "source").order_by("pk"):
        if event.known_from <= as_of:
            found[event.obligation_id].append(_step(event))
    return found


def _step(event: RouteEvent) -> Step:
    says, language = RouteEvent.says.read(event)
    planned = event.kind == EventKind.LAUNCH_PLANNED
    return Step(
        on=event.known_from,
        date_text=dates.day(event.known_from),
        what=str(event.get_kind_display()),
        where=event.route.name,
        url=event.route.get_absolute_url(),
        says=says,
        lang="" if language in ("", get_language()) else language,
        grade="expected" if planned else event.assertion,
        source=event.source,
    )
