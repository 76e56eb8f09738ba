"""Articles and corrections for machines."""

from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from config.web.tables import Absolute, Column, Table, utc_moment
from news.article_history import Entry, version_address
from news.article_page import ArticlePage
from news.data.record import notes_data
from news.models import ArticleVersion

ARTICLES = Table(
    "articles",
    _("One row a text, in the language of the address or the next one it can be read in."),
    (
        Column("slug", _("Names the text, the same in each language."), lambda v, a: v.article.slug),
        Column("kind", _("Report, explainer, official statement or analysis."), lambda v, a: v.article.kind),
        Column("language", _("In which language it is shown."), lambda v, a: v.language),
        Column("headline", _("Its headline."), lambda v, a: v.headline),
        Column("summary", _("Its standfirst in plain words."), lambda v, a: v.summary),
        Column("published_at", _("When it was first public."), lambda v, a: utc_moment(v.published_at)),
        Column("version", _("The number of the version shown."), lambda v, a: v.number),
        Column("version_from", _("Since when this version stands."), lambda v, a: utc_moment(v.live_from)),
        Column("permalink", _("Where this version stays."), lambda v, a: a(version_address(v))),
        Column("url", _("Its page here."), lambda v, a: a(v.get_absolute_url())),
    ),
)
# Of corrections.Correction.
CORRECTIONS = Table(
    "corrections",
    _("One row a correction or clarification."),
    (
        Column("act", _("Correction or clarification."), lambda c, a: c.version.act),
        Column("corrected_at", _("When readers got it."), lambda c, a: utc_moment(c.version.live_from)),
        Column("slug", _("Names the text, the same in each language."), lambda c, a: c.version.article.slug),
        Column("language", _("In which language it is shown."), lambda c, a: c.version.language),
        Column("headline", _("Its headline."), lambda c, a: c.version.headline),
        Column("note", _("What stood, what stands now and why."), lambda c, a: c.plain),
        Column("comparison", _("Where both are compared, word by word."), lambda c, a: a(c.comparison)),
        Column("url", _("Its page here."), lambda c, a: a(c.version.get_absolute_url())),
    ),
)


def article_data(page: ArticlePage, absolute: Absolute) -> dict[str, Any]:
    """What the page says, each text as HTML and in plain words. No query of its own."""
    version, texts = page.version, page.rendered
    return {
        "article": {
            "slug": version.article.slug,
            "kind": version.article.kind,
            "language": version.language,
            "url": absolute(version.get_absolute_url()),
            "permalink": absolute(page.permalink),
            "topics": [topic.slug for topic in version.article.topics.all()],
            "by": page.desk,
            "place": version.dateline or None,
            "version": version.number,
            "published_at": page.history.published_at,
            "updated_at": page.history.updated_at,
            "withdrawn_at": version.article.withdrawn_at,
        },
        "headline": version.headline,
        "standfirst": texts.plain["standfirst"],
        "body": {"html": texts.html["body"], "text": texts.plain["body"]},
        "evidence": {
            name: [strip_tags(line) for line in texts.lines.get(name, ())]
            for name in ("confirmed", "claimed", "unknown")
        },
        "translation": _translation(page, absolute),
        "versions": [_version(change.entry, texts.plain[change.name], absolute) for change in page.changes],
        "other_languages": [
            {"language": other.language, "url": absolute(address)} for other, address, _how in page.others
        ],
        "citation": page.citation,
        "sources": notes_data(texts.notes, absolute),
    }


def _version(entry: Entry, note: str, absolute: Absolute) -> dict[str, Any]:
    version = entry.version
    return {
        "number": version.number,
        "act": version.act,
        "from": version.live_from,
        "until": version.live_until,
        "note": note or None,
        "url": absolute(entry.address),
        "comparison": absolute(entry.comparison) if entry.comparison else None,
    }


def _translation(page: ArticlePage, absolute: Absolute) -> dict[str, Any] | None:
    version: ArticleVersion = page.version
    original = page.history.original_of(version)
    if original is None:
        return None
    return {
        "of": {
            "language": original.language,
            "version": original.number,
            "url": absolute(version_address(original)),
        },
        "method": version.translation_method,
        "reviewed_by": version.reviewed_by or None,
        "reviewed_on": version.reviewed_on,
        "behind_original": page.history.newer_original is not None,
    }
