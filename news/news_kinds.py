"""The kinds of `news`: articles, agreements, people, figures, sources, topics, and pictures (which have no page)."""

from datetime import datetime

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from config.web.dates import day, partial_date
from config.web.translated import LANGUAGES, reading_order
from news.agreements.facts import CONCLUSIONS
from news.agreements.register import agreement_states
from news.agreements.terms import Assertion, Occurrence
from news.kinds import Kind, Titled, register
from news.models import (
    Action,
    ActionSource,
    Agreement,
    AgreementTitle,
    Article,
    ArticleVersion,
    Figure,
    FigureValue,
    Image,
    Obligation,
    ObligationEvidence,
    Office,
    Participation,
    Person,
    Relation,
    Source,
    TextFile,
    TextVersion,
    Topic,
    TranslationCheck,
)
from news.texts.figure_text import figure_text


def with_headlines(articles: QuerySet, at: datetime | None = None) -> QuerySet:
    """Adds the live headline in each language: `headline_en`, `headline_ru`, `headline_be`."""
    live = ArticleVersion.objects.live(at).filter(article=OuterRef("pk"))
    return articles.annotate(
        **{
            f"headline_{code}": Subquery(live.filter(language=code).values("headline")[:1])
            for code in LANGUAGES
        }
    )


def article_title(article: Article, language: str) -> Titled:
    """The live headline; a query, unless the article came through `with_headlines`."""
    if not hasattr(article, "headline_en"):
        article = with_headlines(Article.objects.filter(pk=article.pk)).first() or article
    for code in reading_order(language):
        if headline := getattr(article, f"headline_{code}", None):
            return headline, code
    return "", ""


def first_live(at: datetime | None) -> Subquery:
    """When an article was first public in any language."""
    versions = ArticleVersion.objects.been_public(at).filter(article=OuterRef("pk"))
    return Subquery(versions.order_by("live_from").values("live_from")[:1])


def last_action(at: datetime | None) -> Subquery:
    """The day of the last thing that was done, as far as is known now."""
    actions = Action.objects.filter(agreement=OuterRef("pk"), occurrence=Occurrence.OCCURRED)
    return Subquery(actions.filter(replaced_by__isnull=True).order_by("-dated_on").values("dated_on")[:1])


def last_version(at: datetime | None) -> Subquery:
    """When readers got the newest version in any language."""
    versions = ArticleVersion.objects.been_public(at).filter(article=OuterRef("pk"))
    return Subquery(versions.order_by("-live_from").values("live_from")[:1])


def last_recorded(at: datetime | None) -> Subquery:
    actions = Action.objects.filter(agreement=OuterRef("pk"))
    return Subquery(actions.order_by("-recorded_at").values("recorded_at")[:1])


def last_value(at: datetime | None) -> Subquery:
    values = FigureValue.objects.filter(figure=OuterRef("pk"))
    return Subquery(values.order_by("-as_of").values("as_of")[:1])


def source_title(source: Source, language: str) -> Titled:
    """As published, in its own language, after the publisher; without a title, the publisher and the day."""
    publisher, publisher_language = Source.publisher.read(source, language)
    if source.title:
        return f"{publisher}: {source.title}", source.language
    if not source.published_on:
        return publisher, publisher_language
    with override(language):
        return f"{publisher}, {day(source.published_on)}", publisher_language


def source_words(source: Source, language: str) -> str:
    return f"{source.publisher_en} {source.publisher_ru} {source.publisher_be} {source.author} {source.url}"


def agreement_words(agreement: Agreement, language: str) -> str:
    return " ".join([agreement.number, *(title.text for title in agreement.titles.all())])


def agreement_names(agreement: Agreement) -> list[Titled]:
    """The day on which it was concluded, by which it is cited: 8 December 1999, 8 декабря 1999, 08.12.1999. One query."""
    done = agreement.actions.filter(
        type__in=CONCLUSIONS, occurrence=Occurrence.OCCURRED, evidence__isnull=False
    )
    standing = done.filter(replaced_by__isnull=True).exclude(assertion=Assertion.RETRACTED)
    first = standing.order_by("dated_on").first()
    if first is None:
        return []
    names = []
    for code in LANGUAGES:
        with override(code):
            names.append((partial_date(first.date), code))
    return [*names, (f"{first.dated_on:%d.%m.%Y}", "")] if first.date.precision == "day" else names


def person_words(person: Person, language: str) -> str:
    return " ".join(
        text
        for office in person.offices.all()
        for text in (office.title_en, office.title_ru, office.title_be)
    )


def figure_words(figure: Figure, language: str) -> str:
    return " ".join(
        f"{figure_text(value.amount, figure.unit, figure.currency, language=language)} {value.period}"
        for value in figure.values.all()
    )


def picture_title(image: Image, language: str) -> Titled:
    """What it shows, to those who see it or else to those who do not."""
    caption, caption_language = Image.caption.read(image, language)
    return (caption, caption_language) if caption else Image.alt.read(image, language)


def register_kinds() -> None:
    register(
        Kind(
            name="article",
            label=_("article"),
            plural=_("News"),
            model=Article,
            key_field="slug",
            listed=lambda at: Article.objects.public(at).filter(withdrawn_at__isnull=True),
            prepare=with_headlines,
            title=article_title,
            dated=first_live,
            changed=last_version,
            parts={ArticleVersion: "article", TranslationCheck: "version__article"},
            cites={"topic": ("topics",), "image": ("versions__lead_image",)},
        ),
        Kind(
            name="agreement",
            states=agreement_states,
            label=_("agreement"),
            plural=_("Agreements"),
            model=Agreement,
            key_field="slug",
            listed=lambda at: Agreement.objects.public(),
            text_field="abstract",
            other_words=agreement_words,
            other_names=agreement_names,
            dated=last_action,
            may_be_partly_dated=True,
            changed=last_recorded,
            parts={
                AgreementTitle: "agreement",
                Participation: "agreement",
                Action: "agreement",
                ActionSource: "action__agreement",
                Relation: "from_agreement",
                TextVersion: "agreement",
                TextFile: "version__agreement",
                Obligation: "agreement",
                ObligationEvidence: "obligation__agreement",
            },
            cites={
                "topic": ("topics",),
                "agreement": (
                    "relations_from__to_agreement",
                    "relations_to__from_agreement",
                    "actions__by_agreement",
                ),
                "source": (
                    "actions__evidence__source",
                    "titles__source",
                    "relations_from__source",
                    "term_source",
                    "texts__source",
                    "texts__other_sources",
                    "obligations__source",
                    "obligations__evidence__source",
                ),
            },
        ),
        Kind(
            name="person",
            label=_("person"),
            plural=_("People"),
            model=Person,
            listed=lambda at: Person.objects.public(),
            text_field="note",
            other_words=person_words,
            parts={Office: "person"},
            cites={"source": ("offices__source",)},
        ),
        Kind(
            name="figure",
            label=_("figure"),
            plural=_("Figures"),
            model=Figure,
            listed=lambda at: Figure.objects.public(),
            text_field="description",
            other_words=figure_words,
            dated=last_value,
            may_be_partly_dated=True,
            parts={FigureValue: "figure"},
            cites={"source": ("values__source",), "person": ("values__said_by",)},
        ),
        Kind(
            name="source",
            label=_("source"),
            plural=_("Sources"),
            model=Source,
            listed=lambda at: Source.objects.public(),
            title=source_title,
            text_field="note",
            other_words=source_words,
            dated=lambda at: F("published_on"),
        ),
        Kind(
            name="topic",
            label=_("topic"),
            plural=_("Topics"),
            model=Topic,
            key_field="slug",
            listed=lambda at: Topic.objects.public(),
            text_field="description",
        ),
        Kind(
            name="image",
            label=_("picture"),
            plural=_("Pictures"),
            model=Image,
            has_page=False,
            listed=lambda at: Image.objects.public(),
            title=picture_title,
        ),
    )
