"""Which rows a reader may see, named once; and how rows are found by their natural keys."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Left, Length, NullIf
from django.utils import timezone

from config.web.translated import reading_order
from news.pictures.renditions import hash_in


class NaturalKeyManager(models.Manager):
    """Finds a row by the lookups that make its natural key, in order."""

    use_in_migrations = False

    def __init__(self, *lookups: str) -> None:
        super().__init__()
        self.lookups = lookups

    def get_by_natural_key(self, *key: Any) -> models.Model:
        return self.get(**dict(zip(self.lookups, key, strict=True)))


class KeyedQuerySet(models.QuerySet):
    """Rows named by one unique column."""

    key_field = "key"

    def get_by_natural_key(self, key: str) -> models.Model:
        return self.get(**{self.key_field: key})

    def by_key(self, keys: set[str]) -> dict[str, models.Model]:
        """{key: row} for the keys that exist."""
        return {getattr(row, self.key_field): row for row in self.filter(**{f"{self.key_field}__in": keys})}

    def public(self) -> Self:
        return self


def as_read(name: str) -> Coalesce:
    """The column of `name_en`, `name_ru`, `name_be` that a reader sees, to order by."""
    return Coalesce(*(NullIf(F(f"{name}_{code}"), Value("")) for code in reading_order()))


class AgingQuerySet(KeyedQuerySet):
    def due(self, as_of: date) -> Self:
        """What somebody should have looked at again by the day, the longest due first."""
        return self.filter(review_by__lte=as_of).order_by("review_by", "key")


class SourceQuerySet(AgingQuerySet):
    def for_list(self) -> Self:
        return self.order_by(as_read("publisher"), F("published_on").desc(nulls_last=True), "key")


class PersonQuerySet(KeyedQuerySet):
    def for_list(self) -> Self:
        return self.prefetch_related("offices").order_by(as_read("name"), "key")


class ImageQuerySet(KeyedQuerySet):
    def stored_as(self, name: str) -> Self:
        """The pictures to which a stored file belongs: their original, or a rendition of it."""
        if found := hash_in(name):
            # A range reads the index on both databases, LIKE does not; "g" follows every hexadecimal digit.
            return self.filter(sha256__gte=found, sha256__lt=f"{found}g")
        return self.filter(file=name)

    def used_in_public(self, at: datetime | None = None) -> Self:
        """Those that a reader can meet: in a version that is or was public, or in a text that has no versions."""
        at = at or timezone.now()
        versions = self.model.lead_of.rel.related_model
        leads = versions.objects.been_public(at).filter(lead_image=OuterRef("pk"))
        references = versions.references.rel.related_model.objects.to("image", OuterRef("key"))
        been_public = Q(version__live_from__lte=at, **SHOWN_OF_VERSION) | Q(version__isnull=True)
        return self.filter(Exists(leads) | Exists(references.filter(been_public)))


class FigureQuerySet(AgingQuerySet):
    def public(self) -> Self:
        """Figures with at least one value: a figure without a sourced value says nothing."""
        return self.filter(values__isnull=False).distinct()

    def for_list(self) -> Self:
        """Each with its values, oldest first, and who said them where."""
        values = self.model.values.rel.related_model.objects.select_related("source", "said_by")
        return self.prefetch_related(Prefetch("values", values.order_by("as_of", "pk")))


class TopicQuerySet(KeyedQuerySet):
    key_field = "slug"

    def for_list(self, at: datetime | None = None) -> Self:
        """Each with the number of articles that lists offer, and of agreements."""
        listed = self.model.articles.rel.related_model.objects.listed(at)
        articles = Count("articles", filter=Q(articles__in=listed), distinct=True)
        agreements = Count("agreements", distinct=True)
        return self.annotate(article_count=articles, agreement_count=agreements).order_by(as_read("name"))

    def in_order(self) -> Self:
        return self.order_by(as_read("name"))


class AgreementQuerySet(KeyedQuerySet):
    key_field = "slug"

    def get_by_natural_key(self, number: str) -> models.Model:
        return self.get(number=number)

    def public(self) -> Self:
        """Instruments of which at least one sourced action is recorded: without one there is nothing to say."""
        return self.filter(self.has_sourced_action())

    def has_sourced_action(self, path: str = "pk") -> Exists:
        """What makes an instrument public, for rows that reach it by the path."""
        actions = self.model.actions.rel.related_model.objects
        return Exists(actions.filter(agreement=OuterRef(path), evidence__isnull=False))

    def with_checks(self, day: date) -> Self:
        """Of which a rule doubts something, or whose sources differ on a date."""
        findings = self.model.rule_findings.rel.related_model.objects.on(day)
        disputed = self.model.status_spans.rel.related_model.objects.on(day).filter(disputed=True)
        # Their keys come from two small indexed tables; asking each instrument would read them all.
        return self.filter(Q(pk__in=findings.values("agreement")) | Q(pk__in=disputed.values("agreement")))

    def for_detail(self) -> Self:
        return self.select_related("adopting_organ", "term_source")


class StatusSpanQuerySet(models.QuerySet):
    def on(self, day: date) -> Self:
        """One span an instrument: that of the day."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day), begins_on__lte=day)

    def begun(self, day: date) -> Self:
        """Without the instruments of which nothing had happened by the day, though something has since."""
        return self.on(day).exclude(status="recorded", ends_on__isnull=False)

    def in_order(self, chosen: str = "") -> Self:
        """By register number (A 2 before A 10), or first by name or year."""
        first = {
            "name": [as_read("agreement__name")],
            "newest": [F("year").desc(nulls_last=True)],
            "oldest": [F("year").asc(nulls_last=True)],
        }
        number = [Left("agreement__number", 1), Length("agreement__number"), "agreement__number"]
        return self.order_by(*first.get(chosen, []), *number)


class RuleFindingQuerySet(models.QuerySet):
    def on(self, day: date) -> Self:
        return self.filter(Q(holds_from__isnull=True) | Q(holds_from__lte=day))


class RelationQuerySet(models.QuerySet):
    def get_by_natural_key(self, from_number: str, predicate: str, to_number: str) -> models.Model:
        return self.get(
            from_agreement__number=from_number, predicate=predicate, to_agreement__number=to_number
        )

    def touching(self, agreement: models.Model) -> Self:
        """In either direction, its own first."""
        own = models.Case(models.When(from_agreement=agreement, then=0), default=1)
        return (
            self.filter(Q(from_agreement=agreement) | Q(to_agreement=agreement))
            .select_related("from_agreement", "to_agreement", "source")
            .order_by(own, "pk")
        )

    def between_public(self) -> Self:
        """Whose both ends readers can open."""
        public = self.model.from_agreement.field.related_model.objects.public()
        return self.filter(from_agreement__in=public, to_agreement__in=public).in_order()

    def in_order(self) -> Self:
        """With both instruments and the source, in an order that does not hang on when a row was entered."""
        return self.select_related("from_agreement", "to_agreement", "source").order_by(
            "from_agreement__number", "predicate", "to_agreement__number"
        )


class ObligationQuerySet(models.QuerySet):
    def get_by_natural_key(self, number: str, key: str) -> models.Model:
        return self.get(agreement__number=number, key=key)

    def stated_by(self, as_of: date) -> Self:
        """What had been promised by a day."""
        return self.filter(stated_on__lte=as_of)

    def for_delivery(self) -> Self:
        """Each with who is to do it, who says so, and what sources found since; the first due first."""
        return self.first_due().prefetch_related(Prefetch("evidence", self.findings()))

    def first_due(self) -> Self:
        """The same without what sources found."""
        rows = self.select_related("agreement", "responsible", "source")
        return rows.order_by(F("due_on").asc(nulls_last=True), "agreement", "key")

    def findings(self) -> models.QuerySet:
        evidence = self.model.evidence.rel.related_model.objects
        return evidence.select_related("source").order_by("dated_on", "pk")


class TextVersionQuerySet(models.QuerySet):
    def get_by_natural_key(self, number: str, language: str, valid_from: str, place: int) -> models.Model:
        return self.get(agreement__number=number, language=language, valid_from=valid_from, number=place)

    def standing(self) -> Self:
        """Those that no other replaces."""
        return self.filter(replaced_by__isnull=True)

    def for_list(self) -> Self:
        """What of a text a list says, the earliest first; of one language and day, the one that counts most first."""
        value = Case(When(legal_value="authentic", then=0), When(legal_value="official", then=1), default=2)
        return self.select_related("source", "replaced_by").order_by(
            "valid_from", "language", value, "number"
        )


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

    def for_withdrawn(self, at: datetime | None = None) -> Self:
        """Texts that are withdrawn and still readable, the latest withdrawn first."""
        at = at or timezone.now()
        # Named first, so that not every live version is asked.
        gone = self.model.article.field.related_model.objects.filter(withdrawn_at__isnull=False)
        rows = self.live(at).filter(article__in=gone.values("pk")).one_an_article(at)
        return rows.without_texts().select_related("article").order_by("-article__withdrawn_at", "-pk")


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


class ReferenceQuerySet(models.QuerySet):
    def public(self, at: datetime | None = None) -> Self:
        """References a reader can follow back: from live versions, and from texts that have no versions."""
        at = at or timezone.now()
        live = Q(version__live_from__lte=at, **SHOWN_OF_VERSION) & (
            Q(version__live_until__isnull=True) | Q(version__live_until__gt=at)
        )
        return self.filter(live | Q(version__isnull=True))

    def to(self, kind: str, key: str) -> Self:
        return self.filter(target_kind=kind, target_key=key)


class StatementQuerySet(models.QuerySet):
    def for_person(self, key: str, at: datetime | None = None) -> Self:
        """What the person is quoted as saying in listed articles, newest first, one language an article."""
        at = at or timezone.now()
        versions = self.model.version.field.related_model.objects.listed(at).one_an_article(at)
        rows = self.filter(person_key=key, version__in=versions).select_related("version__article")
        rows = rows.defer(*(f"version__{name}" for name in ("standfirst", *TEXTS)))
        return rows.order_by("-version__live_from", "version_id", "position")

    def public(self, at: datetime | None = None) -> Self:
        at = at or timezone.now()
        return self.filter(
            Q(version__live_until__isnull=True) | Q(version__live_until__gt=at),
            version__live_from__lte=at,
            **SHOWN_OF_VERSION,
        )


class SearchDocumentQuerySet(models.QuerySet):
    def public(self, at: datetime | None = None) -> Self:
        at = at or timezone.now()
        return self.filter(
            Q(live_from__isnull=True) | Q(live_from__lte=at),
            Q(live_until__isnull=True) | Q(live_until__gt=at),
        )


class FormerAddressQuerySet(models.QuerySet):
    def get_by_natural_key(self, kind: str, key: str) -> models.Model:
        return self.get(kind=kind, key=key)

    def present_keys(self, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
        """{(kind, former key): present key} for those that are former; no query for none."""
        wanted = set(keys)
        if not wanted:
            return {}
        rows = self.filter(kind__in={kind for kind, _ in wanted}, key__in={key for _, key in wanted})
        found = {(kind, key): target for kind, key, target in rows.values_list("kind", "key", "target_key")}
        return {name: found[name] for name in wanted if name in found}
