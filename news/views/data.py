"""News, people, figures, sources and topics for machines: the twins of their pages, with the same filters."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from config.web.pagination import PageOfSeveral
from config.web.refusals import NotUnderstood
from news.agreements.data.columns import SOURCES
from news.article_history import History
from news.article_page import article_page
from news.corrections import corrections
from news.counted_lists import CountedList, listed_figures, listed_people
from news.data.answers import AT_ONCE, absolute_for, data_page, list_answer, thing_answer, turned_answer
from news.data.articles import ARTICLES, CORRECTIONS, article_data
from news.data.record import FIGURES, PEOPLE, TOPICS, VALUES, figure_data, person_data, uses_data
from news.figure_cards import figure_card
from news.figure_reading import read_figure, with_values
from news.filters.articles import ArticleFilter
from news.filters.sources import SourceFilter
from news.listing import Listing, corrections_and_withdrawn, news_on, with_news_counted
from news.models import Figure, Source, Topic
from news.person_reading import read_person, said_by, with_offices
from news.quoted import quoted_in
from news.summaries import with_summaries
from news.texts.notes import Notes
from news.uses import uses_of
from news.views.public_article import of_article, read_version
from news.views.versions import numbered


@require_safe
def article_table(request: HttpRequest, form: str) -> HttpResponse:
    page = data_page(request, _narrowed(ArticleFilter(request.GET)))
    versions = with_summaries(page.object_list, timezone.localdate())
    return list_answer(request, form, ARTICLES, versions, page=page)


@of_article
def article_json(request: HttpRequest, history: History) -> HttpResponse:
    page = article_page(read_version(history.current), history, timezone.localdate())
    return thing_answer(article_data(page, absolute_for(request)))


@of_article
def article_version_json(request: HttpRequest, history: History, number: int) -> HttpResponse:
    """As it was: figures and states are those of the day on which it was published."""
    version = read_version(numbered(history, number))
    page = article_page(version, history, timezone.localdate(version.live_from))
    return thing_answer(article_data(page, absolute_for(request)))


@require_safe
def correction_table(request: HttpRequest, form: str) -> HttpResponse:
    page = data_page(request, corrections_and_withdrawn()[0])
    found, _notes = corrections(page.object_list, timezone.localdate())
    return list_answer(request, form, CORRECTIONS, found, page=page)


@require_safe
def topic_table(request: HttpRequest, form: str) -> HttpResponse:
    return list_answer(request, form, TOPICS, with_news_counted(Topic.objects.for_list()))


@require_safe
def topic_json(request: HttpRequest, slug: str) -> HttpResponse:
    """Its texts, and the agreements on it."""
    (topic,) = with_news_counted([get_object_or_404(Topic.objects.for_list(), slug=slug)])
    absolute = absolute_for(request)
    page = data_page(request, news_on(topic))
    versions = with_summaries(page.object_list, timezone.localdate())
    agreements = topic.agreements.order_by("number")
    return thing_answer(
        {
            "topic": TOPICS.row(topic, absolute),
            "articles": ARTICLES.rows(versions, absolute),
            "agreements": [
                {"number": each.number, "name": each.name, "url": absolute(each.get_absolute_url())}
                for each in agreements
            ],
        }
    )


@require_safe
def person_table(request: HttpRequest, form: str) -> HttpResponse:
    page = data_page(request, listed_people())
    return list_answer(request, form, PEOPLE, with_offices(page.object_list), page=page)


@require_safe
def person_json(request: HttpRequest, slug: str) -> HttpResponse:
    if (person := read_person(slug)) is None:
        raise Http404
    turned, absolute = PageOfSeveral(request, AT_ONCE), absolute_for(request)
    quoted = quoted_in(turned.shown(said_by(slug, turned.places)), timezone.localdate(), Notes())
    values = VALUES.rows(person.figure_values.all(), absolute)
    told = person_data(person, person.offices.all(), quoted, uses_of("person", slug, turned), absolute)
    return turned_answer(request, turned, told | {"values": values})


@require_safe
def figure_table(request: HttpRequest, form: str) -> HttpResponse:
    page = data_page(request, listed_figures())
    return list_answer(request, form, FIGURES, with_values(page.object_list), page=page)


@require_safe
def figure_json(request: HttpRequest, slug: str) -> HttpResponse:
    notes, turned = Notes(), PageOfSeveral(request, AT_ONCE)
    card = figure_card(_figure(slug), notes, timezone.localdate())
    told = figure_data(card, uses_of("figure", slug, turned), notes, absolute_for(request))
    return turned_answer(request, turned, told)


@require_safe
def figure_csv(request: HttpRequest, slug: str) -> HttpResponse:
    return list_answer(request, "csv", VALUES, _figure(slug).values.all())


@require_safe
def source_table(request: HttpRequest, form: str) -> HttpResponse:
    page = data_page(request, _narrowed(SourceFilter(request.GET)))
    return list_answer(request, form, SOURCES, page.object_list, page=page)


@require_safe
def source_json(request: HttpRequest, slug: str) -> HttpResponse:
    source, absolute = get_object_or_404(Source.objects.public(), key=slug), absolute_for(request)
    turned = PageOfSeveral(request, AT_ONCE)
    uses = uses_data(uses_of("source", slug, turned), absolute)
    return turned_answer(request, turned, {"source": SOURCES.row(source, absolute), "used_in": uses})


def _figure(slug: str) -> Figure:
    if (figure := read_figure(slug)) is None:
        raise Http404
    return figure


def _narrowed(found: ArticleFilter | SourceFilter) -> Listing | CountedList:
    """The page tells what is wrong with a filter and leaves it out; data would then answer another question."""
    if found.errors:
        wrong = " ".join(f"{name}: {' '.join(errors)}" for name, errors in found.errors.items())
        raise NotUnderstood(wrong)
    return found.qs
