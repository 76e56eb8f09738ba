"""Where a thing is used, in the groups in which a page prints them."""

from itertools import groupby

from news.backlinks import Backlink, what_cites

Uses = list[tuple[str, list[Backlink]]]


def uses_of(kind: str, key: str) -> Uses:
    """[(News, […]), (Agreements, […]), …]: what cites the thing, newest first within a kind."""
    links = groupby(what_cites(kind, key), key=lambda link: link.kind)
    return [(str(of_kind.plural), list(group)) for of_kind, group in links]
