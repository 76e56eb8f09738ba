"""What the search reads of a thing: one document a language, an article's only while its version is live."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Model
from django.utils import timezone

from config.web.text import clean, document_terms
from config.web.translated import LANGUAGES, reading_order
from news.kinds import Kind
from news.models import Article, ArticleVersion, SearchDocument
from news.texts.markdown import plain_texts

# A figure without a period is read as its latest value.
LATEST = date.max
MOST_LETTERS = 500  # of a title


def documents_of(kind: Kind, thing: Model) -> list[SearchDocument]:
    """The documents as they should be, of one of `Kind.things`: none of what readers are not led to."""
    if not kind.has_page:
        return []
    if isinstance(thing, Article):
        return list(_of_article(thing))
    return list(_of_record(kind, thing)) if thing.is_listed else []  # type: ignore[attr-defined]


def _of_article(article: Article) -> Iterator[SearchDocument]:
    """Of what is read now and what will be: a version that has ended is not found again."""
    if article.withdrawn_at or article.removed_at or article.merged_into_id:
        return
    for version in article.versions.unended().order_by("live_from"):
        yield _of_version(article, version)


def _of_version(article: Article, version: ArticleVersion) -> SearchDocument:
    plain = plain_texts(version.texts, language=version.language, as_of=LATEST)
    text = _clean_lines("\n".join(plain.values()))
    return SearchDocument(
        kind="article",
        key=article.slug,
        language=version.language,
        title=clean(version.headline),
        title_language=version.language,
        summary=clean(plain["standfirst"]),
        text=text,
        text_language=version.language,
        title_terms=document_terms(version.headline, version.language),
        terms=document_terms(f"{version.headline}\n{text}", version.language),
        dated_on=timezone.localdate(version.live_from),
        live_from=version.live_from,
        live_until=version.live_until,
    )


def _of_record(kind: Kind, thing: Model) -> Iterator[SearchDocument]:
    """Found by its title in every language: a reader may know a station by another name of it."""
    titles = {code: kind.title(thing, code) for code in LANGUAGES}
    names = " ".join(title for title, _ in titles.values())
    texts = {code: _plain(text, code) for code, text in kind.texts(thing).items()}
    for language in LANGUAGES:
        title, title_language = titles[language]
        text_language = next((code for code in reading_order(language) if code in texts), "")
        text = texts.get(text_language, "")
        words = f"{names}\n{text}\n{kind.other_words(thing, language)}"
        yield SearchDocument(
            kind=kind.name,
            key=kind.key(thing),
            language=language,
            title=clean(title)[:MOST_LETTERS],
            title_language=title_language,
            summary=text.partition("\n")[0],
            text=text,
            text_language=text_language,
            title_terms=document_terms(names, language),
            terms=document_terms(words, language),
            dated_on=kind.date_of(thing),
        )


def _plain(text: str, language: str) -> str:
    return _clean_lines(plain_texts({"body": text}, language=language, as_of=LATEST)["body"])


def _clean_lines(text: str) -> str:
    return "\n".join(clean(line) for line in text.splitlines() if line)
