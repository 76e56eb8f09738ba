"""The register: instruments, their parties, and the dated, sourced actions from which status is computed."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left, Length
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.web.partial_dates import DatePrecision, PartialDate
from config.web.translated import Translated
from news.agreements.terms import (
    ActionType,
    ActorKind,
    Assertion,
    ConsentMode,
    Designation,
    EntryIntoForceRule,
    Family,
    Layer,
    Occurrence,
    ParticipationRole,
    Predicate,
    TextAvailability,
    TitleKind,
)
from news.models.addresses import Addressed
from news.models.sources import Source
from news.models.topics import Topic
from news.querysets import AgreementQuerySet, NaturalKeyManager, RelationQuerySet

# Pages of the whole register, which stand where an agreement's page would (news/urls.py).
PAGES_OF_THE_REGISTER = (
    *("about-the-data", "calendar", "changes", "checks"),
    *("delivery", "glossary", "matrix", "relations"),
)


def validate_slug_is_free(value: str) -> None:
    if value in PAGES_OF_THE_REGISTER:
        raise ValidationError(
            _("“%(value)s” is a page of the register: choose another slug."), params={"value": value}
        )


class Actor(models.Model):
    """A State, an organ of the Union State or an organisation that can act in the register."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=ActorKind)
    iso_code = models.CharField(_("ISO 3166 code"), max_length=2, blank=True)
    name_en = models.CharField(_("name (English)"), max_length=160)
    name_ru = models.CharField(_("name (Russian)"), max_length=160, blank=True)
    name_be = models.CharField(_("name (Belarusian)"), max_length=160, blank=True)

    name = Translated("name")

    objects = NaturalKeyManager("code")

    class Meta:
        verbose_name = _("actor")
        verbose_name_plural = _("actors")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=~Q(code="") & ~Q(name_en=""), name="actor_code_and_name"),
            models.CheckConstraint(condition=Q(kind__in=ActorKind.values), name="actor_kind_known"),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.code,)


class Agreement(Addressed):
    """An instrument. What it is and how it binds; never its status, which `agreement_status` computes for any day."""

    number = models.CharField(
        _("register number"),
        max_length=12,
        unique=True,
        validators=[RegexValidator(r"^[A-Z] [1-9][0-9]*\Z", _("A letter, a space and a number: A 5, D 1."))],
        help_text=_("Ours, for good: A 5 for a treaty, D 1 for an act of an organ. It cannot change later."),
    )
    slug = models.SlugField(_("slug"), max_length=120, unique=True, validators=[validate_slug_is_free])
    family = models.CharField(_("family"), max_length=12, choices=Family)
    designation = models.CharField(_("designation"), max_length=20, choices=Designation)
    adopting_organ = models.ForeignKey(
        Actor,
        models.PROTECT,
        related_name="adopted_acts",
        null=True,
        blank=True,
        verbose_name=_("adopting organ"),
    )
    name_en = models.CharField(
        _("short name (English)"), max_length=300, help_text=_("Our short name; titles go below.")
    )
    name_ru = models.CharField(_("short name (Russian)"), max_length=300, blank=True)
    name_be = models.CharField(_("short name (Belarusian)"), max_length=300, blank=True)
    place_en = models.CharField(_("place of conclusion (English)"), max_length=80, blank=True)
    place_ru = models.CharField(_("place of conclusion (Russian)"), max_length=80, blank=True)
    place_be = models.CharField(_("place of conclusion (Belarusian)"), max_length=80, blank=True)
    consent_mode = models.CharField(
        _("consent to be bound by"), max_length=24, choices=ConsentMode, default=ConsentMode.UNKNOWN
    )
    entry_into_force_rule = models.CharField(
        _("enters into force"), max_length=20, choices=EntryIntoForceRule, default=EntryIntoForceRule.UNKNOWN
    )
    entry_into_force_days = models.PositiveSmallIntegerField(_("days after"), null=True, blank=True)
    entry_into_force_provision = models.CharField(_("by provision"), max_length=40, blank=True)
    provisional_application_allowed = models.BooleanField(_("provisional application allowed"), default=False)
    duration_years = models.PositiveSmallIntegerField(_("term in years"), null=True, blank=True)
    renews_itself = models.BooleanField(_("renews itself at the end of the term"), default=False)
    renewal_years = models.PositiveSmallIntegerField(
        _("each time for years"), null=True, blank=True, help_text=_("Empty if not established.")
    )
    notice_months = models.PositiveSmallIntegerField(_("notice in months"), null=True, blank=True)
    term_source = models.ForeignKey(
        Source,
        models.PROTECT,
        related_name="agreement_terms",
        null=True,
        blank=True,
        verbose_name=_("source of the term"),
    )
    text_availability = models.CharField(
        _("text held"), max_length=6, choices=TextAvailability, default=TextAvailability.NONE
    )
    abstract_en = models.TextField(_("what it says, in our words (English)"), blank=True)
    abstract_ru = models.TextField(_("what it says, in our words (Russian)"), blank=True)
    abstract_be = models.TextField(_("what it says, in our words (Belarusian)"), blank=True)
    topics = models.ManyToManyField(Topic, related_name="agreements", blank=True, verbose_name=_("subjects"))
    checked_on = models.DateField(_("last checked on"), null=True, blank=True)

    name = Translated("name")
    place = Translated("place")
    abstract = Translated("abstract")

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        # A 2 before A 10.
        ordering = [Left("number", 1), Length("number"), "number"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(number="") & ~Q(slug="") & ~Q(name_en=""), name="agreement_number_slug_name"
            ),
            models.CheckConstraint(
                condition=~Q(slug__in=PAGES_OF_THE_REGISTER), name="agreement_slug_is_no_page_of_the_register"
            ),
            models.CheckConstraint(
                condition=Q(
                    family=Family.TREATY,
                    designation__in=Designation.of(Family.TREATY),
                    adopting_organ__isnull=True,
                )
                | Q(
                    family=Family.ORGAN_ACT,
                    designation__in=Designation.of(Family.ORGAN_ACT),
                    adopting_organ__isnull=False,
                ),
                name="agreement_family_fits",
            ),
            models.CheckConstraint(
                condition=Q(
                    family=Family.TREATY,
                    consent_mode__in=[m for m in ConsentMode.values if m != "adoption_by_organ"],
                )
                | Q(family=Family.ORGAN_ACT, consent_mode="adoption_by_organ"),
                name="agreement_consent_fits_family",
            ),
            models.CheckConstraint(
                condition=Q(entry_into_force_rule__in=EntryIntoForceRule.values)
                & (Q(entry_into_force_days__isnull=True) | ~Q(entry_into_force_rule="unknown")),
                name="agreement_entry_rule_known",
            ),
            models.CheckConstraint(
                condition=Q(text_availability__in=TextAvailability.values), name="agreement_text_known"
            ),
            models.CheckConstraint(
                condition=Q(duration_years__isnull=True, renews_itself=False) | Q(term_source__isnull=False),
                name="agreement_term_is_sourced",
            ),
            models.CheckConstraint(
                condition=Q(renewal_years__isnull=True) | Q(renews_itself=True),
                name="agreement_renewal_of_a_renewing_term",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.number,)

    def get_absolute_url(self) -> str:
        return reverse("agreement_detail", kwargs={"slug": self.slug})


class AgreementTitle(models.Model):
    """A title in one language. Official titles name their source; the sides may use different ones."""

    agreement = models.ForeignKey(
        Agreement, models.CASCADE, related_name="titles", verbose_name=_("agreement")
    )
    language = models.CharField(_("language"), max_length=12)
    kind = models.CharField(_("kind"), max_length=12, choices=TitleKind)
    text = models.CharField(_("title"), max_length=500)
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        related_name="agreement_titles",
        null=True,
        blank=True,
        verbose_name=_("source"),
    )

    objects = NaturalKeyManager("agreement__number", "language", "kind", "text")

    class Meta:
        verbose_name = _("title")
        verbose_name_plural = _("titles")
        ordering = ["agreement", "kind", "language"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "language", "kind", "text"], name="title_once"),
            models.UniqueConstraint(
                fields=["agreement", "language"], condition=Q(kind="official"), name="title_one_official"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=TitleKind.values) & ~Q(text=""), name="title_kind_known"
            ),
            models.CheckConstraint(
                condition=~Q(kind="official") | Q(source__isnull=False), name="title_official_is_sourced"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def natural_key(self) -> tuple[str, str, str, str]:
        return (self.agreement.number, self.language, self.kind, self.text)

    natural_key.dependencies = ["news.agreement", "news.source"]  # type: ignore[attr-defined]


class Participation(models.Model):
    """Who takes part. Party and contracting State are computed from actions, never typed here."""

    agreement = models.ForeignKey(
        Agreement, models.CASCADE, related_name="participations", verbose_name=_("agreement")
    )
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="participations", verbose_name=_("actor"))
    role = models.CharField(
        _("role"), max_length=14, choices=ParticipationRole, default=ParticipationRole.NEGOTIATING
    )

    objects = NaturalKeyManager("agreement__number", "actor__code")

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["agreement", "id"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "actor"], name="participation_once"),
            models.CheckConstraint(
                condition=Q(role__in=ParticipationRole.values), name="participation_role_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor}"

    def natural_key(self) -> tuple[str, str]:
        return (self.agreement.number, self.actor.code)

    natural_key.dependencies = ["news.agreement", "news.actor"]  # type: ignore[attr-defined]


class Action(models.Model):
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
        indexes = [models.Index(fields=["dated_on"], name="action_by_date")]

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


class Relation(models.Model):
    """A directed relation between two instruments; its reverse label is read from the other end."""

    from_agreement = models.ForeignKey(
        Agreement, models.CASCADE, related_name="relations_from", verbose_name=_("agreement")
    )
    predicate = models.CharField(_("relation"), max_length=12, choices=Predicate)
    to_agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="relations_to", verbose_name=_("to agreement")
    )
    from_provision = models.CharField(_("by provision"), max_length=40, blank=True)
    to_provision = models.CharField(_("of provision"), max_length=40, blank=True)
    effective_from = models.DateField(_("effective from"), null=True, blank=True)
    effective_to = models.DateField(_("effective to"), null=True, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="relations", verbose_name=_("source"))

    objects = RelationQuerySet.as_manager()

    class Meta:
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        ordering = ["from_agreement", "predicate", "to_agreement"]
        constraints = [
            models.UniqueConstraint(
                fields=["from_agreement", "predicate", "to_agreement"], name="relation_once"
            ),
            models.CheckConstraint(
                condition=Q(predicate__in=Predicate.values), name="relation_predicate_known"
            ),
            models.CheckConstraint(
                condition=~Q(from_agreement=F("to_agreement")), name="relation_to_another"
            ),
            models.CheckConstraint(
                condition=Q(effective_from__isnull=True)
                | Q(effective_to__isnull=True)
                | Q(effective_to__gte=F("effective_from")),
                name="relation_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_agreement.number} {self.predicate} {self.to_agreement.number}"

    @property
    def ends(self) -> tuple[Agreement, Agreement]:
        return (self.from_agreement, self.to_agreement)

    @property
    def predicate_term(self) -> Predicate:
        return Predicate(self.predicate)

    def natural_key(self) -> tuple[str, str, str]:
        return (self.from_agreement.number, self.predicate, self.to_agreement.number)

    natural_key.dependencies = ["news.agreement", "news.source"]  # type: ignore[attr-defined]
