"""What an editor enters of a route, in the order of the work: points, bases, events, claims."""

import itertools
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from config.web.text import slugify_cyrillic
from news.admin.record import RecordInline, RecordTable, in_three_languages
from routes.models import RouteBasis, RouteClaim, RouteEvent, RouteStop
from routes.terms import EventKind, EventPrecision

# May be announced for a coming day; anything else is reported once it has happened.
FORETOLD = (EventKind.LAUNCH_PLANNED, EventKind.SUSPENDED, EventKind.CLOSED, EventKind.CANCELLED)


class KeyedForm(forms.ModelForm):
    """A row whose key the editor may leave empty: it is then made from what the row says."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if key := self.fields.get("key"):
            key.required = False
            key.help_text = _("Names the row in exports and fixtures. Left empty, it is made when you save.")

    def key_parts(self, cleaned: dict[str, Any]) -> Iterable[Any]:
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("key") and "key" not in self.errors:
            cleaned["key"] = self._free_key("-".join(str(part) for part in self.key_parts(cleaned) if part))
        return cleaned

    def _free_key(self, wanted: str) -> str:
        """The key, or the first of key-2, key-3 … that no row of the route has."""
        key = slugify_cyrillic(wanted, max_length=70) or "row"
        route = getattr(self.cleaned_data.get("route"), "pk", self.instance.route_id)
        siblings = type(self.instance).objects.filter(route=route).exclude(pk=self.instance.pk)
        taken = set(siblings.filter(key__startswith=key).values_list("key", flat=True))
        numbered = (f"{key}-{number}" for number in itertools.count(2))
        return next(name for name in itertools.chain([key], numbered) if name not in taken)


class RouteStopInline(RecordTable):
    model = RouteStop
    fields = ["sequence", "station", "source"]
    autocomplete_fields = ["station", "source"]
    verbose_name_plural = _("points of the route, in order (a source only where it states the routing)")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("station")


class RouteBasisInline(RecordTable):
    model = RouteBasis
    fields = ["agreement", "role", "source"]
    autocomplete_fields = ["agreement", "source"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("agreement")


class RouteEventForm(KeyedForm):
    class Meta:
        model = RouteEvent
        fields: list[str] = []  # the admin names them

    def key_parts(self, cleaned: dict[str, Any]) -> Iterable[Any]:
        return cleaned.get("kind"), cleaned.get("dated_on") or cleaned.get("announced_on")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        dated, announced = cleaned.get("dated_on"), cleaned.get("announced_on")
        precision, kind = cleaned.get("date_precision"), cleaned.get("kind")
        if precision == EventPrecision.UNKNOWN and dated:
            self.add_error("dated_on", _("A day that is not established is left empty."))
        if precision != EventPrecision.UNKNOWN and not dated and "dated_on" not in self.errors:
            self.add_error("dated_on", _("Give the day, or say that it is not established."))
        if not announced and (kind == EventKind.LAUNCH_PLANNED or precision in ("unknown", "by_day")):
            self.add_error("announced_on", _("Give the day it was said: the event counts from that day."))
        if dated and announced and announced < dated and kind not in FORETOLD:
            self.add_error(
                "kind", _("This was said before its day: it is a plan. Enter it as “Launch planned”.")
            )
        return cleaned


EVENT_FIELDS = [
    ("kind", "key"),
    ("dated_on", "date_precision", "announced_on"),
    ("source", "agreement", "obligation", "assertion"),
    *in_three_languages("says"),
]


class RouteEventInline(RecordInline):
    model = RouteEvent
    form = RouteEventForm
    autocomplete_fields = ["agreement", "obligation", "source"]
    fieldsets = [(None, {"fields": EVENT_FIELDS})]


class RouteClaimForm(KeyedForm):
    class Meta:
        model = RouteClaim
        fields: list[str] = []  # the admin names them

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if later := self.fields.get("superseded_by"):
            # Only a claim about the same route and subject can replace one.
            same = RouteClaim.objects.filter(route=self.instance.route_id, subject=self.instance.subject)
            later.queryset = same.exclude(pk=self.instance.pk).select_related("said_by")
            later.label_from_instance = lambda one: f"{one.speaker}: {one.text}"[:80]

    def key_parts(self, cleaned: dict[str, Any]) -> Iterable[Any]:
        speaker = cleaned.get("said_by")
        return (
            cleaned.get("subject"),
            speaker.key if speaker else cleaned.get("said_by_name_en"),
            cleaned.get("said_on"),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("said_by") and not cleaned.get("said_by_name_en"):
            self.add_error("said_by", _("Say whose claim it is: a person, or a name."))
        number = cleaned.get("number")
        if number is not None and number < 0:
            self.add_error("number", _("A number of trains is not negative."))
        return cleaned


CLAIM_FIELDS = [
    ("subject", "key", "number"),
    *in_three_languages("text"),
    ("said_by", "said_on", "said_precision"),
    *in_three_languages("said_by_name"),
    ("source", "verification"),
]


class RouteClaimInline(RecordInline):
    """Of a new route: nothing has been said since that could replace what is entered."""

    model = RouteClaim
    fk_name = "route"
    form = RouteClaimForm
    autocomplete_fields = ["said_by", "source"]
    fieldsets = [(None, {"fields": CLAIM_FIELDS})]
