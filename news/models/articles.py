"""Articles are identities; versions are what was said, in one language, from one moment to another."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from config.web.addresses import address
from config.web.labels import Labelled
from config.web.translated import Translated
from news.models.addresses import Addressed
from news.models.images import Image
from news.models.topics import Topic
from news.querysets import ArticleQuerySet, ArticleVersionQuerySet, NaturalKeyManager


class ArticleKind(models.TextChoices):
    REPORT = "report", _("Report")
    EXPLAINER = "explainer", _("Explainer")
    STATEMENT = "statement", _("Official statement")
    ANALYSIS = "analysis", _("Analysis")


class Act(models.TextChoices):
    """What publishing a version does to the text before it."""

    FIRST = "first", _("First publication")
    MINOR = "minor", _("Minor update")
    UPDATE = "update", _("Update")
    CORRECTION = "correction", _("Correction")
    CLARIFICATION = "clarification", _("Clarification")
    TRANSLATION = "translation", _("Translation")


class TranslationMethod(models.TextChoices):
    ORIGINAL = "", _("not a translation")
    MACHINE = "machine", _("machine translation")
    MACHINE_EDITED = "machine_edited", _("machine translation, edited")
    HUMAN = "human", _("translated by a person")


class Language(models.TextChoices):
    ENGLISH = "en", "English"
    RUSSIAN = "ru", "Русский"
    BELARUSIAN = "be", "Беларуская"


class Article(Labelled, Addressed):
    slug = models.SlugField(
        _("slug"), max_length=120, unique=True, help_text=_("The address, the same in every language.")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=ArticleKind)
    topics = models.ManyToManyField(Topic, related_name="articles", blank=True, verbose_name=_("topics"))
    happened_on = models.DateField(
        _("day of the event"),
        null=True,
        blank=True,
        help_text=_("What the timeline shows; empty if it tells no single event."),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="merged",
        # Not by an index of its own: SQLite would look up NULL in it, which is nearly every row. See `article_merged`.
        db_index=False,
        null=True,
        blank=True,
        verbose_name=_("merged into"),
        help_text=_("Readers of this article's address are led there."),
    )
    reason_en = models.TextField(_("reason for readers (English)"), blank=True)
    reason_ru = models.TextField(_("reason for readers (Russian)"), blank=True)
    reason_be = models.TextField(_("reason for readers (Belarusian)"), blank=True)

    reason = Translated("reason")

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["slug"]
        permissions = [("publish_article", "Can publish, correct, withdraw and remove articles")]
        constraints = [
            models.CheckConstraint(condition=~Q(slug=""), name="article_has_a_slug"),
            models.CheckConstraint(condition=Q(kind__in=ArticleKind.values), name="article_kind_known"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, removed_at__isnull=True) | ~Q(reason_en=""),
                name="article_gone_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True)
                | (~Q(merged_into=F("id")) & Q(withdrawn_at__isnull=True, removed_at__isnull=True)),
                name="article_merged_into_another",
            ),
        ]
        # Few are gone; the others are never looked up by these.
        indexes = [
            models.Index(
                fields=["merged_into"], condition=Q(merged_into__isnull=False), name="article_merged"
            ),
            models.Index(
                fields=["withdrawn_at"], condition=Q(withdrawn_at__isnull=False), name="article_withdrawn"
            ),
            models.Index(
                fields=["removed_at"], condition=Q(removed_at__isnull=False), name="article_removed"
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def get_absolute_url(self) -> str:
        return address("article_detail", slug=self.slug)


def _account(name: str | Promise) -> models.ForeignKey:
    """Who did something; the account may go, the act stays."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=name,
    )


class ArticleVersion(Labelled, models.Model):
    """One language's text. A draft has no `live_from`; once public, its words never change (a database trigger)."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="versions", verbose_name=_("article"))
    language = models.CharField(_("language"), max_length=2, choices=Language)
    number = models.PositiveIntegerField(_("version"))
    headline = models.CharField(_("headline"), max_length=200)
    standfirst = models.TextField(
        _("standfirst"), blank=True, help_text=_("Two or three sentences that stand for the whole.")
    )
    body = models.TextField(_("text"), blank=True)
    confirmed = models.TextField(
        _("what is confirmed"), blank=True, help_text=_("One statement a line, each with its source note.")
    )
    claimed = models.TextField(_("what is claimed, and by whom"), blank=True)
    unknown = models.TextField(_("what is not known"), blank=True)
    byline = models.CharField(_("byline"), max_length=160, blank=True)
    dateline = models.CharField(_("place"), max_length=80, blank=True)
    lead_image = models.ForeignKey(
        Image, models.PROTECT, related_name="lead_of", null=True, blank=True, verbose_name=_("lead picture")
    )
    act = models.CharField(_("this version is"), max_length=13, choices=Act, default=Act.FIRST)
    note = models.TextField(
        _("note to readers"),
        blank=True,
        help_text=_("A correction says what stood before, what stands now and why."),
    )
    live_from = models.DateTimeField(_("live from"), null=True, blank=True, db_index=True)
    live_until = models.DateTimeField(_("live until"), null=True, blank=True)
    translated_from = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="translations",
        null=True,
        blank=True,
        verbose_name=_("translated from"),
    )
    translation_method = models.CharField(
        _("how it was translated"),
        max_length=14,
        choices=TranslationMethod,
        blank=True,
        default=TranslationMethod.ORIGINAL,
    )
    reviewed_by = models.CharField(_("translation reviewed by"), max_length=120, blank=True)
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    created_by = _account(_("created by"))
    changed_at = models.DateTimeField(_("last kept at"), null=True, blank=True, editable=False)
    changed_by = _account(_("last kept by"))
    submitted_at = models.DateTimeField(_("sent for review at"), null=True, blank=True, editable=False)
    submitted_by = _account(_("sent for review by"))
    return_comment = models.TextField(_("why it was returned"), blank=True, editable=False)
    published_by = _account(_("published by"))
    own_text_reason = models.TextField(
        _("why its author published it"),
        blank=True,
        editable=False,
        help_text=_("Flagged on the desk until somebody else has looked."),
    )
    second_look_at = models.DateTimeField(_("looked at by another at"), null=True, blank=True, editable=False)
    second_look_by = _account(_("looked at by"))

    # Given by `with_checks()`: a translation's newest original that somebody found it still correct against.
    checked_id: int | None = None

    objects = ArticleVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["article", "language", "-number"]
        permissions = [
            (
                "review_articleversion",
                "Can write in the drafts of others, return them and look at what was published",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["article", "language", "number"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["article", "language"], condition=Q(live_from__isnull=True), name="version_one_draft"
            ),
            models.UniqueConstraint(
                fields=["article", "language"],
                condition=Q(live_from__isnull=False, live_until__isnull=True),
                name="version_one_open",
            ),
            models.CheckConstraint(condition=Q(language__in=Language.values), name="version_language_known"),
            models.CheckConstraint(condition=Q(act__in=Act.values), name="version_act_known"),
            models.CheckConstraint(condition=Q(number__gte=1), name="version_number_positive"),
            models.CheckConstraint(
                condition=Q(live_until__isnull=True)
                | Q(live_from__isnull=False, live_until__gt=F("live_from")),
                name="version_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(live_from__isnull=True) | (~Q(headline="") & ~Q(body="")),
                name="version_public_has_text",
            ),
            models.CheckConstraint(
                condition=Q(live_from__isnull=True)
                | ~Q(act__in=["correction", "clarification"])
                | ~Q(note=""),
                name="version_correction_says_what",
            ),
            models.CheckConstraint(
                condition=Q(translated_from__isnull=False) | Q(translation_method=""),
                name="version_method_needs_original",
            ),
            models.CheckConstraint(
                condition=Q(second_look_at__isnull=True) | ~Q(own_text_reason=""),
                name="version_second_look_at_own_text",
            ),
        ]
        indexes = [
            # Begins with the article: by one that begins with the language, SQLite would read half the table for each.
            models.Index(
                fields=["article", "language", "-live_from"],
                condition=Q(live_from__isnull=False),
                name="version_of_article_by_date",
            ),
            models.Index(fields=["act", "-id"], name="version_by_act"),
            models.Index(fields=["-changed_at"], condition=Q(live_from__isnull=True), name="version_drafts"),
            models.Index(
                fields=["submitted_at"],
                condition=Q(live_from__isnull=True, submitted_at__isnull=False),
                name="version_in_review",
            ),
            models.Index(
                fields=["live_from"],
                condition=Q(second_look_at__isnull=True) & ~Q(own_text_reason=""),
                name="version_own_text_unseen",
            ),
        ]

    def __str__(self) -> str:
        return self.headline or f"{self.article.slug} {self.language} {self.number}"

    def natural_key(self) -> tuple[str, str, int]:
        return (self.article.slug, self.language, self.number)

    natural_key.dependencies = ["news.article"]  # type: ignore[attr-defined]

    def get_absolute_url(self) -> str:
        return self.article.get_absolute_url()

    @property
    def texts(self) -> dict[str, str]:
        """Every Markdown text of the version, in reading order: what is rendered together and cites with one numbering."""
        return {
            name: getattr(self, name) for name in ("standfirst", "body", "confirmed", "claimed", "unknown")
        }


class TranslationCheck(models.Model):
    """Somebody read a public translation against a newer version of its original and found it still correct."""

    version = models.ForeignKey(
        ArticleVersion, models.CASCADE, related_name="checks", verbose_name=_("translation")
    )
    original = models.ForeignKey(
        ArticleVersion, models.CASCADE, related_name="+", verbose_name=_("version of the original")
    )
    checked_at = models.DateTimeField(_("checked at"), default=timezone.now)
    checked_by = _account(_("checked by"))

    objects = NaturalKeyManager(
        "version__article__slug",
        "version__language",
        "version__number",
        "original__language",
        "original__number",
    )

    class Meta:
        verbose_name = _("check of a translation")
        verbose_name_plural = _("checks of translations")
        ordering = ["version", "-checked_at"]
        constraints = [
            models.UniqueConstraint(fields=["version", "original"], name="translation_checked_once"),
            models.CheckConstraint(condition=~Q(version=F("original")), name="translation_is_no_original"),
        ]

    def __str__(self) -> str:
        return f"{self.version} ≙ {self.original}"

    def natural_key(self) -> tuple[str, str, int, str, int]:
        own, original = self.version, self.original
        return (own.article.slug, own.language, own.number, original.language, original.number)

    natural_key.dependencies = ["news.articleversion"]  # type: ignore[attr-defined]
