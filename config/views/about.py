"""Who writes this, by which rules, how it is followed, and what of it may be taken away."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from config.dump import LISTS, PARTS, write_dump
from config.web.data_files import data_answer
from config.web.licence import LICENCE, NAME
from config.web.structured_data import breadcrumb_list, data_block, dataset
from config.web.twins import ALL, data_of, feeds_beside
from news.data.answers import absolute_for
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
    """No query: what the lists hold, they say themselves."""
    crumbs = [(gettext("About"), reverse("about")), (gettext("Data and feeds"), "")]
    files = [(reverse(name), "application/zip") for name in ("data_dump", "register_dump", "gtfs")]
    whole = dataset(
        request,
        name=gettext("%(site)s: the record as data") % {"site": settings.SITE_NAME},
        description=gettext(
            "Texts, corrections, people, figures, sources, routes and stations, each list as CSV."
        ),
        files=files,
    )
    context = {
        "lists": [(each.table, data_of(each.page)) for each in LISTS],
        "parts": PARTS,
        "licence": LICENCE,
        "licence_name": NAME,
        "crumbs": crumbs,
        "structured_data": data_block(whole, breadcrumb_list(request, crumbs)),
    }
    return TemplateResponse(request, "data.html", context)


@require_safe
def data_dump(request: HttpRequest) -> HttpResponse:
    """Of today: the lists, each whole."""
    today = timezone.localdate()
    body = write_dump(today, absolute_for(request))
    return data_answer("zip", body, save_as=f"union-chronicle-record-{today}.zip")


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
