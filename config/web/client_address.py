"""From which address a request comes: one answer for the lock-out, the limits and the logs. Pure.

A reader can write anything into X-Forwarded-For; only what our own proxies add to its end is true. TRUSTED_PROXIES says how many
of them stand in front, each of which adds the address it was asked from.
"""

import re
from collections.abc import Mapping
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import Any

from django.conf import settings
from django.http import HttpRequest

# Whoever has one address of IPv6 has at least the 2^64 of its network (RFC 6177): they count as one.
NETWORK_BITS = 64
# Some proxies write the port with it: 203.0.113.9:4711, [2001:db8::1]:4711.
WITH_PORT = re.compile(r"\[(.+)\](?::\d+)?|([\d.]+):\d+")


def client_address(environ: Mapping[str, Any], trusted_proxies: int) -> str:
    """The address, of IPv6 the network of 64 bits it is in; "" where none is known (a socket of this machine).

    With fewer entries than proxies the request has not come through all of them, and the header is not believed.
    """
    address = str(environ.get("REMOTE_ADDR") or "")
    if trusted_proxies:
        given = str(environ.get("HTTP_X_FORWARDED_FOR") or "")
        named = [part.strip() for part in given.split(",")]
        if given and len(named) >= trusted_proxies:
            address = named[-trusted_proxies]
    return _as_one(address)


def _as_one(address: str) -> str:
    if ported := WITH_PORT.fullmatch(address):
        address = ported[1] or ported[2]
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(IPv6Network((found, NETWORK_BITS), strict=False).network_address)
    return str(found)


def address_of(request: HttpRequest) -> str | None:
    """For libraries that ask with a request; None where the address is not known."""
    return client_address(request.META, settings.TRUSTED_PROXIES) or None
