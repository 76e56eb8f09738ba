"""Where the identifier of an instrument leads: to its page or its data, by what is asked for (303, as ELI and linked data do)."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django.utils.translation import get_language_from_request, gettext, override
from django.views.decorators.http import require_safe

from config.web.data_files import MEDIA_TYPES, problem
from config.web.parameters import parse_choice
from config.web.refusals import NotHere
from news.agreements.identifiers import number_of
from news.models import Agreement

# What can be asked for, by the word of `?format=` and of the suffix; the page comes first.
VIEWS = {
    "html": "agreement_detail",
    "json": "agreement_json",
    "csv": "agreement_actions_csv",
    "bib": "agreement_bib",
    "ris": "agreement_ris",
    "csl.json": "agreement_csl",
}
ACCEPTED = {"text/html": "html"} | {
    MEDIA_TYPES[name].partition(";")[0]: name for name in VIEWS if name != "html"
}
# Carried on: what the record is asked.
KEPT = ("as_of", "known_at")


@require_safe
def agreement_identifier(request: HttpRequest, name: str) -> HttpResponse:
    """`/id/agreement/A-10`, `/id/agreement/A-10.json`, `?format=json`: the suffix counts first, then `format`, then `Accept`."""
    name, dot, suffix = name.partition(".")
    number = number_of(name)
    if number is None or (dot and suffix not in VIEWS):
        raise NotHere(gettext("An identifier is a letter, a hyphen and a number: A-10."))
    agreement = get_object_or_404(Agreement.objects.public(), number=number)
    wanted = suffix or parse_choice(request, "format", VIEWS)
    negotiated = not wanted
    wanted = wanted or ACCEPTED.get(str(request.get_preferred_type(list(ACCEPTED)) or ""), "")
    if not wanted:
        return _vary(problem(406, "Not Acceptable", ", ".join(ACCEPTED)), "Accept")
    with override(get_language_from_request(request)):
        address = reverse(VIEWS[wanted], kwargs={"slug": agreement.slug})
    query = urlencode({key: request.GET[key] for key in KEPT if key in request.GET})
    response = HttpResponseRedirect(f"{address}?{query}" if query else address, status=303)
    return _vary(response, *(["Accept"] if negotiated else []), "Accept-Language")


def _vary(response: HttpResponse, *headers: str) -> HttpResponse:
    patch_vary_headers(response, headers)
    return response
