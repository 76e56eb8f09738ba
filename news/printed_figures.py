"""Figures that public texts print for a day or a year: none of them may be left without the value they print."""

from collections.abc import Collection, Iterator

from news.models import ArticleVersion, Reference
from news.readiness_rules import Text


def prints_of_nothing(figures: Collection[str]) -> Iterator[tuple[ArticleVersion, str]]:
    """(version, key) of texts that readers could ever read and that name one of these figures where it has no value."""
    if not figures:
        return
    naming = Reference.objects.filter(target_kind="figure", target_key__in=figures).values("version")
    for version in ArticleVersion.objects.been_public().filter(pk__in=naming):
        text = Text(version)
        for _field, _passage, reference in text.references:
            if reference.kind == "figure" and reference.key in figures and text.target(reference) is None:
                yield version, reference.key
