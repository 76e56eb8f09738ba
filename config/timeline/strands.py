"""What runs along the timeline: six strands of three records, and what a reader chooses of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from news.dated import ACTS, NEWS, OTHER
from routes.timeline_rows import RAILWAY

# The records, in the order of the sections of the site.
RECORDS: Mapping[str, str | Promise] = {
    "news": _("News"),
    "agreements": _("Agreements"),
    "railway": _("Railway"),
}
STRANDS: Mapping[str, str | Promise] = {
    NEWS: RECORDS["news"],
    "concluded": pgettext_lazy("strand of the timeline", "Signed or adopted"),
    "in_force": pgettext_lazy("strand of the timeline", "Entry into force"),
    "ended": pgettext_lazy("strand of the timeline", "End of an agreement"),
    OTHER: pgettext_lazy("strand of the timeline", "Other acts on agreements"),
    RAILWAY: RECORDS["railway"],
}
OF_RECORD: Mapping[str, tuple[str, ...]] = {
    "news": (NEWS,),
    "agreements": (*ACTS, OTHER),
    "railway": (RAILWAY,),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What a reader wants to see. `first` and `last` are years, both included; `topic` is a primary key."""

    strands: frozenset[str] = field(default_factory=lambda: frozenset(STRANDS))
    topic: int | None = None
    first: int | None = None
    last: int | None = None

    def takes(self, year: int) -> bool:
        return (self.first or year) <= year <= (self.last or year)
