"""Articles and their versions: which of them readers may read at a moment."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.utils import timezone

from config.web.translated import reading_order
from news.querysets.keys import KeyedQuerySet

TEXTS = ("body", "confirmed", "claimed", "unknown")
# Articles that still stand at their own address: not removed, not merged into another.
SHOWN = {"article__removed_at__isnull": True, "article__merged_into__isnull": True}
SHOWN_OF_VERSION = {f"version__{name}": value for name, value in SHOWN.items()}


class ArticleVersionQuerySet(models.QuerySet):
    def get_by_natural_key(self, slug: str, language: str, number: int) -> models.Model:
        return self.get(article__slug=slug, language=language, number=number)

    def drafts(self) -> Self:
        return self.filter(live_from__isnull=True)

    def live(self, at: datetime | None = None) -> Self:
        """What readers may read at a moment (now by default): one version a language, of articles not removed."""
        at = at or timezone.now()
        return self.filter(
            Q(live_until__isnull=True) | Q(live_until__gt=at),
            live_from__lte=at,
            **SHOWN,
        )

    def listed(self, at: datetime | None = None) -> Self:
        """What lists, feeds and search offer: live versions of articles that are not withdrawn."""
        return self.live(at).filter(article__withdrawn_at__isnull=True)

    def of_shown(self) -> Self:
        """Of articles that stand at their own address."""
        return self.filter(**SHOWN)

    def scheduled(self, at: datetime | None = None) -> Self:
        """Those that become public later: few, found first by an index that holds nothing else of them."""
        later = self.model.objects.order_by().filter(live_from__gt=at or timezone.now())
        return self.filter(pk__in=later.values("pk"))

    def listed_in_order(self, at: datetime | None = None) -> Self:
        """The same rows as `listed`, for a page of them in the order of their keys: nearly every row is one, so no index of a
        moment may be taken, and SQLite would take it."""
        at = at or timezone.now()
        return self.filter(
            Q(live_until__isnull=True) | Q(live_until__gt=at),
            live_from__isnull=False,
            article__withdrawn_at__isnull=True,
            **SHOWN,
        ).exclude(pk__in=self.model.objects.order_by().scheduled(at).values("pk"))

    def unended(self, at: datetime | None = None) -> Self:
        """Public now or scheduled; no drafts, and none that another has replaced."""
        at = at or timezone.now()
        return self.filter(Q(live_until__isnull=True) | Q(live_until__gt=at), live_from__isnull=False)

    def been_public(self, at: datetime | None = None) -> Self:
        """Every version readers could ever read up to a moment, of articles not removed."""
        return self.filter(live_from__lte=at or timezone.now(), **SHOWN)

    def one_an_article(self, at: datetime | None = None, language: str | None = None) -> Self:
        """Of an article's live versions the one in the language (the active one unless told otherwise), or else the one
        that a reader of that language is likeliest to read."""
        rank = [When(language=code, then=Value(place)) for place, code in enumerate(reading_order(language))]
        best = self.model.objects.live(at).filter(article=OuterRef("article")).order_by(Case(*rank))
        return self.filter(pk=Subquery(best.values("pk")[:1]))

    def with_published_at(self) -> Self:
        """`published_at`: when the article was first public in the version's language."""
        first = self.model.objects.filter(
            article=OuterRef("article"), language=OuterRef("language"), live_from__isnull=False
        ).order_by("live_from")
        return self.annotate(published_at=Subquery(first.values("live_from")[:1]))

    def with_checks(self) -> Self:
        """`checked_id`: the newest version of its original that a translation was found still correct against."""
        checks = self.model.checks.rel.related_model.objects.filter(version=OuterRef("pk"))
        newest = checks.order_by("-original__number").values("original")[:1]
        return self.annotate(checked_id=Subquery(newest))

    def with_updated_at(self, at: datetime | None = None) -> Self:
        """`updated_at`: when what the article says in the version's language last changed; minor updates do not count."""
        said = self.model.objects.filter(
            article=OuterRef("article"), language=OuterRef("language"), live_from__lte=at or timezone.now()
        ).exclude(act="minor")
        return self.annotate(updated_at=Subquery(said.order_by("-live_from").values("live_from")[:1]))

    def without_texts(self) -> Self:
        return self.defer(*TEXTS)

    def for_history(self, at: datetime | None = None) -> Self:
        """Every version of articles that was ever public, of removed ones too (their page says why). The texts are read of
        those that are live, as `live_body` and so on: a version that has ended is shown by its dates."""
        at = at or timezone.now()
        is_live = Q(live_until__isnull=True) | Q(live_until__gt=at)
        texts = {f"live_{name}": Case(When(is_live, then=F(name))) for name in ("standfirst", *TEXTS)}
        rows = (
            self.filter(live_from__lte=at)
            .select_related("article", "lead_image")
            .order_by("language", "-number")
        )
        return rows.with_checks().defer("standfirst", *TEXTS).annotate(**texts)

    def for_reading(self) -> Self:
        return self.select_related("article", "lead_image")

    def for_list(self, at: datetime | None = None) -> Self:
        """What a list of news prints: newest first, one version an article."""
        at = at or timezone.now()
        rows = self.listed(at).one_an_article(at).with_published_at().without_texts()
        return rows.select_related("article", "lead_image").order_by("-published_at", "-pk")

    def for_corrections(self, at: datetime | None = None) -> Self:
        """Every correction and clarification ever published, newest first, each in one language only."""
        at = at or timezone.now()
        shown = self.model.objects.live(at).one_an_article(at)
        rows = self.been_public(at).filter(act__in=["correction", "clarification"])
        rows = rows.filter(Exists(shown.filter(article=OuterRef("article"), language=OuterRef("language"))))
        return rows.without_texts().select_related("article").order_by("-live_from", "-pk")


class TranslationGapQuerySet(models.QuerySet):
    def open(self, at: datetime | None = None) -> Self:
        """Those between a translation and an original that readers have now, in articles that are listed."""
        at = at or timezone.now()
        return self.filter(
            Q(live_until__isnull=True) | Q(live_until__gt=at),
            live_from__lte=at,
            version__article__withdrawn_at__isnull=True,
            **SHOWN_OF_VERSION,
        )

    def for_desk(self) -> Self:
        """Each with the two versions and their article, without texts."""
        both = ("version", "original")
        texts = (f"{version}__{name}" for version in both for name in ("standfirst", *TEXTS, "note"))
        return self.select_related("version__article", "original__article").defer(*texts)


class ArticleQuerySet(KeyedQuerySet):
    key_field = "slug"

    def public(self, at: datetime | None = None) -> Self:
        """Articles with a live version in at least one language; withdrawn ones stay readable, removed ones do not."""
        at = at or timezone.now()
        live = self.model.versions.rel.related_model.objects.live(at).filter(article=models.OuterRef("pk"))
        return self.filter(models.Exists(live))

    def listed(self, at: datetime | None = None) -> Self:
        """What lists, feeds and search offer."""
        return self.public(at).filter(withdrawn_at__isnull=True)
