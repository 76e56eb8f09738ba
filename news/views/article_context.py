"""What the pages of an article say of themselves: the way to them, and their data for machines."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from config.web import dates
from config.web.structured_data import breadcrumb_list, data_block
from news.article_cards import shared_card
from news.article_history import History
from news.article_page import ArticlePage
from news.models import Article
from news.structured_data import news_article

Crumbs = list[tuple[Any, str]]


def way_to(article: Article) -> Crumbs:
    news = reverse("article_list")
    return [(gettext("News"), news), (article.get_kind_display(), f"{news}?kind={article.kind}")]


def article_context(request: HttpRequest, page: ArticlePage) -> dict[str, Any]:
    """Of the article as it stands. The headline is too long a crumb, so the day stands for it."""
    way = way_to(page.version.article)
    return {
        "page": page,
        "version": page.version,
        "share_card": shared_card(page.version, page.history.published_at),
        "share_type": "article",
        "crumbs": [*way, (dates.local_day(page.history.published_at), "")],
        "structured_data": data_block(
            news_article(request, page), breadcrumb_list(request, [*way, (page.version.headline, "")])
        ),
    }


def version_crumbs(history: History, *last: tuple[Any, str]) -> Crumbs:
    """The way to a page about an article's versions."""
    article = history.current.article
    day = dates.local_day(history.published_at)
    return [*way_to(article), (day, article.get_absolute_url()), *last]
