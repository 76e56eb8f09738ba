"""The search: one question over everything that is public, narrowed by kind, topic, year, status and days."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import get_language, gettext, pgettext
from django.views.decorators.http import require_safe

from config.own_pages import own_pages
from config.search_choices import Choice, facets, kind_choices, kinds_in_order, search_address, ways_on
from config.web.data_files import data_answer, json_text
from config.web.pagination import page_of
from config.web.parameters import parse_day
from config.web.refusals import NotHere
from news.agreements.terms import StatusValue
from news.search.index import Narrowing
from news.search.question import Question
from news.search.results import result_of
from news.search.search import first, meant
from news.search.search import search as find

PER_PAGE = 20
WHILE_TYPING = 8


@require_safe
def search(request: HttpRequest) -> TemplateResponse:
    """At most seven queries, none without words; a kind, year or status that cannot be is a 404."""
    question = _question(request)
    narrowing = _narrowing(request)
    asked = found = find(question, narrowing)
    other = None
    if question.clauses and not found.total:
        other = meant(question, narrowing, found.at)
        if not found.everything and len(question.clauses) > 1:
            some = find(question, narrowing, at=found.at, any_word=True)
            found = some if some.total else found
    page = page_of(request, found, PER_PAGE)
    context = {
        "question": question.text,
        "own_pages": own_pages(question) if page.number == 1 else [],
        "results": [result_of(document, question) for document in page],
        "page_obj": page,
        "total": found.total,
        "some_words": found.any_word,
        "meant": Choice(other.text, search_address(other, narrowing)) if other else None,
        "kinds": kind_choices(found),
        "facets": facets(found),
        "narrowing": narrowing,
        "chosen": narrowing.chosen,
        "ways_on": [] if asked.total else ways_on(asked, some_words=found.any_word),
        "has_words": bool(question.clauses),
        "crumbs": [(pgettext("heading", "Search"), "")],
    }
    return TemplateResponse(request, "search.html", context)


@require_safe
def search_titles(request: HttpRequest) -> HttpResponse:
    """The first few results, while the reader types (static/js/search.js). One query."""
    question = _question(request)
    found = (result_of(document, question) for document in first(question, WHILE_TYPING))
    pages = [
        {"title": title, "lang": question.language, "kind": pgettext("of the site", "page"), "url": url}
        for title, url in own_pages(question)
    ]
    titles = [
        {
            "title": str(result.title),
            "lang": result.title_language or question.language,
            "kind": result.label,
            "url": result.url,
        }
        for result in found
    ]
    return data_answer("json", json_text({"question": question.text, "results": [*pages, *titles]}))


def _question(request: HttpRequest) -> Question:
    return Question.of(request.GET.get("q", ""), get_language() or settings.LANGUAGE_CODE)


def _narrowing(request: HttpRequest) -> Narrowing:
    asked = request.GET
    kind, year, status = asked.get("kind", ""), asked.get("year", ""), asked.get("status", "")
    if kind and kind not in dict(kinds_in_order()):
        raise NotHere(gettext("There is nothing of the kind “%(kind)s” to search.") % {"kind": kind[:40]})
    if (year and not (len(year) == 4 and year.isascii() and year.isdigit() and int(year))) or (
        status and status not in StatusValue.values
    ):
        raise NotHere(gettext("There is nothing of this year or status to search."))
    topic = asked.get("topic", "")
    return Narrowing(
        kind=kind,
        topic=topic if topic.replace("-", "").isalnum() and topic.isascii() else "",
        year=int(year) if year else None,
        status=status,
        since=parse_day(asked.get("from", ""), "from"),
        until=parse_day(asked.get("to", ""), "to"),
    )
