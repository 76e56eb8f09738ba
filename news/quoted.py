"""What a person is quoted as saying, statement by statement, grouped by the articles that quote it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.safestring import SafeString

from news.models import ArticleVersion, Statement
from news.texts.markdown import Form, render_texts
from news.texts.notes import Notes


@dataclass(frozen=True, slots=True)
class QuotedIn:
    version: ArticleVersion
    statements: list[SafeString]


def quoted_in(statements: Iterable[Statement], as_of: date, notes: Notes) -> list[QuotedIn]:
    """`statements` come from `Statement.objects.for_person()`: the statements of one article stand together. The newest first;
    three queries for each language."""
    said = sorted(statements, key=lambda statement: statement.version.live_from, reverse=True)
    html: dict[str, SafeString] = {}
    for language in dict.fromkeys(statement.version.language for statement in said):
        texts = {str(each.pk): as_quotation(each) for each in said if each.version.language == language}
        forms = dict.fromkeys(texts, Form.BODY)
        html |= render_texts(texts, language=language, as_of=as_of, notes=notes, forms=forms).html
    return [
        QuotedIn(version, [html[str(statement.pk)] for statement in own])
        for version, own in groupby(said, key=lambda statement: statement.version)
    ]


def as_quotation(statement: Statement) -> str:
    """The block quotation it was read from."""
    lines = [*statement.text.splitlines(), f"— {statement.attribution}"]
    return "\n".join(f"> {line}" for line in lines)
