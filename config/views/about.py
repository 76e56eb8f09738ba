"""Who writes this, by which rules, and what of it may be taken away."""

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from news.models import Grade, Verification


@require_safe
def about(request: HttpRequest) -> TemplateResponse:
    return TemplateResponse(request, "about.html", {"crumbs": [(gettext("About"), "")]})


@require_safe
def editorial_policy(request: HttpRequest) -> TemplateResponse:
    context = {
        "grades": Grade.choices,
        "verifications": Verification.labels,
        "crumbs": [(gettext("About"), reverse("about")), (gettext("Editorial policy"), "")],
    }
    return TemplateResponse(request, "editorial_policy.html", context)


@require_safe
def data_page(request: HttpRequest) -> TemplateResponse:
    context = {"crumbs": [(gettext("About"), reverse("about")), (gettext("Data and feeds"), "")]}
    return TemplateResponse(request, "data.html", context)
