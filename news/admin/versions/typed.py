"""A version as its form stands while somebody types: made in memory for the preview and the checks, never saved."""

from collections.abc import Mapping
from copy import copy

from django.core.exceptions import ValidationError
from django.db.models import Field, QuerySet

from news.models import ArticleVersion, Image

WORDS = (
    *("headline", "standfirst", "body", "confirmed", "claimed", "unknown"),
    *("byline", "dateline", "note", "reviewed_by"),
)
CHOICES = ("act", "translation_method", "reviewed_on")


def version_as_typed(version: ArticleVersion, data: Mapping[str, str]) -> ArticleVersion:
    """A copy of the version with what the form holds. What cannot be read (a half-typed date) stays as it is stored; words
    are taken as they come, so that lines are those of the field. At most two queries."""
    typed = copy(version)
    for name in WORDS:
        setattr(typed, name, data.get(name, getattr(version, name)).replace("\r\n", "\n"))
    typed.headline = " ".join(typed.headline.split())
    for name in CHOICES:
        if name in data:
            setattr(typed, name, _value(ArticleVersion._meta.get_field(name), data[name], version))
    originals = ArticleVersion.objects.filter(article=version.article_id, live_from__isnull=False)
    chosen = {"lead_image": Image.objects.all(), "translated_from": originals}
    for name, rows in chosen.items():
        if name in data:
            _choose(typed, name, rows, data[name])
    return typed


def _value(field: Field, raw: str, version: ArticleVersion) -> object:
    try:
        return field.clean(raw or field.get_default(), version)
    except ValidationError:
        return getattr(version, field.name)


def _choose(typed: ArticleVersion, name: str, rows: QuerySet, raw: str) -> None:
    """A row by its key; the one already chosen is not read again."""
    if raw != str(getattr(typed, f"{name}_id") or ""):
        setattr(typed, name, rows.filter(pk=raw).first() if raw.isdecimal() else None)
