"""The standfirsts of a list of news in plain words, since a list has no notes to lead to."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from news.models import ArticleVersion
from news.named import Names
from news.texts.markdown import Form, plain_texts
from news.texts.reference_lookup import NO_VALUES, Values


def with_summaries(
    versions: Iterable[ArticleVersion],
    as_of: date,
    known: Names | None = None,
    values: Values = NO_VALUES,
) -> list[ArticleVersion]:
    """The same versions in the same order, each with `summary`. References are read once for each language, but for the names
    and the values of figures that the page has read (`known`, `values`)."""
    versions = list(versions)
    by_language = sorted(versions, key=lambda version: version.language)
    for language, group in groupby(by_language, key=lambda version: version.language):
        own = list(group)
        texts = {str(version.pk): version.standfirst for version in own}
        forms = dict.fromkeys(texts, Form.LINE)
        plain = plain_texts(texts, language=language, as_of=as_of, forms=forms, known=known, values=values)
        for version in own:
            version.summary = plain[str(version.pk)]
    return versions
