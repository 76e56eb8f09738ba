"""Narrowing the news by topic, kind and year of publication."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, FilterSet

from config.web.prepared import prepared
from news.listing import Listing, news_by_topic, shares_of
from news.models import ArticleKind, Reading, ReadingList, Topic


@prepared
def _topics() -> QuerySet:
    return Topic.objects.all()


class ArticleFilter(FilterSet):
    """Over what a reader is offered now.

    Choices, not model choices: a value that is not on the list never reaches the database. Offered are those that find
    anything, whatever else is chosen.
    """

    topic = ChoiceFilter(label=_("Topic"), empty_label=_("All topics"))
    kind = ChoiceFilter(label=_("Kind"), choices=ArticleKind.choices, empty_label=_("All kinds"))
    year = ChoiceFilter(label=_("Year"), empty_label=_("All years"))

    class Meta:
        model = Reading
        fields: list[str] = []

    def __init__(self, data: Any, now: datetime | None = None) -> None:
        """Choices are read once a page: a callable would be asked again for each use of the form. Three queries."""
        super().__init__(data, queryset=Reading.objects.none())
        self.now = now or timezone.now()
        self.shares = shares_of(ReadingList.NEWS, now=self.now)
        topics = news_by_topic(self.now)
        self.topics = {each.slug: each for each in _topics().rows() if each.pk in topics}
        named = sorted(((each.slug, each.name) for each in self.topics.values()), key=lambda each: each[1])
        years = sorted({year for *_share, year in self.shares}, reverse=True)
        self.filters["topic"].extra["choices"] = named
        self.filters["year"].extra["choices"] = [(str(year), str(year)) for year in years]

    @property
    def qs(self) -> Listing:
        """What fits; a choice that is not understood is left out. A query more of a topic."""
        self.is_valid()
        chosen = self.form.cleaned_data
        found = self.topics.get(chosen.get("topic", ""))
        topic = found.pk if found else None
        return Listing(
            ReadingList.NEWS,
            shares_of(ReadingList.NEWS, now=self.now, topic=topic) if topic else self.shares,
            self.now,
            topic=topic,
            kind=chosen.get("kind", ""),
            year=int(chosen.get("year") or 0),
        )
