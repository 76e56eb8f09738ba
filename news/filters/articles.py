"""Narrowing the news by topic, kind and year of publication."""

from typing import Any

from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, FilterSet

from news.models import ArticleKind, ArticleVersion, Topic


def topics_with_news() -> list[tuple[str, str]]:
    rows = Topic.objects.filter(articles__versions__in=ArticleVersion.objects.listed()).distinct()
    return sorted(((row.slug, row.name) for row in rows), key=lambda choice: choice[1])


def years_with_news() -> list[tuple[str, str]]:
    published = ArticleVersion.objects.for_list().annotate(year=ExtractYear("published_at")).order_by("-year")
    return [(str(year), str(year)) for year in published.values_list("year", flat=True).distinct()]


class ArticleFilter(FilterSet):
    # Choices, not model choices: a value that is not on the list never reaches the database.
    topic = ChoiceFilter(
        label=_("Topic"),
        field_name="article__topics__slug",
        empty_label=_("All topics"),
    )
    kind = ChoiceFilter(
        label=_("Kind"), field_name="article__kind", choices=ArticleKind.choices, empty_label=_("All kinds")
    )
    year = ChoiceFilter(
        label=_("Year"),
        field_name="published_at",
        lookup_expr="year",
        empty_label=_("All years"),
    )

    class Meta:
        model = ArticleVersion
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Choices are read once a page: a callable would be asked again for each use of the form."""
        super().__init__(*args, **kwargs)
        self.filters["topic"].extra["choices"] = topics_with_news()
        self.filters["year"].extra["choices"] = years_with_news()
