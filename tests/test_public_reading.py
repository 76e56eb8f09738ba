"""Readers change nothing: no public address writes to the database, whichever page it is."""

import pytest
from django.db import connection

from tests.page_kinds import PAGE_KINDS

MACHINES = ["/", "/healthz", "/readyz", "/robots.txt", "/sitemap.xml", "/gtfs.zip", "/alerts.json"]
DATA = [
    "/en/agreements.json",
    "/en/agreements.csv",
    "/en/agreements/calendar.ics",
    "/en/agreements/security-guarantees.json",
    "/en/none/",
]
READING = ("SELECT", "WITH", "EXPLAIN", "SAVEPOINT", "RELEASE SAVEPOINT", "PRAGMA", "SET LOCAL")
ADDRESSES = [*MACHINES, *DATA, *(f"/{code}/{path}" for code in ("en", "be") for path in PAGE_KINDS.values())]


@pytest.mark.django_db
def test_no_get_writes(client, loaded_content):
    writes, statuses = [], set()
    address = ""

    def watch(execute, query, params, many, context):
        for statement in query.split("; "):
            if not statement.lstrip("( \n").upper().startswith(READING):
                writes.append((address, statement[:80]))
        return execute(query, params, many, context)

    with connection.execute_wrapper(watch):
        for address in ADDRESSES:
            statuses.add((client.get(address).status_code, address.endswith("/none/")))
    assert writes == []
    assert {status for status, is_missing in statuses if not is_missing} <= {200, 302}
