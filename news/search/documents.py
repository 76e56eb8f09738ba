"""What the search reads of a thing: one document a language, an article's only while its version is live; of an agreement
each article of its text besides."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import override

from config.web.search_terms import indexed
from config.web.text import clean, telling_words, words
from config.web.translated import LANGUAGES, reading_order
from news.kinds import Kind
from news.models import Agreement, Article, ArticleVersion, SearchDocument, SearchWord
from news.search.facts import PROVISION, Facts, number_of
from news.search.provisions import Unit, units_of
from news.texts.markdown import plain_texts

# A figure without a period is read as its latest value.
LATEST = date.max
MOST_LETTERS = 500  # of a title
# Of words that a mistyped one may have meant.
SHORTEST_WORD, LONGEST_WORD = 4, 30


def documents_of(kind: Kind, thing: Model) -> list[SearchDocument]:
    """The documents as they should be, of one of `Kind.things`: none of what readers are not led to."""
    if not kind.has_page:
        return []
    if isinstance(thing, Article):
        return list(_of_article(thing))
    if not thing.is_listed:  # type: ignore[attr-defined]
        return []
    if isinstance(thing, Agreement):
        topics = _topics(thing)
        return [*_of_record(kind, thing, topics), *_of_texts(kind, thing, topics)]
    return list(_of_record(kind, thing))


def words_of(documents: Iterable[SearchDocument]) -> list[SearchWord]:
    """The words that stand in documents, each once a language; only those long enough to be mistyped."""
    found = {
        (language, word.text.lower())
        for each in documents
        for language, text in ((each.title_language, each.title), (each.text_language, each.text))
        for word in words(text)
        if SHORTEST_WORD <= len(word.text) <= LONGEST_WORD and word.text.isalpha()
    }
    return [
        SearchWord(language=language[:2], word=word, head=head(word), tail=tail(word))
        for language, word in sorted(found)
        if language and len(word) <= LONGEST_WORD  # a small letter may be two
    ]


def head(word: str) -> str:
    return word[: len(word) // 2]


def tail(word: str) -> str:
    return word[-(len(word) // 2) :]


def _of_article(article: Article) -> Iterator[SearchDocument]:
    """Of what is read now and what will be: a version that has ended is not found again."""
    if article.withdrawn_at or article.removed_at or article.merged_into_id:
        return
    topics, first = _topics(article), article.dated_on  # type: ignore[attr-defined]
    for version in article.versions.unended().order_by("live_from"):
        first = first or version.live_from
        facts = Facts.of("article", timezone.localdate(first), topics)
        yield _of_version(article, version, facts)


def _of_version(article: Article, version: ArticleVersion, facts: Facts) -> SearchDocument:
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
        title_terms=indexed(version.headline, version.language),
        title_words=len(telling_words(version.headline, version.language)),
        terms=indexed(text, version.language),
        dated_on=timezone.localdate(version.live_from),
        thing=number_of("article", article.slug),
        facts=facts.text,
        live_from=version.live_from,
        live_until=version.live_until,
    )


def _of_record(kind: Kind, thing: Model, topics: Sequence[str] = ()) -> Iterator[SearchDocument]:
    """Found by its title in every language: a reader may know a station by another name of it."""
    titles = {code: kind.title(thing, code) for code in LANGUAGES}
    others = kind.other_names(thing)
    texts = {code: _plain(text, code) for code, text in kind.texts(thing).items()}
    dated_on = kind.date_of(thing)
    for language in LANGUAGES:
        title, title_language = titles[language]
        text_language = next((code for code in reading_order(language) if code in texts), "")
        text = texts.get(text_language, "")
        yield SearchDocument(
            kind=kind.name,
            key=kind.key(thing),
            language=language,
            title=clean(title)[:MOST_LETTERS],
            title_language=title_language,
            summary=text.partition("\n")[0],
            text=text,
            text_language=text_language,
            title_terms=_terms_of_all(dict.fromkeys([*(titles[code] for code in _first(language)), *others])),
            title_words=len(telling_words(title, title_language)),
            terms=_joined(
                indexed(text, text_language),
                indexed(f"{_called(kind, language)} {kind.other_words(thing, language)}", language),
            ),
            dated_on=dated_on,
            thing=number_of(kind.name, kind.key(thing)),
            facts=Facts.of(kind.name, dated_on, topics, kind.key(thing)).text,
        )


def _of_texts(kind: Kind, agreement: Agreement, topics: list[str]) -> Iterator[SearchDocument]:
    """Of the text that stands in each language, an article at a time; found by its number in every language."""
    names = [*(kind.title(agreement, code) for code in LANGUAGES), *kind.other_names(agreement)]
    for unit in units_of(agreement):
        title, title_language = kind.title(agreement, unit.language)
        yield SearchDocument(
            kind=kind.name,
            key=agreement.slug,
            part=unit.eid,
            language=unit.language,
            title=clean(f"{unit.mark} – {title}")[:MOST_LETTERS],
            title_language=unit.language if title_language == unit.language else title_language,
            summary=clean(unit.lines[0]) if unit.lines else "",
            text=_clean_lines("\n".join(unit.lines)),
            text_language=unit.language,
            title_terms=_terms_of_all(dict.fromkeys(chain(unit.marks, names))),
            title_words=len(telling_words(f"{unit.mark} {title}", unit.language)),
            terms=indexed("\n".join(unit.lines), unit.language),
            dated_on=unit.valid_from,
            thing=number_of(kind.name, agreement.slug, unit.eid),
            facts=Facts.of(PROVISION, unit.valid_from, topics, agreement.slug).text,
            address=_address(unit),
        )


def _called(kind: Kind, language: str) -> str:
    """Who looks for “Vitebsk station” finds it."""
    with override(language):
        return f"{kind.label} {kind.plural}"


def _address(unit: Unit) -> str:
    return f"text/{unit.language}/{unit.valid_from.isoformat()}/{unit.query}#{unit.eid}"


def _topics(thing: Article | Agreement) -> list[str]:
    return sorted(topic.slug for topic in thing.topics.all())


def _first(language: str) -> list[str]:
    return [language, *(code for code in LANGUAGES if code != language)]


def _terms_of_all(texts: Iterable[tuple[str, str]]) -> str:
    return _joined(*(indexed(text, language) for text, language in texts))


def _joined(*terms: str) -> str:
    return " ".join(filter(None, terms))


def _plain(text: str, language: str) -> str:
    return _clean_lines(plain_texts({"body": text}, language=language, as_of=LATEST)["body"])


def _clean_lines(text: str) -> str:
    return "\n".join(clean(line) for line in text.splitlines() if line)
