"""Where a thing is used, in the groups in which a page prints them."""

from collections.abc import Sequence

from config.web.pagination import PageOfSeveral
from news.backlinks import Backlink, newest_first, what_cites

# Of each kind, on a page.
SHOWN = 20
Uses = list[tuple[str, Sequence[Backlink]]]


def uses_of(kind: str, key: str, turned: PageOfSeveral) -> Uses:
    """[(News, […]), (Agreements, […]), …]: what cites the thing, as far as it is on the page, the newest of a kind first."""
    cited = what_cites(kind, key, turned.places)
    return [(str(of_kind.plural), newest_first(turned.shown(links))) for of_kind, links in cited]
