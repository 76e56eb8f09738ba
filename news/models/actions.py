"""What happened to instruments: dated, sourced actions, from which every status is computed."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.web.labels import Labelled
from config.web.partial_dates import DatePrecision, PartialDate
from config.web.translated import Translated
from news.agreements.terms import ActionType, Assertion, Layer, Occurrence
from news.models.actors import Actor
from news.models.agreements import Agreement
from news.models.sources import Source
from news.querysets import NaturalKeyManager


class Action(Labelled, models.Model):
    """Something done at a date, as sources report it.

    Append-only (agreement_triggers.py): a correction is a new action that replaces this one, a retraction a new one that
    says so. An action without evidence is not shown and decides nothing.
    """

    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="actions", verbose_name=_("agreement")
    )
    key = models.SlugField(
        _("key"),
        max_length=80,
        help_text=_("Names the action within its agreement, in its permanent address."),
    )
    type = models.CharField(_("action"), max_length=40, choices=ActionType)
    layer = models.CharField(_("layer"), max_length=13, choices=Layer, default=Layer.INTERNATIONAL)
    actor = models.ForeignKey(
        Actor,
        models.PROTECT,
        related_name="actions",
        null=True,
        blank=True,
        verbose_name=_("by"),
        help_text=_("Empty: by all together."),
    )
    dated_on = models.DateField(
        _("date"), help_text=_("First day of the month or year if only that is known.")
    )
    date_precision = models.CharField(
        _("known"), max_length=5, choices=DatePrecision, default=DatePrecision.DAY
    )
    effective_on = models.DateField(_("takes effect on"), null=True, blank=True)
    place_en = models.CharField(_("place (English)"), max_length=80, blank=True)
    place_ru = models.CharField(_("place (Russian)"), max_length=80, blank=True)
    place_be = models.CharField(_("place (Belarusian)"), max_length=80, blank=True)
    document_number = models.CharField(_("document number"), max_length=60, blank=True)
    provisions = models.CharField(
        _("provisions concerned"), max_length=120, blank=True, help_text=_("Empty: the whole instrument.")
    )
    by_agreement = models.ForeignKey(
        Agreement,
        models.PROTECT,
        related_name="actions_on_others",
        null=True,
        blank=True,
        verbose_name=_("by agreement"),
    )
    occurrence = models.CharField(
        _("occurrence"), max_length=9, choices=Occurrence, default=Occurrence.OCCURRED
    )
    assertion = models.CharField(_("assertion"), max_length=9, choices=Assertion, default=Assertion.REPORTED)
    note_en = models.TextField(_("note (English)"), blank=True)
    note_ru = models.TextField(_("note (Russian)"), blank=True)
    note_be = models.TextField(_("note (Belarusian)"), blank=True)
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("recorded by"),
    )
    replaces = models.OneToOneField(
        "self", models.PROTECT, related_name="replaced_by", null=True, blank=True, verbose_name=_("replaces")
    )
    reason = models.TextField(_("reason for the replacement"), blank=True)
    sources = models.ManyToManyField(
        Source, through="ActionSource", related_name="actions", verbose_name=_("sources")
    )

    place = Translated("place")
    note = Translated("note")

    objects = NaturalKeyManager("agreement__number", "key")

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = ["agreement", "dated_on", "recorded_at"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "key"], name="action_key_once"),
            models.CheckConstraint(condition=~Q(key=""), name="action_has_a_key"),
            models.CheckConstraint(condition=Q(type__in=ActionType.values), name="action_type_known"),
            models.CheckConstraint(
                condition=Q(layer="domestic", type__in=ActionType.of(Layer.DOMESTIC), actor__isnull=False)
                | Q(layer="international", type__in=ActionType.of(Layer.INTERNATIONAL)),
                name="action_layer_fits_type",
            ),
            models.CheckConstraint(
                condition=Q(date_precision__in=DatePrecision.values), name="action_precision_known"
            ),
            models.CheckConstraint(
                condition=Q(occurrence__in=Occurrence.values) & Q(assertion__in=Assertion.values),
                name="action_occurrence_known",
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(reason=""), name="action_replaces_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(replaces=F("id")), name="action_replaces_another"
            ),
            models.CheckConstraint(
                condition=~Q(assertion=Assertion.RETRACTED) | Q(replaces__isnull=False),
                name="action_retracts_another",
            ),
            # A later word on the same act continues the chain of what it replaces, so only first words count here.
            models.UniqueConstraint(
                fields=["agreement", "type", "actor"],
                condition=Q(
                    type__in=ActionType.one_off(), actor__isnull=False, replaces__isnull=True, provisions=""
                ),
                name="action_once_an_actor",
                violation_error_message=_(
                    "This is recorded already. To correct it, replace the recorded action."
                ),
            ),
            models.UniqueConstraint(
                fields=["agreement", "type"],
                condition=Q(
                    type__in=ActionType.one_off(), actor__isnull=True, replaces__isnull=True, provisions=""
                ),
                name="action_once_by_all",
                violation_error_message=_(
                    "This is recorded already. To correct it, replace the recorded action."
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["dated_on"], name="action_by_date"),
            models.Index(fields=["type", "dated_on"], name="action_by_type_and_date"),
        ]

    def __str__(self) -> str:
        return f"{self.get_type_display()} ({self.date})"

    def natural_key(self) -> tuple[str, str]:
        return (self.agreement.number, self.key)

    natural_key.dependencies = ["news.agreement", "news.actor"]  # type: ignore[attr-defined]

    @property
    def date(self) -> PartialDate:
        return PartialDate(self.dated_on, self.date_precision)


class ActionSource(models.Model):
    """What one source says of one action; another date is kept, and shown as a conflict."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="evidence", verbose_name=_("action"))
    source = models.ForeignKey(
        Source, models.PROTECT, related_name="action_evidence", verbose_name=_("source")
    )
    says_en = models.TextField(_("what it says (English)"), blank=True)
    says_ru = models.TextField(_("what it says (Russian)"), blank=True)
    says_be = models.TextField(_("what it says (Belarusian)"), blank=True)
    says_on = models.DateField(
        _("the date it gives"),
        null=True,
        blank=True,
        help_text=_("Only if it is not the action's date: another day, or only the month or year."),
    )
    says_precision = models.CharField(
        _("known"), max_length=5, choices=DatePrecision, default=DatePrecision.DAY
    )

    says = Translated("says")

    objects = NaturalKeyManager("action__agreement__number", "action__key", "source__key")

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["action", "id"]
        constraints = [
            models.UniqueConstraint(fields=["action", "source"], name="evidence_once_a_source"),
            models.CheckConstraint(
                condition=Q(says_precision__in=DatePrecision.values), name="evidence_precision_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}"

    @property
    def other_date(self) -> PartialDate | None:
        """The date the source gives, where it is not the action's: another day, or the same one less exactly."""
        return PartialDate(self.says_on, self.says_precision) if self.says_on else None

    def natural_key(self) -> tuple[str, str, str]:
        return (*self.action.natural_key(), self.source.key)

    natural_key.dependencies = ["news.action", "news.source"]  # type: ignore[attr-defined]
