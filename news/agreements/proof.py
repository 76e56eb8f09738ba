"""Why an instrument has its status: what was found, in the order of time, each with its sources."""

from collections.abc import Iterable, Iterator, Mapping

from django.utils.translation import gettext

from config.web import dates
from news.agreements.dossiers import Dossier
from news.agreements.facts import CONSENTS, SIGNATURES, RecordedAction
from news.agreements.lines import Line, marks
from news.agreements.status import Status
from news.agreements.terms import Assertion, Family, StatusValue
from news.texts.notes import Notes

WAITING = frozenset({StatusValue.SIGNED, StatusValue.AWAITING_CONSENT, StatusValue.PARTLY_SIGNED})


def proof(dossier: Dossier, status: Status, notes: Notes) -> list[Line]:
    writer = _Writer(dossier, status, notes)
    if dossier.instrument.family == Family.ORGAN_ACT:
        return list(writer.organ_act())
    return list(writer.treaty())


class _Writer:
    def __init__(self, dossier: Dossier, status: Status, notes: Notes) -> None:
        self.dossier = dossier
        self.status = status
        self.notes = notes
        self.names = {actor.code: actor.name for actor in dossier.required}

    def treaty(self) -> Iterator[Line]:
        status = self.status
        signatures = [a for a in status.used if a.type in SIGNATURES]
        consents = [a for a in status.used if a.type in CONSENTS]
        count = {"total": len(status.parties)}
        if signatures:
            words = gettext("Signed by %(count)d of %(total)d: %(dates)s")
            yield self._line(words, signatures, count | {"count": len(status.signed_by)})
        if consents:
            words = gettext("Consent to be bound by %(count)d of %(total)d: %(dates)s")
            yield self._line(words, consents, count | {"count": len(status.consented)})
        elif status.value in WAITING and status.parties:
            yield Line(
                gettext("Consent to be bound: no act of it is recorded for %(names)s")
                % {"names": ", ".join(self.names[code] for code in status.missing)}
            )
        yield from self._others({*signatures, *consents})
        if status.value in WAITING:
            yield from self._at_home()

    def organ_act(self) -> Iterator[Line]:
        yield from self._others(set())
        if self.status.value == StatusValue.ADOPTED:
            yield Line(gettext("No day on which it takes effect is recorded"))
        if self.status.value == StatusValue.IN_EFFECT:
            yield Line(gettext("No later suspension or end is recorded by the day asked"))

    def _others(self, told: set[RecordedAction]) -> Iterator[Line]:
        for action in self.status.used:
            if action not in told:
                yield self._line("%(action)s: %(dates)s", [action], {"action": action.type.label})
        if self.status.value == StatusValue.IN_FORCE:
            yield Line(gettext("No later suspension or end is recorded by the day asked"))

    def _at_home(self) -> Iterator[Line]:
        for approval in self.status.domestic:
            if not approval.actions:
                continue
            latest = approval.actions[-1]
            words = gettext("Beside it, at home, %(actor)s: %(action)s, %(dates)s")
            what = {"actor": self.names[approval.actor], "action": latest.type.label}
            yield self._line(words, [latest], what)

    def _line(self, words: str, actions: list[RecordedAction], values: Mapping[str, object]) -> Line:
        evidence = [said for action in actions for said in self.dossier.evidence[action.key]]
        text = words % ({**values} | {"dates": _dates(actions)})
        return Line(text, marks(self.notes, evidence))


def _dates(actions: Iterable[RecordedAction]) -> str:
    """Each date once; a disputed one says so."""
    disputed = gettext("%(date)s (sources differ)")
    return ", ".join(
        dict.fromkeys(
            disputed % {"date": dates.partial_date(action.counts_from)}
            if action.assertion == Assertion.DISPUTED
            else dates.partial_date(action.counts_from)
            for action in actions
        )
    )
