"""News: the list, and an article as it stands today."""

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from config.web.pagination import page_of
from news.article_history import History
from news.article_page import article_page
from news.filters.articles import ArticleFilter
from news.summaries import with_summaries
from news.views.article_context import article_context
from news.views.public_article import of_article, read_version

PER_PAGE = 20


@require_safe
def article_list(request: HttpRequest) -> TemplateResponse:
    found = ArticleFilter(request.GET)
    page = page_of(request, found.qs, PER_PAGE)
    page.object_list = with_summaries(page.object_list, timezone.localdate())
    context = {"filter": found, "page_obj": page, "crumbs": [(gettext("News"), "")]}
    return TemplateResponse(request, "news/article_list.html", context, status=400 if found.errors else 200)


@of_article
def article_detail(request: HttpRequest, history: History) -> TemplateResponse:
    page = article_page(read_version(history.current), history, timezone.localdate())
    return TemplateResponse(request, "news/article_detail.html", article_context(request, page))
