"""Corrections as their page prints them: what stood, what stands and why, each note in the language of its text."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.safestring import SafeString

from news.article_history import comparison_address, version_address
from news.models import ArticleVersion
from news.texts.markdown import Form, render_texts
from news.texts.notes import Notes


@dataclass(frozen=True, slots=True)
class Correction:
    version: ArticleVersion
    note: SafeString
    # The same without markup.
    plain: str

    @property
    def address(self) -> str:
        return version_address(self.version)

    @property
    def comparison(self) -> str:
        """With the version before it, which the comparison finds by itself."""
        return f"{comparison_address(self.version)}?to={self.version.number}"


def corrections(versions: Iterable[ArticleVersion], as_of: date) -> tuple[list[Correction], Notes]:
    """In the order given, their sources numbered in that order; neighbours of one language are read together."""
    notes, found = Notes(), []
    for language, group in groupby(versions, key=lambda version: version.language):
        own = list(group)
        texts = {str(version.pk): version.note for version in own}
        forms = dict.fromkeys(texts, Form.LINE)
        rendered = render_texts(texts, language=language, as_of=as_of, notes=notes, forms=forms)
        found += [
            Correction(version, rendered.html[str(version.pk)], rendered.plain[str(version.pk)])
            for version in own
        ]
    return found, notes
