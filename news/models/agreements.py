"""The register's instruments: what they are, what they are called, who takes part. Never what their status is."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Left, Length
from django.utils.translation import gettext_lazy as _

from config.web.addresses import address
from config.web.labels import Labelled
from config.web.translated import LANGUAGES, Translated
from news.agreements.terms import (
    ConsentMode,
    Designation,
    EntryIntoForceRule,
    Family,
    ParticipationRole,
    TextAvailability,
    TitleKind,
)
from news.models.actors import Actor
from news.models.addresses import Addressed
from news.models.sources import Source
from news.models.topics import Topic
from news.querysets import AgreementQuerySet, NaturalKeyManager

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


class Agreement(Labelled, Addressed):
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
        indexes = [
            models.Index(*AgreementQuerySet.order_read(language), name=f"agreement_in_order_{language}")
            for language in LANGUAGES
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.number,)

    def get_absolute_url(self) -> str:
        return address("agreement_detail", slug=self.slug)


class AgreementTitle(Labelled, models.Model):
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


class Participation(Labelled, models.Model):
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
