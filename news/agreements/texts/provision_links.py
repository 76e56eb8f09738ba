"""Where words like "art. 70(1)" lead: to the provision of the text held, in a language the reader reads."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

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


def _urls(wanted: dict[Agreement, set[str]], as_of: date) -> dict[tuple[int, str], str]:
    asked = Q(pk__in=[])
    for agreement, eids in wanted.items():
        asked |= Q(version__agreement=agreement, eid__in=eids)
    slugs = {agreement.pk: agreement.slug for agreement in wanted}
    order = {code: place for place, code in enumerate(reading_order())}
    columns = ("version__agreement_id", "eid", "version__language", "version__valid_from")
    rows = Provision.objects.filter(
        asked, version__replaced_by__isnull=True, version__valid_from__lte=as_of
    ).values_list(*columns)
    # The best last: it stays.
    found = sorted(rows, key=lambda row: (-order[row[2]], row[3]))
    return {(pk, eid): f"{address_of(slugs[pk], language, day)}#{eid}" for pk, eid, language, day in found}
