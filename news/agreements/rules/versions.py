"""Rule 24: which day a version of a text may be of, and what it may have taken in."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from django.utils.translation import gettext

from config.web.partial_dates import PartialDate
from news.agreements.rules.shapes import Finding


def version_findings(
    valid_from: date,
    original: PartialDate | None,
    amendments: Mapping[str, PartialDate | None],
    consolidates: Collection[str] = (),
) -> list[Finding]:
    """`original`: when the instrument was signed or adopted; `amendments`: by the number of what amends, when it took
    effect; `consolidates`: numbers of those taken into the version. Nothing stands for a day that is not established.

    A finding names the instrument, not an action: the number of the amendment, or nothing.
    """
    return list(_findings(valid_from, original, amendments, consolidates))


def _findings(
    valid_from: date,
    original: PartialDate | None,
    amendments: Mapping[str, PartialDate | None],
    consolidates: Collection[str],
) -> Iterator[Finding]:
    day = PartialDate(valid_from)
    possible = [known for known in (original, *amendments.values()) if known]
    if not any(known.earliest <= valid_from <= known.latest for known in possible):
        yield Finding(
            24,
            "",
            gettext("A version begins on the day of the original or on the day an amendment takes effect."),
        )
    for number in consolidates:
        effective = amendments.get(number)
        if effective is None or day.certainly_before(effective):
            yield Finding(
                24, number, gettext("A version takes in only amendments that are in effect by its day.")
            )
