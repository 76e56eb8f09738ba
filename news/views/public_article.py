"""The way to an article that all its pages share: found, ever public, not removed."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from config.web.data_files import asks_for_data, problem
from config.web.prepared import Slot, prepared
from news.article_history import History
from news.models import Article, ArticleVersion
from news.querysets import TEXTS
from news.views.former_addresses import lead_to

HistoryView = Callable[..., HttpResponse]


def of_article(view: HistoryView) -> HistoryView:
    """Turns a view of an article's history into one of its slug: 404 if it was never public, 410 if it was removed.

    One that is merged into another leads there; what it said before stays at the addresses of its versions.
    """

    @require_safe
    @wraps(view)
    def of_slug(request: HttpRequest, slug: str, **rest: Any) -> HttpResponse:
        now = timezone.now()
        versions = _versions().rows(slug=slug, now=now)
        if not versions:
            raise Http404
        article = versions[0].article
        if article.removed_at:
            return _gone(request, article)
        if article.merged_into_id and view.__name__ == "article_detail":
            return lead_to(article.merged_into.get_absolute_url(), request)
        history = History(map(_with_texts, versions), get_language() or "en", now)
        if history.current is None:
            raise Http404
        return view(request, history, **rest)

    return of_slug


@prepared
def _versions() -> QuerySet:
    return ArticleVersion.objects.for_history(Slot("now")).filter(article__slug=Slot("slug"))


def _with_texts(version: ArticleVersion) -> ArticleVersion:
    """The texts that were read with its dates, as its own; one that has ended asks for them when it is read."""
    for name in ("standfirst", *TEXTS):
        if (text := version.__dict__.pop(f"live_{name}")) is not None:
            setattr(version, name, text)
    return version


def read_version(version: ArticleVersion) -> ArticleVersion:
    """A version of a history with its texts; its article stays the one already read."""
    if "body" in version.__dict__:
        return version
    read = ArticleVersion.objects.for_reading().get(pk=version.pk)
    read.article = version.article
    return read


def _gone(request: HttpRequest, article: Article) -> HttpResponse:
    if asks_for_data(request):
        return problem(410, gettext("Removed"), article.reason)
    context = {"reason": article.reason, "removed_on": timezone.localdate(article.removed_at)}
    return TemplateResponse(request, "410.html", context, status=410)
