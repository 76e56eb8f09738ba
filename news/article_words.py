"""How the desk finds articles by words: in any language and form, at the beginning of a word too, by index on both databases."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import get_language

from config.web.text import clean, query_words, terms, words
from config.web.translated import LANGUAGES
from news.models import Article, ArticleVersion, ArticleWord
from news.models.words import MOST_LETTERS

# A shorter beginning of a word would find half of everything.
SHORTEST_BEGINNING = 3
# A word of fewer articles is read at once; of a commoner one, each row of the list is asked whether it has it.
FEW = 2000
# After every term of the same beginning, in any order of letters that a database may have.
LAST = "z" * MOST_LETTERS


def words_of(slug: str, headlines: Iterable[tuple[str, str]]) -> set[str]:
    """`headlines`: (language, headline) of every version."""
    found = {term for word in words(slug) for term in terms(word.text, "en")}
    for language, headline in headlines:
        found |= {term for word in words(headline) for term in terms(word.text, language)}
    return {term[:MOST_LETTERS] for term in found if term}


def index_words(article: Article) -> bool:
    """Makes the rows what they should be; true where any changed. Two queries, and one or two more then."""
    headlines = ArticleVersion.objects.filter(article=article).values_list("language", "headline")
    wanted = words_of(article.slug, headlines)
    existing = dict(ArticleWord.objects.filter(article=article).values_list("term", "pk"))
    stale = [pk for term, pk in existing.items() if term not in wanted]
    new = sorted(wanted - existing.keys())
    if stale:
        ArticleWord.objects.filter(pk__in=stale).delete()
    ArticleWord.objects.bulk_create(ArticleWord(article=article, term=term) for term in new)
    return bool(stale or new)


def with_words(things: QuerySet, query: str, article: str = "pk") -> QuerySet:
    """Those whose article (by its path from them) has every word of the query. One query a word, of eight at most.

    An address pasted from the browser is read as its last part.
    """
    asked = query_words(clean(query.strip().rstrip("/").rpartition("/")[2]), get_language() or "en")
    few: set[int] | None = None
    for word in asked:
        rows = ArticleWord.objects.filter(_is(word, is_last=word == asked[-1]))
        found = list(rows.order_by().values_list("article", flat=True)[: FEW + 1])
        if len(found) > FEW:
            things = things.filter(Exists(rows.filter(article=OuterRef(article))))
        else:
            few = set(found) if few is None else few & set(found)
    if not asked:
        return things.none()
    return things if few is None else things.filter(**{f"{article}__in": few})


def _is(word: str, *, is_last: bool) -> Q:
    """In whichever language it was typed; the last word may be the beginning of one."""
    condition = Q(pk__in=[])
    for term in {term[:MOST_LETTERS] for code in LANGUAGES for term in terms(word, code)}:
        if is_last and len(word) >= SHORTEST_BEGINNING:
            condition |= Q(term__gte=term, term__lte=f"{term}{LAST}"[:MOST_LETTERS])
        else:
            condition |= Q(term=term)
    return condition
