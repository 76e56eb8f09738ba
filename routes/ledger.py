"""Announced beside known: every dated claim about a route by subject, and what the records say on the day asked.

Claims are never merged: those that differ stand side by side, and one that a later claim replaced is marked, not removed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from config.web import dates
from config.web.translated import Translated
from news.models import Verification
from news.texts.notes import Notes
from routes.models import RouteClaim
from routes.route_status import RouteStatus, State
from routes.route_words import event_day
from routes.terms import ClaimSubject
from routes.timetable_block import DayTimetable

# Of a claim that `with_offices()` read.
OFFICE = Translated("office")
STARTED = (State.OPERATING, State.OPERATING_NO_TIMETABLE, State.SUSPENDED)


@dataclass(frozen=True, slots=True)
class LedgerClaim:
    claim: RouteClaim
    # Who said it and when, as far as it is stated.
    attribution: str
    numbers: list[int]
    superseded: bool
    # "disputed" and "not independently verified" are said; one source is the rule here, and goes without saying.
    caution: str

    @property
    def text(self) -> str:
        return self.claim.text


@dataclass(frozen=True, slots=True)
class LedgerRow:
    subject: str
    claims: list[LedgerClaim]
    # What the site's own records say, computed.
    held: str
    is_comparison: bool = False


@dataclass(frozen=True, slots=True)
class Records:
    """What this site holds for the day, to be set beside what was announced. Samples are not held."""

    status: RouteStatus
    as_of: date
    timetable: DayTimetable | None = None
    fares: int = 0


def ledger(claims: Iterable[RouteClaim], records: Records, notes: Notes) -> list[LedgerRow]:
    """Rows in the order of the subjects, claims by date, undated last. Claims said after the day are left out."""
    as_of = records.as_of
    known = [claim for claim in claims if claim.known_from is None or claim.known_from <= as_of]
    keys = {claim.pk for claim in known}
    rows = []
    for subject in ClaimSubject:
        said = sorted((claim for claim in known if claim.subject == subject), key=_by_day)
        if said:
            entries = [_entry(claim, claim.superseded_by_id in keys, notes) for claim in said]
            is_comparison = subject == ClaimSubject.COMPARISON
            rows.append(LedgerRow(str(subject.label), entries, held(subject, said, records), is_comparison))
    return rows


def _by_day(claim: RouteClaim) -> tuple[date, str]:
    return (claim.known_from or date.max, claim.key)


def _entry(claim: RouteClaim, superseded: bool, notes: Notes) -> LedgerClaim:
    cautious = claim.verification in (Verification.DISPUTED, Verification.UNVERIFIED, Verification.RETRACTED)
    return LedgerClaim(
        claim=claim,
        attribution=attribution(claim),
        numbers=[notes.mark(claim.source).number],
        superseded=superseded,
        caution=claim.get_verification_display() if cautious else "",
    )


def attribution(claim: RouteClaim) -> str:
    """Sergey Glazyev, State Secretary of the Union State, 26 February 2026."""
    day = dates.partial_date(claim.said_date) if claim.said_date else _("date not stated")
    if office := OFFICE.read(claim)[0]:
        return _("%(name)s, %(office)s, %(day)s") % {"name": claim.speaker, "office": office, "day": day}
    return _("%(name)s, %(day)s") % {"name": claim.speaker, "day": day}


def held(subject: ClaimSubject, claims: Sequence[RouteClaim], records: Records) -> str:
    """What this site's records say of the subject, computed from the published timetable where there is one."""
    match subject:
        case ClaimSubject.START:
            return _start_held(records.status)
        case ClaimSubject.PAIRS_PER_DAY:
            words = _pairs_held(records)
        case ClaimSubject.CONCESSIONS:
            words = _("No fare rules held.")
        case ClaimSubject.FARE:
            words = (
                ngettext("%(count)d fare held.", "%(count)d fares held.", records.fares)
                % {"count": records.fares}
                if records.fares
                else _("No fare held.")
            )
        case ClaimSubject.SPEED:
            words = _time_held(records)
        case ClaimSubject.COMPARISON:
            none = _("No travel time and no price by car or bus is held.")
            words = f"{_time_held(records)} {none}"
        case ClaimSubject.DEMAND:
            words = _("No passenger numbers held.")
        case ClaimSubject.FINANCING:
            words = _("No budget document held.")
        case _:
            words = pgettext("nothing in our records", "Not held.")
    if differ(claims):
        remark = _("The announcements differ.")
        words = f"{words} {remark}"
    return words


def _pairs_held(records: Records) -> str:
    """Announced three pairs a day; the timetable on this day: N."""
    day = {"day": dates.day(records.as_of)}
    if records.timetable is None:
        return _("No published timetable for %(day)s.") % day
    pairs, trains = records.timetable.pairs, records.timetable.trains
    words = ngettext(
        "The published timetable for %(day)s has %(count)d pair.",
        "The published timetable for %(day)s has %(count)d pairs.",
        pairs,
    ) % {**day, "count": pairs}
    if lone := trains - 2 * pairs:
        more = ngettext("%(count)d more train runs one way.", "%(count)d more trains run one way.", lone)
        words = f"{words} {more % {'count': lone}}"
    return words


def _time_held(records: Records) -> str:
    seconds = records.timetable.fastest if records.timetable else None
    if seconds is None:
        return _("No running time held.")
    return _("Fastest train of the day: %(hours)d h %(minutes)d min from end to end.") % {
        "hours": seconds // 3600,
        "minutes": seconds % 3600 // 60,
    }


def _start_held(status: RouteStatus) -> str:
    launched = next((step.event for step in status.steps if step.kind == "launched" and step.event), None)
    if launched:
        return _("First train: %(day)s.") % {"day": event_day(launched)}
    if status.state in STARTED:
        return _("Trains are reported; the day of the first one is not.")
    if status.state is State.START_NOT_CONFIRMED:
        return _("No first train recorded. The planned start has passed.")
    return _("No first train recorded.")


def differ(claims: Sequence[RouteClaim]) -> bool:
    """True where claims that still stand give different numbers, or an editor has marked one as disputed."""
    standing = [claim for claim in claims if claim.superseded_by_id is None]
    numbers = {claim.number for claim in standing if claim.number is not None}
    return len(numbers) > 1 or any(claim.verification == Verification.DISPUTED for claim in standing)
