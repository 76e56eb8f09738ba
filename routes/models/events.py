"""What happened to a route, and what was claimed of it: dated, sourced, competing claims side by side."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.web.labels import Labelled
from config.web.partial_dates import DatePrecision, PartialDate
from config.web.translated import Translated
from news.agreements.terms import Assertion
from news.models import Agreement, Obligation, Person, Source, Verification
from routes import route_status
from routes.models.railway import Route
from routes.querysets import RouteClaimManager, RouteEventManager
from routes.terms import ClaimSubject, EventKind, EventPrecision


class RouteEvent(Labelled, models.Model):
    """`dated_on` is the day it happened or is planned for; `announced_on` the day it was said, if that is another."""

    route = models.ForeignKey(Route, models.CASCADE, related_name="events", verbose_name=_("route"))
    key = models.SlugField(_("key"), max_length=80)
    kind = models.CharField(_("event"), max_length=14, choices=EventKind)
    dated_on = models.DateField(_("date"), null=True, blank=True)
    date_precision = models.CharField(
        _("known"), max_length=7, choices=EventPrecision, default=EventPrecision.DAY
    )
    announced_on = models.DateField(
        _("announced on"), null=True, blank=True, help_text=_("The day it was said; counts from that day on.")
    )
    agreement = models.ForeignKey(
        Agreement,
        models.PROTECT,
        related_name="route_events",
        null=True,
        blank=True,
        verbose_name=_("by agreement"),
    )
    obligation = models.ForeignKey(
        Obligation,
        models.PROTECT,
        related_name="route_events",
        null=True,
        blank=True,
        verbose_name=_("towards the obligation"),
        help_text=_("What was promised, and this event announces, delivers or puts off."),
    )
    source = models.ForeignKey(Source, models.PROTECT, related_name="route_events", verbose_name=_("source"))
    says_en = models.TextField(_("what the source says (English)"))
    says_ru = models.TextField(_("what the source says (Russian)"), blank=True)
    says_be = models.TextField(_("what the source says (Belarusian)"), blank=True)
    assertion = models.CharField(_("assertion"), max_length=9, choices=Assertion, default=Assertion.REPORTED)
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now, editable=False)

    says = Translated("says")

    objects = RouteEventManager("route__slug", "key")

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["route", "dated_on", "recorded_at"]
        constraints = [
            models.UniqueConstraint(fields=["route", "key"], name="route_event_key_once"),
            models.CheckConstraint(condition=~Q(key="") & ~Q(says_en=""), name="route_event_says_something"),
            models.CheckConstraint(condition=Q(kind__in=EventKind.values), name="route_event_kind_known"),
            models.CheckConstraint(
                condition=Q(date_precision="unknown", dated_on__isnull=True)
                | Q(date_precision__in=["day", "by_day", "month", "year"], dated_on__isnull=False),
                name="route_event_dated_as_precise",
            ),
            models.CheckConstraint(
                condition=Q(announced_on__isnull=False) | Q(date_precision__in=["day", "month", "year"]),
                name="route_event_counts_from_a_day",
            ),
            # A plan is known from the day it was announced, never from the day it is planned for.
            models.CheckConstraint(
                condition=~Q(kind="launch_planned") | Q(announced_on__isnull=False),
                name="route_event_plan_is_announced",
            ),
            # What is foretold is a plan: trains that started are reported on that day or later. An end may be foretold.
            models.CheckConstraint(
                condition=Q(announced_on__isnull=True)
                | Q(dated_on__isnull=True)
                | Q(announced_on__gte=F("dated_on"))
                | Q(kind__in=["launch_planned", "suspended", "closed", "cancelled"]),
                name="route_event_start_is_not_foretold",
            ),
            models.CheckConstraint(
                condition=Q(assertion__in=Assertion.values), name="route_event_assertion_known"
            ),
        ]
        indexes = [models.Index(fields=["dated_on"], name="route_event_by_date")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.dated_on or ''}".strip()

    def natural_key(self) -> tuple[str, str]:
        return (self.route.slug, self.key)

    natural_key.dependencies = ["routes.route", "news.obligation", "news.source"]  # type: ignore[attr-defined]

    @property
    def known_from(self) -> date:
        """The first day on which the event counts: when it was said, or the last day on which it can have happened."""
        day = self.announced_on or (
            PartialDate(self.dated_on, self.date_precision).latest if self.dated_on else None
        )
        if day is None:  # the database refuses such a row (route_event_counts_from_a_day)
            raise ValueError(f"The event {self.key} has neither a day nor an announcement.")
        return day

    @property
    def moves_the_state(self) -> bool:
        """Disputed and retracted events are shown, and decide nothing."""
        return self.assertion in (Assertion.CONFIRMED, Assertion.REPORTED)

    def as_fact(self) -> route_status.Event:
        """The event as `route_status` reads it."""
        return route_status.Event(
            key=self.key,
            kind=self.kind,
            known_from=self.known_from,
            dated_on=self.dated_on,
            precision=self.date_precision,
            counts=self.moves_the_state,
        )


class RouteClaim(Labelled, models.Model):
    """What someone said a route is or will be. Never merged: each stands with who said it, when, and where it was read."""

    route = models.ForeignKey(Route, models.CASCADE, related_name="claims", verbose_name=_("route"))
    key = models.SlugField(_("key"), max_length=80)
    subject = models.CharField(_("subject"), max_length=16, choices=ClaimSubject)
    text_en = models.TextField(_("claim (English)"))
    text_ru = models.TextField(_("claim (Russian)"), blank=True)
    text_be = models.TextField(_("claim (Belarusian)"), blank=True)
    number = models.DecimalField(
        _("number"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("For trains a day: pairs."),
    )
    said_by = models.ForeignKey(
        Person, models.PROTECT, related_name="route_claims", null=True, blank=True, verbose_name=_("said by")
    )
    said_by_name_en = models.CharField(_("said by, if not a person (English)"), max_length=160, blank=True)
    said_by_name_ru = models.CharField(_("said by, if not a person (Russian)"), max_length=160, blank=True)
    said_by_name_be = models.CharField(_("said by, if not a person (Belarusian)"), max_length=160, blank=True)
    said_on = models.DateField(_("said on"), null=True, blank=True, help_text=_("Empty if not stated."))
    said_precision = models.CharField(
        _("known"), max_length=5, choices=DatePrecision, default=DatePrecision.DAY
    )
    source = models.ForeignKey(Source, models.PROTECT, related_name="route_claims", verbose_name=_("source"))
    verification = models.CharField(
        _("verification"), max_length=10, choices=Verification, default=Verification.ONE_SOURCE
    )
    superseded_by = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="supersedes",
        null=True,
        blank=True,
        verbose_name=_("superseded by"),
    )

    text = Translated("text")
    said_by_name = Translated("said_by_name")

    objects = RouteClaimManager("route__slug", "key")

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["route", "subject", F("said_on").asc(nulls_last=True)]
        constraints = [
            models.UniqueConstraint(fields=["route", "key"], name="route_claim_key_once"),
            models.CheckConstraint(condition=~Q(key="") & ~Q(text_en=""), name="route_claim_says_something"),
            models.CheckConstraint(
                condition=Q(subject__in=ClaimSubject.values), name="route_claim_subject_known"
            ),
            models.CheckConstraint(
                condition=Q(said_by__isnull=False) | ~Q(said_by_name_en=""), name="route_claim_names_who"
            ),
            models.CheckConstraint(
                condition=Q(verification__in=Verification.values), name="route_claim_verification_known"
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=True) | Q(number__gte=0), name="route_claim_number_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(said_precision__in=DatePrecision.values), name="route_claim_precision_known"
            ),
            models.CheckConstraint(
                condition=Q(superseded_by__isnull=True) | ~Q(superseded_by=F("id")),
                name="route_claim_superseded_by_another",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def natural_key(self) -> tuple[str, str]:
        return (self.route.slug, self.key)

    natural_key.dependencies = ["routes.route", "news.person", "news.source"]  # type: ignore[attr-defined]

    @property
    def speaker(self) -> str:
        return str(self.said_by) if self.said_by else self.said_by_name

    @property
    def known_from(self) -> date | None:
        """The first day on which the claim is shown. None: it is not stated when it was said, so it always is."""
        return self.said_date.latest if self.said_date else None

    @property
    def said_date(self) -> PartialDate | None:
        return PartialDate(self.said_on, self.said_precision) if self.said_on else None
