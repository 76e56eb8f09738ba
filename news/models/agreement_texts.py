"""What instruments say: dated versions of their text in each language, split into provisions that can be named."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.web.labels import Labelled
from news.agreements.texts.terms import LegalValue, ProvisionKind, TextKind
from news.models.actions import Action
from news.models.agreements import Agreement
from news.models.articles import Language
from news.models.sources import Source
from news.querysets import NaturalKeyManager, TextVersionQuerySet


class TextVersion(Labelled, models.Model):
    """The text in one language as it stands from a day on (an Expression, in FRBR's words).

    Append-only (text_triggers.py): readers cite it and link into it. A mistake is mended by a version that replaces this
    one with a reason; both stay at their addresses.
    """

    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="texts", verbose_name=_("agreement")
    )
    language = models.CharField(_("language"), max_length=2, choices=Language)
    valid_from = models.DateField(
        _("as it stands from"),
        help_text=_("The day of conclusion, or the day on which an amendment takes effect."),
    )
    number = models.PositiveSmallIntegerField(
        _("number"), default=1, help_text=_("Among those of one language and day.")
    )
    kind = models.CharField(_("kind"), max_length=14, choices=TextKind)
    translated_from = models.CharField(_("translated from"), max_length=2, choices=Language, blank=True)
    authentic = models.BooleanField(
        _("in an authentic language"),
        null=True,
        blank=True,
        help_text=_("Whether the agreement was authenticated in this language. Unknown: not established."),
    )
    legal_value = models.CharField(
        _("value of this copy"), max_length=11, choices=LegalValue, default=LegalValue.INFORMATION
    )
    is_part = models.BooleanField(
        _("only part of the text"), default=False, help_text=_("Provisions are missing from it.")
    )
    source = models.ForeignKey(
        Source, models.PROTECT, related_name="agreement_texts", verbose_name=_("source")
    )
    other_sources = models.ManyToManyField(
        Source,
        related_name="agreement_texts_in_part",
        blank=True,
        verbose_name=_("other sources"),
        help_text=_("Where some of its provisions were read, if not all stand in one place."),
    )
    consolidates = models.ManyToManyField(
        Action,
        related_name="consolidated_in",
        blank=True,
        verbose_name=_("amendments taken in"),
    )
    sha256 = models.CharField(_("SHA-256 of its words"), max_length=64)
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

    objects = TextVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("text of an agreement")
        verbose_name_plural = _("texts of agreements")
        ordering = ["agreement", "language", "valid_from", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "language", "valid_from", "number"], name="text_number_once"
            ),
            # A version that replaces another continues its chain, so only first ones count here.
            models.UniqueConstraint(
                fields=["agreement", "language", "valid_from"],
                condition=Q(kind="consolidated", replaces__isnull=True),
                name="text_one_consolidated_a_day",
                violation_error_message=_(
                    "A consolidated text of this day is held already. To correct it, replace it."
                ),
            ),
            models.UniqueConstraint(
                fields=["agreement", "language"],
                condition=Q(kind="original", replaces__isnull=True),
                name="text_one_original",
                violation_error_message=_(
                    "The text as concluded is held already in this language. To correct it, replace it."
                ),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=TextKind.values)
                & Q(legal_value__in=LegalValue.values)
                & Q(language__in=Language.values)
                & Q(number__gte=1),
                name="text_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(kind="translation", translated_from__in=Language.values)
                & ~Q(translated_from=F("language"))
                & (Q(authentic__isnull=True) | Q(authentic=False))
                | ~Q(kind="translation") & Q(translated_from=""),
                name="text_translation_from_another",
            ),
            # A consolidated text is put together by an editor: nobody signed it.
            models.CheckConstraint(
                condition=~Q(legal_value="authentic")
                | Q(authentic__isnull=False, authentic=True, kind__in=["original", "certified_copy"]),
                name="text_authentic_as_signed",
            ),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="text_has_a_sum"),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(reason="") & ~Q(replaces=F("id")),
                name="text_replaces_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement.number} {self.language} {self.valid_from} ({self.number})"

    def natural_key(self) -> tuple[str, str, str, int]:
        return (self.agreement.number, self.language, str(self.valid_from), self.number)

    natural_key.dependencies = ["news.agreement", "news.source", "news.action"]  # type: ignore[attr-defined]


class Provision(models.Model):
    """A part of one version that can be named: `eid` within the version, `wid` through all versions of the instrument."""

    version = models.ForeignKey(
        TextVersion, models.PROTECT, related_name="provisions", verbose_name=_("text of an agreement")
    )
    position = models.PositiveIntegerField(_("place in the text"))
    parent = models.ForeignKey(
        "self", models.PROTECT, related_name="children", null=True, blank=True, verbose_name=_("part of")
    )
    kind = models.CharField(_("kind"), max_length=11, choices=ProvisionKind)
    eid = models.CharField("eId", max_length=120)
    wid = models.CharField("wId", max_length=140)
    number = models.CharField(
        _("number"), max_length=20, blank=True, help_text=_("As printed: 4, IV, 1., а)")
    )
    heading = models.CharField(_("heading"), max_length=500, blank=True)
    text = models.TextField(_("text"), blank=True)

    objects = NaturalKeyManager(
        "version__agreement__number", "version__language", "version__valid_from", "version__number", "eid"
    )

    class Meta:
        verbose_name = _("provision")
        verbose_name_plural = _("provisions")
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "eid"], name="provision_eid_once"),
            models.UniqueConstraint(fields=["version", "wid"], name="provision_wid_once"),
            models.UniqueConstraint(fields=["version", "position"], name="provision_place_once"),
            models.CheckConstraint(condition=Q(kind__in=ProvisionKind.values), name="provision_kind_known"),
            models.CheckConstraint(
                condition=Q(eid__regex=r"^[a-z][a-z0-9_-]*$") & Q(wid__regex=r"^[a-z][a-z0-9_-]*$"),
                name="provision_ids_are_names",
            ),
            models.CheckConstraint(
                condition=~Q(number="", heading="", text=""), name="provision_says_something"
            ),
        ]

    def __str__(self) -> str:
        return self.eid

    def natural_key(self) -> tuple[str, str, str, int, str]:
        return (*self.version.natural_key(), self.eid)

    natural_key.dependencies = ["news.textversion"]  # type: ignore[attr-defined]
