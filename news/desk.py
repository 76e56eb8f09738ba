"""The desk: the admin's front page and frame. What waits for an editor comes first, the tables after it."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, URLResolver, path
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from news import audit
from news.consistency_desk import consistency
from news.dashboard import panels
from news.signing_in import ended, pages
from news.signing_in.forms import SignInForm
from news.signing_in.guard import guard

# The tables in the order in which editors need them; what is not named here follows.
ORDER = ("Article", "ArticleVersion", "Source", "Figure", "Person", "Image", "Topic", "Agreement", "Actor")


class Desk(AdminSite):
    site_title = _("Desk")
    site_header = _("Desk")
    index_title = _("Desk")
    index_template = "admin/desk.html"
    enable_nav_sidebar = False
    login_form = SignInForm
    login_template = "admin/sign_in.html"

    def admin_view(
        self, view: Callable[..., HttpResponse], cacheable: bool = False
    ) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            return guard(request) or view(request, *args, **kwargs)

        inside = super().admin_view(guarded, cacheable)

        @wraps(inside)
        def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if ended.is_ended(request):
                return ended.sign_in_page(request, self.each_context(request))
            return inside(request, *args, **kwargs)

        return entered

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        sent = ended.still_carried(request)
        response = super().login(request, (extra_context or {}) | {"carried": sent})
        return ended.go_on_page(request, response.url) if sent and response.status_code == 302 else response

    def get_urls(self) -> list[URLPattern | URLResolver]:
        own = [
            path("second-step/", self.admin_view(self.second_step), name="second_step"),
            path("second-step/codes.txt", self.admin_view(pages.codes_as_text), name="second_step_codes"),
            path("auth/user/<int:pk>/access/", self.admin_view(self.access), name="auth_user_access"),
            path("news/consistency/", self.admin_view(consistency), name="consistency"),
            path(
                "r/<path:content_type_id>/<path:object_id>/",
                self.admin_view(self.view_on_site),
                name="view_on_site",
            ),
        ]
        return [*own, *super().get_urls()]

    def second_step(self, request: HttpRequest) -> HttpResponse:
        return pages.second_step_page(request, self.each_context(request))

    def access(self, request: HttpRequest, pk: int) -> HttpResponse:
        return pages.access_page(request, pk, self.each_context(request))

    def view_on_site(self, request: HttpRequest, content_type_id: str, object_id: str) -> HttpResponse:
        """Django's own tells everybody at the desk the address of everything, drafts included."""
        content_type = get_object_or_404(
            ContentType, pk=content_type_id if content_type_id.isdecimal() else 0
        )
        model = content_type.model_class()
        if model not in self._registry or not self._registry[model].has_view_permission(request):
            raise PermissionDenied
        return shortcut(request, content_type_id, object_id)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        context = {"can_write": request.user.has_perm("news.add_article")}
        if request.user.has_perm("news.view_articleversion"):
            context["panels"] = panels(request.user, timezone.now(), timezone.localdate())
        return super().index(request, (extra_context or {}) | context)

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        response = super().password_change(request, extra_context)
        if request.method == "POST" and response.status_code == 302:
            audit.record(request.user, by=request.user, act="change", new={"password": "•••"})
        return response

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """Made when it is looked at: every page of the desk is given it, and two show it."""
        return SimpleLazyObject(partial(self._apps, request, app_label))

    def _apps(self, request: HttpRequest, app_label: str | None) -> list[dict[str, Any]]:
        places = {name: place for place, name in enumerate(ORDER)}
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda model: places.get(model["object_name"], len(places)))
        return sorted(apps, key=lambda app: app["app_label"] == "auth")
