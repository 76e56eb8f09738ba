"""What can be cited and linked, and what to type for it: a page to search in, and what the picker beside the text reads."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.exceptions import NotRegistered
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from config.web.translated import LANGUAGES
from news.kinds import Kind, all_kinds, kind_named
from news.models import Figure, Source

SHOWN_OF_ONE_KIND = 30
SHOWN_OF_EACH = 5


@dataclass(frozen=True, slots=True)
class Found:
    title: str
    key: str
    # Everything that can be typed for it: one text, or one a value for a figure.
    typed: tuple[str, ...]
    is_public: bool


class ReferenceLookup:
    """Mixed into ArticleVersionAdmin. Searches as each kind's own list does, and shows what the account may see there."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.references_view)
        return [path("references/", view, name="news_articleversion_references"), *super().get_urls()]

    def references_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        query = request.GET.get("q", "").strip()[:100]
        language = request.GET.get("language", "")
        language = language if language in LANGUAGES else (get_language() or "en")
        chosen = kind_named(request.GET.get("kind", ""))
        limit = SHOWN_OF_ONE_KIND if chosen else SHOWN_OF_EACH
        kinds = [chosen] if chosen else all_kinds()
        groups = [(kind, self._found(request, kind, query, language, limit)) for kind in kinds]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Find what to cite or link"),
            "query": query,
            "language": language,
            "chosen": chosen,
            "kinds": all_kinds(),
            "groups": [(kind, found) for kind, found in groups if found],
            "opts": self.opts,
            "media": self.media,
        }
        return TemplateResponse(request, "admin/news/articleversion/references.html", context)

    def _found(self, request: HttpRequest, kind: Kind, query: str, language: str, limit: int) -> list[Found]:
        things = self._search(request, kind, query)
        if things is None:
            return []
        shown = list(kind.prepare(things, None)[:limit])
        pks = [thing.pk for thing in shown]
        public = set(kind.listed(None).filter(pk__in=pks).values_list("pk", flat=True))
        return [
            Found(
                title=kind.title(thing, language)[0] or str(thing),
                key=kind.key(thing),
                typed=tuple(_typed(kind, thing)),
                is_public=thing.pk in public,
            )
            for thing in shown
        ]

    def _search(self, request: HttpRequest, kind: Kind, query: str) -> QuerySet | None:
        try:
            model_admin: Any = self.admin_site.get_model_admin(kind.model)
        except NotRegistered:
            return None
        if not model_admin.has_view_or_change_permission(request):
            return None
        things = kind.model._default_manager.order_by(kind.key_field)
        if kind.model is Figure:
            things = things.prefetch_related("values")
        return model_admin.get_search_results(request, things, query)[0]


def _typed(kind: Kind, thing: Model) -> Iterator[str]:
    if isinstance(thing, Source):
        yield f"[^{thing.key}]"
    elif isinstance(thing, Figure):
        yield from (f"[[figure:{thing.key}@{period}]]" for period in _periods(thing))
    else:
        yield f"[[{kind.name}:{kind.key(thing)}]]"


def _periods(figure: Figure) -> list[str]:
    """Once each, the newest first."""
    values = sorted(figure.values.all(), key=lambda value: value.as_of, reverse=True)
    return list(dict.fromkeys(value.period for value in values))
