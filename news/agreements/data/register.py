"""The register's list as data: the entries that its page shows, all pages of them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from config.web.licence import LICENCE
from config.web.tables import Absolute
from news.agreements.data.columns import INSTRUMENTS
from news.agreements.register import Entry


def register_data(entries: Sequence[Entry], as_of: date, absolute: Absolute) -> dict[str, Any]:
    """No query of its own."""
    return {
        "licence": LICENCE,
        "as_of": as_of.isoformat(),
        "count": len(entries),
        "agreements": INSTRUMENTS.rows(entries, absolute),
    }
