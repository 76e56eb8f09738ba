"""The search: one question over everything that is public, narrowed by kind, topic, year, status and days."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, pgettext
from django.views.decorators.http import require_safe

from config.web.data_files import data_answer, json_text
from config.web.pagination import page_of
from config.web.parameters import parse_day
from config.web.refusals import NotHere
from news.agreements.terms import StatusValue
from news.kinds import page_kinds
from news.models import Agreement, Topic
from news.search.facts import PROVISION
from news.search.index import Narrowing
from news.search.question import Question
from news.search.results import result_of
from news.search.search import Found, first, meant
from news.search.search import search as find

PER_PAGE = 20
WHILE_TYPING = 8


@dataclass(frozen=True, slots=True)
class Choice:
    """A link to another question: a value with how much it would find, or a way on where nothing was."""

    label: str
    url: str
    count: int = 0
    current: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """`cleared`: the question without it, where one is chosen."""

    name: str
    label: str
    choices: list[Choice]
    cleared: str = ""


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
        "results": [result_of(document, question) for document in page],
        "page_obj": page,
        "total": found.total,
        "some_words": found.any_word,
        "meant": Choice(other.text, _url(other, narrowing)) if other else None,
        "kinds": _kinds(found),
        "facets": [facet for facet in (_topics(found), _years(found), _statuses(found)) if facet],
        "narrowing": narrowing,
        "chosen": narrowing.chosen,
        "ways_on": [] if asked.total else _ways_on(asked, some_words=found.any_word),
        "has_words": bool(question.clauses),
        "crumbs": [(pgettext("heading", "Search"), "")],
    }
    return TemplateResponse(request, "search.html", context)


@require_safe
def search_titles(request: HttpRequest) -> HttpResponse:
    """The first few results, while the reader types (static/js/search.js). One query."""
    question = _question(request)
    found = (result_of(document, question) for document in first(question, WHILE_TYPING))
    titles = [
        {
            "title": str(result.title),
            "lang": result.title_language or question.language,
            "kind": result.label,
            "url": result.url,
        }
        for result in found
    ]
    return data_answer("json", json_text({"question": question.text, "results": titles}))


def _question(request: HttpRequest) -> Question:
    return Question.of(request.GET.get("q", ""), get_language() or settings.LANGUAGE_CODE)


def _narrowing(request: HttpRequest) -> Narrowing:
    asked = request.GET
    kind, year, status = asked.get("kind", ""), asked.get("year", ""), asked.get("status", "")
    if kind and kind not in dict(_kinds_in_order()):
        raise NotHere(gettext("There is nothing of the kind “%(kind)s” to search.") % {"kind": kind[:40]})
    if (year and not (len(year) == 4 and year.isascii() and year.isdigit())) or (
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


def _url(question: Question, narrowing: Narrowing) -> str:
    query = QueryDict(mutable=True)
    query["q"] = question.text
    days = {"from": narrowing.since, "to": narrowing.until}
    query.update(dict(narrowing.chosen))
    query.update({name: day.isoformat() for name, day in days.items() if day})
    return f"{reverse('search')}?{query.urlencode()}"


def _kinds(found: Found) -> list[Choice]:
    """Everything, then each kind of which something was found."""
    counts = found.counts("kind")
    kinds = [(name, label) for name, label in _kinds_in_order() if counts[name]]
    if not kinds:
        return []
    everything = replace(found.narrowing, kind="")
    return [
        Choice(
            gettext("Everything"), _url(found.question, everything), counts.total(), not found.narrowing.kind
        ),
        *_choices(found, "kind", kinds),
    ]


def _kinds_in_order() -> Iterator[tuple[str, str]]:
    """Provisions after the agreements whose they are."""
    for kind in page_kinds():
        yield kind.name, str(kind.plural)
        if kind.model is Agreement:
            yield PROVISION, pgettext("kind of search result", "Provisions")


def _topics(found: Found) -> Facet | None:
    counts = found.counts("topic")
    if not counts:
        return None
    topics = Topic.objects.public().filter(slug__in=list(counts))
    return _facet(
        found,
        "topic",
        gettext("Topic"),
        sorted(((topic.slug, topic.name) for topic in topics), key=lambda each: each[1]),
    )


def _years(found: Found) -> Facet | None:
    years = sorted(found.counts("year"), reverse=True)
    return _facet(found, "year", gettext("Year"), [(year, year) for year in years])


def _statuses(found: Found) -> Facet | None:
    counts = found.counts("status")
    statuses = [(each.value, capfirst(str(each.label))) for each in StatusValue if counts[each.value]]
    return _facet(found, "status", gettext("Status of the agreement"), statuses)


def _facet(found: Found, name: str, label: str, values: list[tuple[str, str]]) -> Facet | None:
    """None where there is nothing to choose between."""
    chosen = getattr(found.narrowing, name)
    if not chosen and len(values) < 2:
        return None
    cleared = _url(found.question, _without(found.narrowing, name)) if chosen else ""
    return Facet(name, label, _choices(found, name, values), cleared)


def _choices(found: Found, name: str, values: Iterable[tuple[str, str]]) -> list[Choice]:
    counts = found.counts(name)
    return [
        Choice(
            label,
            _url(found.question, replace(found.narrowing, **{name: value})),
            counts[value],
            str(getattr(found.narrowing, name) or "") == value,
        )
        for value, label in values
    ]


def _without(narrowing: Narrowing, name: str) -> Narrowing:
    return replace(narrowing, **{name: None if name == "year" else ""})


def _ways_on(found: Found, *, some_words: bool) -> list[Choice]:
    """Where nothing was found: everything instead of a part, or each word alone. None that would find nothing either."""
    ways, question = [], found.question
    if found.everything:
        ways.append(Choice(gettext("Search everything"), _url(question, Narrowing()), found.everything))
    if len(question.clauses) > 1 and (found.everything or some_words):
        ways += [
            Choice(
                gettext("Only “%(word)s”") % {"word": each.text.strip("“”")},
                _url(replace(question, text=each.text), Narrowing()),
            )
            for each in question.clauses
        ]
    return ways
