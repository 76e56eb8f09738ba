"""What a thread is set to: its language, time zone, and the prefix and table of its addresses.

Django keeps each in a `Local` of asgiref, which serves coroutines too and answers in eight calls of Python; a page asks some
five hundred times. This site is served by threads (WSGI) and has no asynchronous view, so the local of the standard library
says the same, in one.
"""

import threading

from django.urls import base as addresses
from django.utils import timezone
from django.utils.translation import trans_real

KEPT = (
    (trans_real, "_active"),
    (timezone, "_active"),
    (addresses, "_prefixes"),
    (addresses, "_urlconfs"),
)


def keep_by_thread() -> None:
    """Once, while Django starts; what the starting thread is set to stays."""
    for module, name in KEPT:
        before, local = getattr(module, name), threading.local()
        if hasattr(before, "value"):
            local.value = before.value
        setattr(module, name, local)
