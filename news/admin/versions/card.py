"""The social card of a version as it is kept, for the desk alone: a draft's card is drawn, remembered, and not stored."""

from functools import lru_cache

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils import timezone

from news.article_cards import card_bytes, card_of
from news.models import ArticleVersion
from news.pictures.serving import FOR_ONE, TYPES

# Drawing takes a tenth of a second, and the form of a draft is opened many times with the same card. Each is less than 100 KB.
drawn = lru_cache(maxsize=16)(card_bytes)


class VersionCard:
    """Mixed into ArticleVersionAdmin."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.card_view)
        return [path("<int:pk>/card/", view, name="news_articleversion_card"), *super().get_urls()]

    def card_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        versions = ArticleVersion.objects.with_published_at().without_texts().for_reading()
        version = get_object_or_404(versions, pk=pk)
        if not self.has_view_or_change_permission(request, version):
            raise PermissionDenied
        card = card_of(version, version.published_at or timezone.now())
        return HttpResponse(
            drawn(card),
            content_type=TYPES[f".{card.extension}"],
            headers={"Cache-Control": FOR_ONE, "X-Content-Type-Options": "nosniff"},
        )
