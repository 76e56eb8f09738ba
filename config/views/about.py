"""Who writes this, by which rules, how it is followed, and what of it may be taken away."""

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from config.web.twins import ALL, feeds_beside
from news.models import Grade, Topic, Verification

SAYS = {
    "article_feed": _("The latest texts, each with its standfirst."),
    "correction_feed": _("What stood, what stands now and why."),
    "agreement_change_feed": _("A status that changed in law; an act recorded, replaced or retracted."),
    "route_change_feed": _("Events in the life of a route: decided, planned, launched, suspended."),
    "alert_feed": _("Works, changes and delays on the railway."),
}


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


@require_safe
def follow(request: HttpRequest) -> TemplateResponse:
    found = feeds_beside(request)
    feeds = [(title, SAYS[name], [each for each in found if each.title == str(title)]) for name, title in ALL]
    context = {
        "feeds": feeds,
        "topics": Topic.objects.in_order(),
        "crumbs": [(gettext("About"), reverse("about")), (gettext("Follow"), "")],
    }
    return TemplateResponse(request, "follow.html", context)
