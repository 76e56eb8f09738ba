"""Where words like "art. 70(1)" lead: to the provision of the text held, in a language the reader reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from config.web.prepared import Many, Rows, Slot, prepared
from config.web.translated import reading_order
from news.agreements.provisions import eids_of
from news.agreements.texts.held import address_of
from news.models import Agreement, Provision


@dataclass(frozen=True, slots=True)
class ProvisionLinks:
    """Into the texts of one instrument. `rows`: of `provision_rows`."""

    slug: str
    rows: Rows

    def url(self, words: str) -> str:
        """Empty where the text, or this part of it, is not held."""
        eids = eids_of(words)
        if not eids or not self.rows:
            return ""
        order = {code: place for place, code in enumerate(reading_order())}
        # The best last: it stays.
        held = sorted(_held().made(self.rows), key=lambda row: (-order[row[1]], row[2]))
        places = {eid: (language, day) for eid, language, day in held}
        found = next(((eid, *places[eid]) for eid in eids if eid in places), None)
        return f"{address_of(self.slug, *found[1:])}#{found[0]}" if found else ""


def eids_named(mentions: Iterable[str]) -> list[str]:
    """The provisions that words may lead to."""
    return sorted({eid for words in mentions for eid in eids_of(words)})


@prepared
def _held() -> QuerySet:
    rows = Provision.objects.filter(
        version__agreement=Slot("agreement"),
        eid__in=Many("eids"),
        version__replaced_by__isnull=True,
        version__valid_from__lte=Slot("as_of"),
    )
    return rows.order_by().values_list("eid", "version__language", "version__valid_from")


def provision_rows(agreement: Agreement, eids: list[str], as_of: date) -> Rows:
    """Those that are held of an instrument on a day; one query."""
    return _held().read(agreement=agreement.pk, eids=eids, as_of=as_of)
