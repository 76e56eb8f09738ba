"""The desk: the admin's front page and frame. What waits for an editor comes first, the tables after it."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news.models import ArticleVersion

SHOWN = 8
# The tables in the order in which editors need them; what is not named here follows.
ORDER = ("Article", "ArticleVersion", "Source", "Figure", "Person", "Image", "Topic", "Agreement", "Actor")


class Desk(AdminSite):
    site_title = _("Desk")
    site_header = _("Desk")
    index_title = _("Desk")
    index_template = "admin/desk.html"
    enable_nav_sidebar = False

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().index(request, {**(extra_context or {}), **self._waiting(request)})

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        places = {name: place for place, name in enumerate(ORDER)}
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda model: places.get(model["object_name"], len(places)))
        return sorted(apps, key=lambda app: app["app_label"] == "auth")

    def _waiting(self, request: HttpRequest) -> dict[str, Any]:
        """Four bounded queries, whatever the size of the record; none for accounts that may not see articles."""
        if not request.user.has_perm("news.view_articleversion"):
            return {}
        now = timezone.now()
        versions = ArticleVersion.objects.select_related("article", "created_by", "published_by").defer(
            "body", "confirmed", "claimed", "unknown"
        )
        drafts = versions.drafts().order_by("-created_at")
        return {
            "my_drafts": drafts.filter(created_by=request.user)[:SHOWN],
            "other_drafts": drafts.exclude(created_by=request.user)[:SHOWN],
            "scheduled": versions.filter(live_from__gt=now).order_by("live_from")[:SHOWN],
            "recent": versions.been_public(now).order_by("-live_from")[:SHOWN],
            "can_write": request.user.has_perm("news.add_article"),
        }
