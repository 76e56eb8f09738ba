"""Journeys: how does one ride from here to there, and if not, why not?"""

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from routes.journey_form import JourneyForm
from routes.journey_record import journey_record
from routes.reading import read_names, read_routes


@require_safe
def journey_search(request: HttpRequest) -> TemplateResponse:
    now = timezone.localtime()
    names = read_names()
    # A link from a station fills in where one begins, and asks nothing yet.
    asked = any(name in request.GET for name in ("to", "on", "at", "by"))
    begun = {"from": request.GET["from"]} if "from" in request.GET else {}
    form = JourneyForm(request.GET if asked else None, names, now, begun)
    record = None
    if form.is_bound and form.is_valid():
        record = journey_record(form.cleaned_data, names.stations, read_routes(), now.date())
    context = {
        "form": form,
        "record": record,
        "crumbs": [(_("Railway"), reverse("route_list")), (_("Find a journey"), "")],
    }
    status = 400 if form.is_bound and form.errors else 200
    return TemplateResponse(request, "routes/journey_search.html", context, status=status)
