"""News for feed readers: the latest texts in the language of the address."""

from datetime import datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext

from news.models import ArticleVersion
from news.summaries import with_summaries

LATEST = 30


class ArticleFeed(Feed):
    feed_type = Atom1Feed

    def title(self) -> str:
        return gettext("%(site)s: news") % {"site": settings.SITE_NAME}

    def subtitle(self) -> str:
        return str(settings.SITE_TAGLINE)

    def link(self) -> str:
        return reverse("article_list")

    def author_name(self) -> str:
        return str(settings.SITE_NAME)

    def items(self) -> list[ArticleVersion]:
        return with_summaries(ArticleVersion.objects.for_list()[:LATEST], timezone.localdate())

    def item_title(self, item: ArticleVersion) -> str:
        return item.headline

    def item_description(self, item: ArticleVersion) -> str:
        return item.summary

    def item_pubdate(self, item: ArticleVersion) -> datetime:
        return item.published_at

    def item_updateddate(self, item: ArticleVersion) -> datetime:
        return item.live_from

    def item_categories(self, item: ArticleVersion) -> list[str]:
        return [item.article.get_kind_display()]


article_feed = ArticleFeed()
