"""What an article said before: its public versions, one of them as it was, two of them compared."""

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext

from config.web.parameters import parse_choice
from config.web.refusals import NotHere
from news.article_history import History
from news.article_notices import version_notices
from news.article_page import article_page, changes_alone
from news.comparison import compared_texts
from news.models import ArticleVersion
from news.views.article_context import article_context, version_crumbs
from news.views.public_article import of_article, read_version


@of_article
def article_versions(request: HttpRequest, history: History) -> TemplateResponse:
    changes, notes = changes_alone(history, timezone.localdate())
    context = {
        "history": history,
        "version": history.current,
        "notices": version_notices(history.current, history),
        "changes": changes,
        "citations": notes,
        "crumbs": version_crumbs(history, (gettext("Versions"), "")),
    }
    return TemplateResponse(request, "news/article_versions.html", context)


@of_article
def article_version(request: HttpRequest, history: History, number: int) -> TemplateResponse:
    """Read as it was: figures and states are those of the day on which it was published."""
    version = read_version(numbered(history, number))
    page = article_page(version, history, timezone.localdate(version.live_from))
    crumbs = version_crumbs(history, (gettext("Version %(number)d") % {"number": number}, ""))
    context = article_context(request, page) | {"crumbs": crumbs}
    return TemplateResponse(request, "news/article_version.html", context)


@of_article
def article_compare(request: HttpRequest, history: History) -> TemplateResponse:
    """`?from=1&to=2`; unless told, the version shown with the one before it."""
    old, new = chosen_pair(request, history)
    today = timezone.localdate()
    context = {
        "history": history,
        "version": history.current,
        "old": old,
        "new": new,
        "texts": compared_texts(read_version(old), read_version(new), today) if old.pk != new.pk else [],
        "crumbs": version_crumbs(
            history,
            (gettext("Versions"), reverse("article_versions", args=[history.current.article.slug])),
            (gettext("Comparison"), ""),
        ),
    }
    return TemplateResponse(request, "news/article_compare.html", context)


def chosen_pair(request: HttpRequest, history: History) -> tuple[ArticleVersion, ArticleVersion]:
    """Two public versions, the earlier first whichever way they were named; one alone is its own pair."""
    versions = {str(entry.version.number): entry.version for entry in reversed(history.entries)}
    numbers = list(versions)
    new = parse_choice(request, "to", numbers, numbers[-1])
    before = numbers[max(numbers.index(new) - 1, 0)]
    old = parse_choice(request, "from", numbers, before)
    first, second = sorted((versions[old], versions[new]), key=lambda version: version.number)
    return first, second


def numbered(history: History, number: int) -> ArticleVersion:
    """The public version with this number in the language of the page; a version's address never changes its language."""
    found = history.number(number) if history.language == get_language() else None
    if found is None:
        raise NotHere(
            gettext("This text has no public version %(number)d in this language.") % {"number": number}
        )
    return found
