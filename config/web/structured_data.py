"""What a page says to machines: schema.org in JSON-LD, a data block that no content security policy needs to allow."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from config.web.addresses import absolute, address
from config.web.licence import LICENCE

Thing = Mapping[str, Any]
# In a data block only "<" can end the script element; the other two make it safe in XHTML too.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def data_block(*things: Thing, terms: Mapping[str, str] | None = None) -> SafeString:
    """`<script type="application/ld+json">` for the things, keys without a value left out. `terms`: prefixes of words that
    schema.org does not have, {"uc": "https://…#"}."""
    context: Any = ["https://schema.org", dict(terms)] if terms else "https://schema.org"
    graph = {"@context": context, "@graph": [_without_gaps(thing) for thing in things]}
    text = json.dumps(graph, cls=DjangoJSONEncoder, ensure_ascii=False).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))


def _without_gaps(value: Any) -> Any:
    match value:
        case Mapping():
            parts = {key: _without_gaps(part) for key, part in value.items()}
            return {key: part for key, part in parts.items() if part not in (None, "", [], {})}
        case list() | tuple():
            return [_without_gaps(part) for part in value]
    return value


def breadcrumb_list(request: HttpRequest, crumbs: Sequence[tuple[Any, str]]) -> Thing:
    """The way here from the front page. `crumbs`: (label, path) pairs; the page itself, the last, has an empty path."""
    steps = [(settings.SITE_NAME, address("home")), *crumbs]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": str(label),
                "item": absolute(request, path or request.path),
            }
            for position, (label, path) in enumerate(steps, start=1)
        ],
    }


def publisher(request: HttpRequest) -> Thing:
    return {
        "@type": "NewsMediaOrganization",
        "name": str(settings.SITE_NAME),
        "url": absolute(request, address("home")),
        "publishingPrinciples": absolute(request, address("editorial_policy")),
        "correctionsPolicy": absolute(request, f"{address('editorial_policy')}#corrections"),
    }


def web_site(request: HttpRequest) -> Thing:
    """With how one asks its search."""
    return {
        "@type": "WebSite",
        "name": str(settings.SITE_NAME),
        "description": str(settings.SITE_TAGLINE),
        "url": absolute(request, address("home")),
        "inLanguage": get_language(),
        "publisher": {"@type": "NewsMediaOrganization", "name": str(settings.SITE_NAME)},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": absolute(request, address("search")) + "?q={words}",
            },
            "query": "{words}",
        },
    }


def dataset(
    request: HttpRequest, *, name: str, description: str, files: Iterable[tuple[str, str]], **more: Any
) -> Thing:
    """`files`: (path, media type) of each form in which it can be taken."""
    return {
        "@type": "Dataset",
        "name": name,
        "description": description,
        "url": absolute(request, request.path),
        "license": LICENCE,
        "isAccessibleForFree": True,
        "inLanguage": get_language(),
        "creator": publisher(request),
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": media_type, "contentUrl": absolute(request, path)}
            for path, media_type in files
        ],
        **more,
    }
