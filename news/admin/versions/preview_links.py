"""The panel from which a draft is sent to somebody without an account, and from which that is taken back."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _

from config.web.addresses import absolute
from config.web.dates import moment
from news import preview_links, publishing
from news.models import ArticleVersion, PreviewLink
from news.publishing import RefusedError

SHOWN = 12
PERIOD = 3  # days, unless chosen otherwise


@dataclass(frozen=True, slots=True)
class Row:
    """One link on the panel. `address` is empty once it opens nothing."""

    link: PreviewLink
    address: str
    state: str


class VersionPreviewLinks:
    """Mixed into ArticleVersionAdmin. Links are for texts that are not public; both acts answer a script with the panel."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        name = "news_articleversion_preview_link"
        return [
            path("<int:pk>/preview-links/", wrap(self.share_view), name=name),
            path("<int:pk>/preview-links/<int:link>/", wrap(self.unshare_view), name=f"{name}_take_back"),
            *super().get_urls(),
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], **kwargs: Any
    ) -> HttpResponse:
        context |= _panel(request, kwargs["obj"])
        return super().render_change_form(request, context, **kwargs)

    def share_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        version = self._shared(request, pk)
        typed = {name: request.POST.get(name, "") for name in ("for_whom", "days")}
        days = int(typed["days"]) if typed["days"].isdecimal() else 0
        try:
            preview_links.share(version, by=request.user, for_whom=typed["for_whom"], days=days)
        except RefusedError as refusal:
            return self._answer(request, version, refusal, typed)
        return self._answer(request, version, said=_("The link is made. Copy it from the list and send it."))

    def unshare_view(self, request: HttpRequest, pk: int, link: int) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        version = self._shared(request, pk)
        found = get_object_or_404(PreviewLink, pk=link, version=version)
        found.version = version
        preview_links.take_back(found, by=request.user)
        return self._answer(request, version, said=_("The link is taken back. It opens nothing any more."))

    def _shared(self, request: HttpRequest, pk: int) -> ArticleVersion:
        version = get_object_or_404(ArticleVersion.objects.select_related("article"), pk=pk)
        if not (
            self.has_view_or_change_permission(request, version)
            and publishing.may(request.user, "share", version)
        ):
            raise PermissionDenied
        return version

    def _answer(
        self,
        request: HttpRequest,
        version: ArticleVersion,
        refusal: RefusedError | None = None,
        typed: dict[str, str] | None = None,
        said: str = "",
    ) -> HttpResponse:
        reasons = [str(reason.message) for reason in refusal.reasons] if refusal else []
        if "X-Requested-With" in request.headers:
            context = _panel(request, version) | {
                "version": version,
                "link_reasons": reasons,
                "link_said": said,
                "link_typed": typed or {},
            }
            template = "admin/news/articleversion/_preview_links.html"
            return TemplateResponse(request, template, context, status=422 if reasons else 200)
        for reason in reasons:
            messages.error(request, reason)
        if said:
            messages.success(request, said)
        return redirect("admin:news_articleversion_change", version.pk)


def _panel(request: HttpRequest, version: ArticleVersion) -> dict[str, Any]:
    """One query; nothing for a public text, and for those who may not send it."""
    is_public = version.live_from and version.live_from <= timezone.now()
    if is_public or not publishing.may(request.user, "share", version):
        return {}
    return {
        "link_rows": list(_rows(request, version)),
        "link_periods": preview_links.PERIODS.items(),
        "link_period": PERIOD,
    }


def _rows(request: HttpRequest, version: ArticleVersion) -> Iterator[Row]:
    for link in version.preview_links.all()[:SHOWN]:
        link.version = version
        is_open = preview_links.is_open(link)
        yield Row(
            link, absolute(request, preview_links.address_of(link)) if is_open else "", _state(link, is_open)
        )


def _state(link: PreviewLink, is_open: bool) -> str:
    if link.revoked_at:
        return _("taken back on %(moment)s") % {"moment": moment(link.revoked_at)}
    words = _("works until %(moment)s") if is_open else _("worked until %(moment)s")
    return words % {"moment": moment(link.expires_at)}
