"""The panel of what still blocks a text: beside its form as it was kept, and anew as it is typed."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from news.admin.versions.buttons import refusal
from news.admin.versions.typed import version_as_typed
from news.changes import before_of, changes_since
from news.models import ArticleVersion
from news.readiness import Check, Finding, Level, checks, in_order


@dataclass(frozen=True, slots=True)
class Line:
    """One check on the panel, with what it found."""

    check: Check

    @property
    def level(self) -> str:
        """The gravest of what was found: "block", "warning", or "done"."""
        levels = {finding.level for finding in self.check.findings}
        return next((str(level) for level in Level if level in levels), "done")

    @property
    def findings(self) -> list[Finding]:
        return in_order(self.check.findings)


class VersionReadiness:
    """Mixed into ArticleVersionAdmin."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.readiness_view)
        return [path("<int:pk>/readiness/", view, name="news_articleversion_readiness"), *super().get_urls()]

    def readiness_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """POST: the panel for what the form holds. Nothing is written."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        versions = ArticleVersion.objects.select_related("article", "lead_image", "translated_from")
        version = get_object_or_404(versions, pk=pk)
        if not self.has_view_or_change_permission(request, version):
            raise PermissionDenied
        context = readiness_panel(version_as_typed(version, request.POST)) | {"is_live": True}
        return TemplateResponse(request, "admin/news/articleversion/_readiness_list.html", context)


def readiness_panel(version: ArticleVersion) -> dict[str, Any]:
    """`lines`: every check, the gravest first; `blocks`, `warnings`: what was found; `refusal`: words for the button;
    `since`: what the draft changes in the version it replaces."""
    lines = [Line(check) for check in checks(version)]
    order = [*map(str, Level), "done"]
    found = [finding for line in lines for finding in line.findings]
    blocks = [finding for finding in found if finding.level == Level.BLOCK]
    before = before_of(version)
    return {
        "since": changes_since(before, version) if before else None,
        "lines": sorted(lines, key=lambda line: order.index(line.level)),
        "blocks": blocks,
        "warnings": [finding for finding in found if finding.level == Level.WARNING],
        "refusal": refusal(len(blocks)) if blocks else "",
    }
