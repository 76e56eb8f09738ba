"""The search: one question over everything that is public, by kind."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext, override, pgettext
from django.views.decorators.http import require_safe

from config.web.pagination import page_of
from config.web.refusals import NotHere
from news.kinds import page_kinds
from news.search import Found, Question
from news.search import search as find
from news.search_results import result_of

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Choice:
    """A link to another question: a kind with how much of it was found, or a way on where nothing was."""

    label: str
    url: str
    count: int = 0
    current: bool = False
    language: str = ""


@require_safe
def search(request: HttpRequest) -> TemplateResponse:
    """Two queries, none without words; a kind that does not exist is a 404."""
    question = Question.of(request.GET.get("q", ""), get_language() or settings.LANGUAGE_CODE)
    kind = _kind(request)
    found = find(question, kind=kind)
    page = page_of(request, found, PER_PAGE)
    context = {
        "question": question.text,
        "results": [result_of(document, question) for document in page],
        "page_obj": page,
        "kinds": _kinds(question, found),
        "ways_on": [] if len(found) else _ways_on(question, found),
        "crumbs": [(pgettext("heading", "Search"), "")],
    }
    return TemplateResponse(request, "search.html", context)


def _kind(request: HttpRequest) -> str:
    name = request.GET.get("kind", "")
    if name and name not in {kind.name for kind in page_kinds()}:
        raise NotHere(gettext("There is nothing of the kind “%(kind)s” to search.") % {"kind": name[:40]})
    return name


def _url(question: str, kind: str = "") -> str:
    query = QueryDict(mutable=True)
    query["q"] = question
    if kind:
        query["kind"] = kind
    return f"{reverse('search')}?{query.urlencode()}"


def _kinds(question: Question, found: Found) -> list[Choice]:
    """Everything, then each kind of which something was found."""
    everything = Choice(
        gettext("Everything"), _url(question.text), sum(found.counts.values()), not found.kind
    )
    kinds = [
        Choice(
            str(kind.plural), _url(question.text, kind.name), found.counts[kind.name], kind.name == found.kind
        )
        for kind in page_kinds()
        if found.counts.get(kind.name)
    ]
    return [everything, *kinds] if kinds else []


def _ways_on(question: Question, found: Found) -> list[Choice]:
    """Where nothing was found: everything instead of one kind, each word alone, the same in the other languages."""
    ways = []
    if found.counts:
        ways.append(Choice(gettext("Search everything"), _url(question.text), sum(found.counts.values())))
    if len(question.words) > 1:
        ways += [Choice(gettext("Only “%(word)s”") % {"word": word}, _url(word)) for word in question.words]
    others = [code for code, _ in settings.LANGUAGES if code != question.language]
    return ways + [_in_language(code, question, found.kind) for code in others]


def _in_language(code: str, question: Question, kind: str) -> Choice:
    """Asked and labelled in the other language."""
    with override(code):
        label = pgettext(
            "the language of the translation: Search in Russian, in Belarusian", "Search in English"
        )
        return Choice(label, _url(question.text, kind), language=code)
