"""How often one address may ask for what is dear to make: a bucket of tokens in each process, shared with nobody.

Pages that are kept at the door never come here. With several processes an address gets as many times more; what is meant is
that one address cannot take all of them.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from math import ceil
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext, ngettext

from config.web.client_address import client_address
from config.web.data_files import asks_for_data, problem

# Addresses remembered, those that asked last; an entry is some 200 bytes.
MOST_ADDRESSES = 20_000


@dataclass(frozen=True, slots=True)
class Limit:
    """`burst` requests at once, then one every `seconds`."""

    burst: int
    seconds: float


TYPED = Limit(burst=40, seconds=1)  # a question typed by a person, and the pages of its answer
DEAR = Limit(burst=10, seconds=6)  # made of the whole register or the whole railway
WRITTEN = Limit(burst=10, seconds=30)  # kept here, and read by somebody; to open the form counts too
# By the name of the address. Names of one limit share a bucket.
LIMITS = {
    "mistake_report": WRITTEN,
    **dict.fromkeys(("search", "journey_search", "station_departures"), TYPED),
    **dict.fromkeys(
        (
            *("register_dump", "agreement_list_json", "agreement_list_csv"),
            *("agreement_changes_json", "agreement_changes_csv"),
            *("gtfs", "gtfs_report", "agreement_calendar_ics", "timeline_json", "timeline_csv", "data_dump"),
        ),
        DEAR,
    ),
}


class Buckets:
    """Thread-safe. A bucket holds `burst` tokens and gets one back every `seconds`; what is forgotten was long unused."""

    def __init__(
        self, limit: Limit, clock: Callable[[], float] = time.monotonic, most: int = MOST_ADDRESSES
    ) -> None:
        self.limit, self.clock, self.most = limit, clock, most
        self.lock = threading.Lock()
        # {address: the moment at which its bucket is full again}
        self.full_at: OrderedDict[str, float] = OrderedDict()

    def wait(self, address: str) -> float:
        """0 and a token less; or the seconds until there is one."""
        now = self.clock()
        with self.lock:
            full_at = max(self.full_at.get(address, now), now) + self.limit.seconds
            over = full_at - now - self.limit.burst * self.limit.seconds
            if over > 0:
                return over
            self.full_at[address] = full_at
            self.full_at.move_to_end(address)
            while len(self.full_at) > self.most:
                self.full_at.popitem(last=False)
        return 0


class Limits:
    """Middleware. After that of languages, so that the answer is in the reader's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.buckets = {limit: Buckets(limit) for limit in {*LIMITS.values()}}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Raises TooManyFieldsSent for an address with more parameters than are read, before a page that tells of an error reads
        them too."""
        _ = request.GET
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        limit = LIMITS.get(match.url_name or "") if match else None
        address = client_address(request.META, settings.TRUSTED_PROXIES)
        if limit is None or not is_somebody(address):
            return None
        wait = self.buckets[limit].wait(address)
        return too_often(request, ceil(wait)) if wait else None


def is_somebody(address: str) -> bool:
    """This machine asks for itself (checks, benchmarks). Behind a proxy that TRUSTED_PROXIES does not count, everybody comes
    from here: then nobody is limited, rather than all together."""
    return bool(address) and not ip_address(address).is_loopback


def too_often(request: HttpRequest, seconds: int) -> HttpResponse:
    reason = ngettext(
        "From your address this is asked too often. Ask again in %(seconds)d second.",
        "From your address this is asked too often. Ask again in %(seconds)d seconds.",
        seconds,
    ) % {"seconds": seconds}
    if asks_for_data(request):
        response = problem(429, gettext("Too many requests"), reason)
    else:
        response = render(request, "429.html", {"reason": reason}, status=429)
    response["Retry-After"], response["Cache-Control"] = str(seconds), "no-store"
    return response
