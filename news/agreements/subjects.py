"""Instruments from the database as the rules read them."""

from news.agreements.dossiers import Dossier
from news.agreements.rules import Subject


def subject_of(dossier: Dossier) -> Subject:
    """Everything recorded of it, replaced actions included."""
    organ = dossier.agreement.adopting_organ
    actors = {participation.actor.code for participation in dossier.participations}
    return Subject(
        instrument=dossier.instrument,
        actors=frozenset(actors | ({organ.code} if organ else set())),
        actions=tuple(dossier.recorded),
    )
