"""Where readers are led who come to an address that something has left: asked only when nothing stands there."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import ResolverMatch, reverse

from news.kinds import kind_named
from news.models import Article, FormerAddress

METHODS = ("GET", "HEAD")


class FormerAddresses:
    """Middleware: what was not found under a former key leads to the present one, with all that stood behind it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        match = request.resolver_match
        if not isinstance(exception, Http404) or match is None or request.method not in METHODS:
            return None
        present = _present_key(match)
        if present is None:
            return None
        return lead_to(reverse(match.view_name, kwargs=match.kwargs | {"slug": present}), request)


def lead_to(address: str, request: HttpRequest) -> HttpResponsePermanentRedirect:
    """For good, but asked again each time: should the thing come back, nobody's browser runs in a circle."""
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
    response["Cache-Control"] = "no-cache"
    return response


def _present_key(match: ResolverMatch) -> str | None:
    """Of the thing whose page this is, by the page's name: `person_detail`, `article_versions`."""
    kind = kind_named((match.url_name or "").partition("_")[0])
    if kind is None or "slug" not in match.kwargs:
        return None
    name = (kind.name, match.kwargs["slug"])
    present = FormerAddress.objects.present_keys([name]).get(name)
    if present and match.url_name == "article_detail":
        # One step for one that is merged into another since.
        merged = Article.objects.filter(slug=present, merged_into__isnull=False)
        return merged.values_list("merged_into__slug", flat=True).first() or present
    return present
