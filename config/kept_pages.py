"""Which pages the cache at the door keeps, and what they read of an address. Only what is the same for everybody stands here."""

import re

from django.conf import settings

from config.web.page_cache.addresses import Addresses

# Every query parameter a kept page reads. Others are dropped from the key and from the request.
PAGE_PARAMETERS = frozenset(
    [
        "as_of",
        "on",
        "paper",
        "number",
        "direction",
        "page",
        "topic",
        "kind",
        "year",
        "family",
        "designation",
        "party",
        "subject",
        "status",
        "in_force",
        "text",
        "disputed",
        "known_at",
        "version",
        "from",
        "to",
        "state",
        "order",
        "language",
        "languages",
        "p",
    ]
)
# Free text in the address: as many pages as there are readers. Departures: what is next is another train each minute.
# Reports of mistakes: each form is signed for its moment. The news of two days: they end by themselves.
APART = ("/search/", "/journeys/", "/departures/", "/report/", "/sitemap-news.xml")
# Of every language. Not alerts.pb and alerts.json: each tells the second it was made, by which its readers know it is alive.
FILES = ("/gtfs.zip", "/gtfs-report.json", "/robots.txt")
SITEMAPS = ("/sitemap.xml", "/sitemap-")
# Answered by this process alone.
WITHOUT_DATABASE = re.compile(r"/(?:$|static/|healthz$|readyz$|metrics$)")


def addresses() -> Addresses:
    return Addresses(
        prefixes=(*(f"/{code}/" for code, _ in settings.LANGUAGES), *SITEMAPS),
        files=frozenset(FILES),
        apart=APART,
        parameters=PAGE_PARAMETERS,
        tls_header=(settings.SECURE_PROXY_SSL_HEADER or ("",))[0],
    )
