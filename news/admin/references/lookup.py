"""Finding what to cite or link: a page to search in, and the same as JSON for the picker in the text."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from config.web.translated import LANGUAGES
from news.admin.references.search import Desk, Found, Named
from news.kinds import all_kinds, kind_named
from news.texts.reference_syntax import find

SHOWN_OF_ONE_KIND = 30
SHOWN_OF_EACH = 5
MOST_LETTERS = 100
# A text of 100 kB holds fewer; longer requests are asked in parts (static/js/desk/editor/titles.js).
MOST_NAMED = 200


class ReferenceLookup:
    """Mixed into ArticleVersionAdmin. Searches as each kind's own list does, and shows what the account may see there."""

    def get_urls(self) -> list[URLPattern]:
        views = {"": self.references_view, "search/": self.search_view, "named/": self.named_view}
        names = {"": "references", "search/": "reference_search", "named/": "reference_names"}
        return [
            path(
                f"references/{at}", self.admin_site.admin_view(view), name=f"news_articleversion_{names[at]}"
            )
            for at, view in views.items()
        ] + super().get_urls()

    def references_view(self, request: HttpRequest) -> HttpResponse:
        query, language, kinds = self._asked(request)
        groups = self._search(request, query, language, kinds)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Find what to cite or link"),
            "query": query,
            "language": language,
            "chosen": kinds[0] if len(kinds) == 1 else None,
            "kinds": all_kinds(),
            "groups": [(kind, found) for kind, found in groups if found],
            "opts": self.opts,
            "media": self.media,
        }
        return TemplateResponse(request, "admin/news/articleversion/references.html", context)

    def search_view(self, request: HttpRequest) -> HttpResponse:
        groups = self._search(request, *self._asked(request))
        return JsonResponse({"found": [_found(each) for _, found in groups for each in found]})

    def named_view(self, request: HttpRequest) -> HttpResponse:
        """`ref` (repeated): a reference as typed. Answered once each, in the same order."""
        self._refuse_strangers(request)
        references = find("\n".join(request.GET.getlist("ref")[:MOST_NAMED]))
        named = Desk(self.admin_site, request).name(references, _language(request), timezone.localdate())
        return JsonResponse({"named": [_named(each) for each in named]})

    def _asked(self, request: HttpRequest) -> tuple[str, str, list[Any]]:
        self._refuse_strangers(request)
        chosen = kind_named(request.GET.get("kind", ""))
        query = request.GET.get("q", "").strip()[:MOST_LETTERS].replace("\0", "")
        return query, _language(request), [chosen] if chosen else all_kinds()

    def _search(self, request: HttpRequest, query: str, language: str, kinds: list[Any]) -> list[Any]:
        desk = Desk(self.admin_site, request)
        limit = SHOWN_OF_ONE_KIND if len(kinds) == 1 else SHOWN_OF_EACH
        return [(kind, desk.search(kind, query, language, limit)) for kind in kinds]

    def _refuse_strangers(self, request: HttpRequest) -> None:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied


def _language(request: HttpRequest) -> str:
    """Of the text that is written."""
    language = request.GET.get("language", "")
    return language if language in LANGUAGES else (get_language() or "en")


def _found(each: Found) -> dict[str, Any]:
    return {
        "kind": each.kind.name,
        "kindLabel": capfirst(str(each.kind.label)),
        "key": each.key,
        "title": each.title,
        "language": each.language,
        "isPublic": each.is_public,
        "picture": each.picture,
        "choices": [
            {"typed": choice.typed, "period": choice.period, "value": choice.value} for choice in each.choices
        ],
    }


def _named(each: Named) -> dict[str, str]:
    return {
        "reference": each.reference,
        "state": each.state,
        "label": each.label,
        "title": each.title,
        "picture": each.picture,
    }
