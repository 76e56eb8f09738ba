"""For feed readers, in the language of the address: the latest texts, and what was corrected in them."""

from datetime import datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext

from news.corrections import Correction, corrections
from news.models import ArticleVersion
from news.summaries import with_summaries

LATEST = 30


class SiteFeed(Feed):
    feed_type = Atom1Feed

    def subtitle(self) -> str:
        return str(settings.SITE_TAGLINE)

    def author_name(self) -> str:
        return str(settings.SITE_NAME)


class ArticleFeed(SiteFeed):
    def title(self) -> str:
        return gettext("%(site)s: news") % {"site": settings.SITE_NAME}

    def link(self) -> str:
        return reverse("article_list")

    def items(self) -> list[ArticleVersion]:
        return with_summaries(
            ArticleVersion.objects.for_list().with_updated_at()[:LATEST], timezone.localdate()
        )

    def item_title(self, item: ArticleVersion) -> str:
        return item.headline

    def item_description(self, item: ArticleVersion) -> str:
        return item.summary

    def item_pubdate(self, item: ArticleVersion) -> datetime:
        return item.published_at

    def item_updateddate(self, item: ArticleVersion) -> datetime:
        return item.updated_at or item.published_at

    def item_categories(self, item: ArticleVersion) -> list[str]:
        return [item.article.get_kind_display()]


class CorrectionFeed(SiteFeed):
    """An entry a correction or clarification: what stood, what stands and why; it leads to the comparison."""

    def title(self) -> str:
        return gettext("%(site)s: corrections") % {"site": settings.SITE_NAME}

    def subtitle(self) -> str:
        return gettext("Every correction published here: what stood, what stands now and why.")

    def link(self) -> str:
        return reverse("correction_list")

    def items(self) -> list[Correction]:
        found, _notes = corrections(ArticleVersion.objects.for_corrections()[:LATEST], timezone.localdate())
        return found

    def item_title(self, item: Correction) -> str:
        return f"{item.version.get_act_display()}: {item.version.headline}"

    def item_description(self, item: Correction) -> str:
        return item.plain

    def item_link(self, item: Correction) -> str:
        """Names the entry too: the version it is of, and the one before that, never change."""
        return item.comparison

    def item_pubdate(self, item: Correction) -> datetime:
        return item.version.live_from

    def item_updateddate(self, item: Correction) -> datetime:
        return item.version.live_from

    def item_categories(self, item: Correction) -> list[str]:
        return [item.version.get_act_display()]


article_feed = ArticleFeed()
correction_feed = CorrectionFeed()
