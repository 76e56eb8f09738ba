"""The articles that another may be merged into: those readers can read, found by words of a headline or by their address."""

from django.db.models import Exists, OuterRef, Subquery

from config.web.translated import reading_order
from news.article_words import with_words
from news.models import Article, ArticleVersion

SHOWN = 20


def candidates(article: Article, query: str) -> list[Article]:
    """At most SHOWN, the newest first, each with the `headline` and `language` it is read in; one query, and one a word."""
    listed = ArticleVersion.objects.listed()
    own = listed.filter(article=OuterRef("pk"))
    found = Article.objects.filter(Exists(own)).exclude(pk=article.pk)
    if query:
        found = with_words(found, query)
    headlines = {
        f"headline_{code}": Subquery(own.filter(language=code).values("headline")[:1])
        for code in reading_order()
    }
    articles = [*found.annotate(**headlines).order_by("-pk")[:SHOWN]]
    for each in articles:
        each.language = next(code for code in reading_order() if getattr(each, f"headline_{code}"))
        each.headline = getattr(each, f"headline_{each.language}")
    return articles
