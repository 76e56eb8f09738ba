"""An article as schema.org tells it: what kind of text, when it was said and corrected, from what it was translated."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from config.web.addresses import absolute
from config.web.structured_data import Thing, dataset, publisher
from news.article_history import version_address
from news.article_page import ArticlePage
from news.figure_cards import FigureCard
from news.models import ArticleKind, ArticleVersion, Source

TYPES = {
    ArticleKind.REPORT: "ReportageNewsArticle",
    ArticleKind.EXPLAINER: "BackgroundNewsArticle",
    ArticleKind.ANALYSIS: "AnalysisNewsArticle",
    ArticleKind.STATEMENT: "NewsArticle",
}


def news_article(request: HttpRequest, page: ArticlePage) -> Thing:
    version, history = page.version, page.history
    return {
        "@type": TYPES[ArticleKind(version.article.kind)],
        "headline": version.headline,
        "description": page.rendered.plain["standfirst"],
        "inLanguage": version.language,
        "version": version.number,
        "url": absolute(request, request.path),
        "datePublished": history.published_at,
        "dateModified": history.updated_at or history.published_at,
        "author": {"@type": "Organization", "name": version.byline or str(settings.SITE_NAME)},
        "publisher": publisher(request),
        "image": _image(request, version),
        "citation": [_citation(note.source) for note in page.rendered.notes],
        "correction": [
            {
                "@type": "CorrectionComment",
                "text": page.rendered.plain[change.name],
                "datePublished": change.entry.version.live_from,
                "url": absolute(request, change.entry.address),
            }
            for change in page.changes
            if change.is_correction
        ],
        "translationOfWork": _original(request, history.original_of(version)),
    }


def _image(request: HttpRequest, version: ArticleVersion) -> Thing | None:
    if (image := version.lead_image) is None:
        return None
    return {
        "@type": "ImageObject",
        "url": absolute(request, image.whole.largest),
        "caption": image.caption,
        "creditText": image.credit,
    }


def _citation(source: Source) -> dict[str, Any]:
    """What names it; its dates and publisher stand on the page, and a long list must not weigh it down."""
    return {"@type": "CreativeWork", "name": source.title or source.publisher, "url": source.url}


def _original(request: HttpRequest, original: ArticleVersion | None) -> Thing | None:
    if original is None:
        return None
    return {
        "@type": "NewsArticle",
        "inLanguage": original.language,
        "headline": original.headline,
        "url": absolute(request, version_address(original)),
    }


def figure_dataset(request: HttpRequest, card: FigureCard) -> Thing:
    """Its values over time, with the files that hold them."""
    slug = {"slug": card.figure.key}
    return dataset(
        request,
        name=card.figure.name,
        description=f"{card.figure.name}: {card.description}",
        files=[
            (reverse("figure_csv", kwargs=slug), "text/csv"),
            (reverse("figure_json", kwargs=slug), "application/json"),
        ],
        variableMeasured=card.figure.name,
        temporalCoverage="/".join(dict.fromkeys((card.lines[0].value.period, card.latest.value.period))),
        citation=[_citation(source) for source in {line.value.source: None for line in card.lines}],
    )
