"""Where a thing is used, in the groups in which a page prints them."""

from collections.abc import Sequence

from config.web.pagination import PageOfSeveral
from news.backlinks import Backlink, what_cites

# Of each kind, on a page.
SHOWN = 20
Uses = list[tuple[str, Sequence[Backlink]]]


def uses_of(kind: str, key: str, turned: PageOfSeveral) -> Uses:
    """[(News, […]), (Agreements, […]), …]: what cites the thing, the newest of a kind first, as far as it is on the page."""
    cited = what_cites(kind, key, turned.places)
    return [(str(of_kind.plural), turned.shown(links)) for of_kind, links in cited]
