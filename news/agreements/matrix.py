"""Instruments by States: what each State is to each treaty on a day, and by which act."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from config.web.addresses import whose
from config.web.partial_dates import PartialDate
from news.agreements.dossiers import Instruments, read_instruments
from news.agreements.glossary import term_url
from news.agreements.register import Entry, entries_of
from news.agreements.status import PartyState
from news.agreements.terms import PartyStanding
from news.agreements.words import State
from news.models import Actor

_LOOKS = {
    PartyStanding.PARTY: ("full", "force"),
    PartyStanding.CONTRACTING_STATE: ("half", "force"),
    PartyStanding.SIGNATORY: ("half", "claim"),
    PartyStanding.SUSPENDED_PARTY: ("tri", "claim"),
    PartyStanding.FORMER_PARTY: ("end", ""),
    PartyStanding.NON_SIGNATORY: ("hollow", ""),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """What one State is to one treaty; `since`: of the act that made it so. Nothing where it does not take part."""

    code: str
    head: str
    standing: PartyStanding | None = None
    state: State | None = None
    since: PartialDate | None = None
    explained: str = ""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    entry: Entry
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Matrix:
    heads: list[str]
    rows: list[MatrixRow]

    @property
    def standings(self) -> list[tuple[Entry, Cell]]:
        """Each State that takes part in each treaty."""
        return [(row.entry, cell) for row in self.rows for cell in row.cells if cell.standing]


def matrix_of(keys: Sequence[int], as_of: date) -> Matrix:
    """Of the instruments with these keys; two queries. Of the same rows the same is given again."""
    return _matrix(read_instruments(keys), as_of, whose()) if keys else matrix([])


@lru_cache(6)
def _matrix(instruments: Instruments, as_of: date, _whose: tuple[str | None, ...]) -> Matrix:
    return matrix(entries_of(instruments.dossiers(), as_of))


def matrix(entries: Iterable[Entry]) -> Matrix:
    """Of what had begun by the day; States in the order in which the instruments first name them."""
    entries = [entry for entry in entries if not entry.comes_later]
    states = {actor.code: actor for entry in entries for actor in entry.dossier.required}
    return Matrix(
        [actor.name for actor in states.values()],
        [MatrixRow(entry, [_cell(entry, actor) for actor in states.values()]) for entry in entries],
    )


def _cell(entry: Entry, actor: Actor) -> Cell:
    party = next((party for party in entry.status.parties if party.actor == actor.code), None)
    if party is None:
        return Cell(actor.code, actor.name)
    state = State(str(party.standing.label), *_LOOKS[party.standing])
    return Cell(actor.code, actor.name, party.standing, state, _since(party), term_url(party.standing))


def _since(party: PartyState) -> PartialDate | None:
    """When it became what it is; of a former party, when it had become one."""
    act = {
        PartyStanding.SIGNATORY: party.signed,
        PartyStanding.CONTRACTING_STATE: party.consent,
    }.get(party.standing, party.in_force)
    return act.counts_from if act else None
