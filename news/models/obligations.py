"""From promise to delivery: what an instrument, or who speaks for it, says will be done, by when, and what sources found."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from config.web.labels import Labelled
from config.web.partial_dates import DatePrecision, PartialDate
from config.web.translated import Translated
from news.agreements.promises import Finding, Found, Promise
from news.models.agreements import Actor, Agreement
from news.models.sources import Source
from news.querysets import NaturalKeyManager, ObligationQuerySet


class Obligation(Labelled, models.Model):
    """Something to be done under an instrument. Whether it is done, overdue or unconfirmed is computed for a day."""

    agreement = models.ForeignKey(
        Agreement, models.CASCADE, related_name="obligations", verbose_name=_("agreement")
    )
    key = models.SlugField(
        _("key"),
        max_length=80,
        help_text=_("Names the obligation within its agreement, in its permanent address."),
    )
    provision = models.CharField(
        _("provision"), max_length=40, blank=True, help_text=_("Empty if the text has not been read.")
    )
    text_en = models.TextField(_("what is to be done (English)"))
    text_ru = models.TextField(_("what is to be done (Russian)"), blank=True)
    text_be = models.TextField(_("what is to be done (Belarusian)"), blank=True)
    responsible = models.ForeignKey(
        Actor,
        models.PROTECT,
        related_name="obligations",
        null=True,
        blank=True,
        verbose_name=_("who is to do it"),
        help_text=_("Empty if not established."),
    )
    stated_on = models.DateField(
        _("stated on"), help_text=_("The day it was laid down or said; it is shown from that day on.")
    )
    due_on = models.DateField(_("due by"), null=True, blank=True, help_text=_("Empty if no day was set."))
    due_precision = models.CharField(
        _("known"), max_length=5, choices=DatePrecision, default=DatePrecision.DAY
    )
    done_on = models.DateField(
        _("done on"), null=True, blank=True, help_text=_("Counts only with a source below that says so.")
    )
    done_precision = models.CharField(
        _("known"), max_length=5, choices=DatePrecision, default=DatePrecision.DAY
    )
    source = models.ForeignKey(
        Source, models.PROTECT, related_name="obligations", verbose_name=_("source of the promise")
    )

    text = Translated("text")

    objects = ObligationQuerySet.as_manager()

    class Meta:
        verbose_name = _("obligation")
        verbose_name_plural = _("obligations")
        ordering = ["agreement", F("due_on").asc(nulls_last=True), "key"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "key"], name="obligation_key_once"),
            models.CheckConstraint(
                condition=~Q(key="") & ~Q(text_en=""), name="obligation_says_what_is_to_be_done"
            ),
            models.CheckConstraint(
                condition=Q(due_precision__in=DatePrecision.values, done_precision__in=DatePrecision.values),
                name="obligation_precision_known",
            ),
            # What was done in the same month or year as it was said is dated to its first day.
            models.CheckConstraint(
                condition=Q(done_on__isnull=True)
                | Q(done_on__gte=F("stated_on"))
                | ~Q(done_precision=DatePrecision.DAY),
                name="obligation_done_after_it_was_stated",
            ),
        ]
        indexes = [models.Index(fields=["due_on"], name="obligation_by_due_day")]

    def __str__(self) -> str:
        return self.text

    def natural_key(self) -> tuple[str, str]:
        return (self.agreement.number, self.key)

    natural_key.dependencies = ["news.agreement", "news.actor", "news.source"]  # type: ignore[attr-defined]

    @property
    def due(self) -> PartialDate | None:
        return PartialDate(self.due_on, self.due_precision) if self.due_on else None

    @property
    def done(self) -> PartialDate | None:
        return PartialDate(self.done_on, self.done_precision) if self.done_on else None

    def as_promise(self) -> Promise:
        """As `delivery_on` reads it; the evidence comes with `for_delivery()`."""
        found = (Found(Finding(each.finding), each.date) for each in self.evidence.all())
        return Promise(self.due, self.done, tuple(found))


class ObligationEvidence(Labelled, models.Model):
    """What one source says of an obligation: that it was delivered, or that by a day it was not."""

    obligation = models.ForeignKey(
        Obligation, models.CASCADE, related_name="evidence", verbose_name=_("obligation")
    )
    source = models.ForeignKey(
        Source, models.PROTECT, related_name="obligation_evidence", verbose_name=_("source")
    )
    finding = models.CharField(_("it says"), max_length=13, choices=Finding)
    dated_on = models.DateField(
        _("as of"), help_text=_("The day of the delivery, or the day on which it was still missing.")
    )
    date_precision = models.CharField(
        _("known"), max_length=5, choices=DatePrecision, default=DatePrecision.DAY
    )
    says_en = models.TextField(_("what it says (English)"), blank=True)
    says_ru = models.TextField(_("what it says (Russian)"), blank=True)
    says_be = models.TextField(_("what it says (Belarusian)"), blank=True)

    says = Translated("says")

    objects = NaturalKeyManager("obligation__agreement__number", "obligation__key", "source__key", "finding")

    class Meta:
        verbose_name = _("evidence of delivery")
        verbose_name_plural = _("evidence of delivery")
        ordering = ["obligation", "dated_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["obligation", "source", "finding"], name="delivery_evidence_once_a_source"
            ),
            models.CheckConstraint(
                condition=Q(finding__in=Finding.values), name="delivery_evidence_finding_known"
            ),
            models.CheckConstraint(
                condition=Q(date_precision__in=DatePrecision.values), name="delivery_evidence_precision_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}"

    @property
    def date(self) -> PartialDate:
        return PartialDate(self.dated_on, self.date_precision)

    def natural_key(self) -> tuple[str, str, str, str]:
        return (*self.obligation.natural_key(), self.source.key, self.finding)

    natural_key.dependencies = ["news.obligation", "news.source"]  # type: ignore[attr-defined]
