"""What feed readers follow in the news, in the language of the address: all texts, those of a topic or person; corrections."""

from collections.abc import Iterable

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext

from config.web.feeds import LATEST, Feed, Item, feed_view
from news.corrections import Correction, corrections
from news.listing import latest, latest_naming
from news.models import ArticleVersion, Person, ReadingList, Topic
from news.summaries import with_summaries


@feed_view
def article_feed() -> Feed:
    return Feed(
        title=gettext("%(site)s: news") % {"site": settings.SITE_NAME},
        description=str(settings.SITE_TAGLINE),
        page=reverse("article_list"),
        items=_articles(latest(ReadingList.NEWS, LATEST)),
    )


@feed_view
def topic_feed(slug: str) -> Feed:
    topic = get_object_or_404(Topic.objects.public(), slug=slug)
    return Feed(
        title=_title(topic.name),
        description=gettext("The news on this topic."),
        page=topic.get_absolute_url(),
        items=_articles(latest(ReadingList.NEWS, LATEST, topic)),
    )


@feed_view
def person_feed(slug: str) -> Feed:
    person = get_object_or_404(Person.objects.public(), key=slug)
    return Feed(
        title=_title(person.name),
        description=gettext("The news in which this person is named or quoted."),
        page=person.get_absolute_url(),
        items=_articles(latest_naming("person", slug, LATEST)),
    )


@feed_view
def correction_feed() -> Feed:
    """An entry a correction or clarification: what stood, what stands and why; it leads to the comparison."""
    found, _notes = corrections(latest(ReadingList.CORRECTIONS, LATEST), timezone.localdate())
    return Feed(
        title=gettext("%(site)s: corrections") % {"site": settings.SITE_NAME},
        description=gettext("Every correction published here: what stood, what stands now and why."),
        page=reverse("correction_list"),
        items=[_correction(each) for each in found],
    )


def _title(name: str) -> str:
    return gettext("%(site)s: %(name)s") % {"site": settings.SITE_NAME, "name": name}


def _articles(versions: Iterable[ArticleVersion]) -> list[Item]:
    """A correction changes an entry and never adds one: it is named by the address of its article."""
    told = with_summaries(versions, timezone.localdate())
    changed = ArticleVersion.objects.filter(pk__in=[version.pk for version in told]).with_updated_at()
    updated_at = dict(changed.order_by().values_list("pk", "updated_at"))
    return [
        Item(
            url=version.get_absolute_url(),
            title=version.headline,
            summary=version.summary,
            published=version.published_at,
            updated=updated_at[version.pk],
            language=_foreign(version),
            categories=[version.article.get_kind_display()],
        )
        for version in told
    ]


def _correction(found: Correction) -> Item:
    """Its address names it too: the version it is of, and the one before that, never change."""
    version = found.version
    return Item(
        url=found.comparison,
        title=f"{version.get_act_display()}: {version.headline}",
        summary=found.plain,
        published=version.live_from,
        language=_foreign(version),
        categories=[version.get_act_display()],
    )


def _foreign(version: ArticleVersion) -> str:
    return version.language if version.language != get_language() else ""
