"""The report of what does not agree, on the desk."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from config.web.pagination import page_of
from news.consistency import MOST_CONFLICTS, conflicts, disagreeing

PER_PAGE = 25


@require_safe
def consistency(request: HttpRequest) -> TemplateResponse:
    """Four queries, whatever the size of the record: translations are compared when they are saved."""
    if not (request.user.has_perm("news.view_articleversion") and request.user.has_perm("news.view_figure")):
        raise PermissionDenied
    language = get_language() or "en"
    found = conflicts()
    context = {
        **admin.site.each_context(request),
        "title": _("What does not agree"),
        "conflicts": [(conflict, conflict.lines(language)) for conflict in found],
        "is_cut": len(found) == MOST_CONFLICTS,
        "page_obj": page_of(request, disagreeing(), PER_PAGE),
    }
    return TemplateResponse(request, "admin/news/translations/consistency.html", context)
