"""Where words like "art. 70(1)" lead: to the provision of the text held, in a language the reader reads."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from config.web.prepared import Many, Slot, prepared
from config.web.translated import reading_order
from news.agreements.provisions import eids_of
from news.agreements.texts.held import address_of
from news.models import Agreement, Provision


class ProvisionLinks:
    """`mentions`: (instrument, words). One query, none where nothing is mentioned."""

    def __init__(self, mentions: Iterable[tuple[Agreement, str]], as_of: date) -> None:
        wanted: dict[Agreement, set[str]] = {}
        for agreement, words in mentions:
            if eids := eids_of(words):
                wanted.setdefault(agreement, set()).update(eids)
        self.urls = _urls(wanted, as_of) if wanted else {}

    def url(self, agreement: Agreement, words: str) -> str:
        """Empty where the text, or this part of it, is not held."""
        return next(
            (url for eid in eids_of(words) if (url := self.urls.get((agreement.pk, eid)))),
            "",
        )


@prepared
def _held() -> QuerySet:
    rows = Provision.objects.filter(
        version__agreement__in=Many("agreements"),
        eid__in=Many("eids"),
        version__replaced_by__isnull=True,
        version__valid_from__lte=Slot("as_of"),
    )
    columns = ("version__agreement_id", "eid", "version__language", "version__valid_from")
    return rows.order_by().values_list(*columns)


def _urls(wanted: dict[Agreement, set[str]], as_of: date) -> dict[tuple[int, str], str]:
    slugs = {agreement.pk: agreement.slug for agreement in wanted}
    order = {code: place for place, code in enumerate(reading_order())}
    eids = sorted(set().union(*wanted.values()))
    rows = _held().rows(agreements=list(slugs), eids=eids, as_of=as_of)
    # The best last: it stays.
    found = sorted(rows, key=lambda row: (-order[row[2]], row[3]))
    return {(pk, eid): f"{address_of(slugs[pk], language, day)}#{eid}" for pk, eid, language, day in found}
