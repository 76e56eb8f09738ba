"""Which acts an instrument has, and when: lives as treaties and acts of organs have them, some cut short."""

from dataclasses import dataclass
from datetime import date, timedelta

from news.agreements.terms import ActionType as Act

FIRST_DAY = date(1992, 1, 1)
AT_HOME = (Act.SUBMITTED_TO_PARLIAMENT, Act.LOWER_HOUSE_APPROVED, Act.UPPER_HOUSE_APPROVED, Act.LAW_SIGNED)


@dataclass(frozen=True, slots=True)
class Deed:
    """`actor`: the place of a party among the instrument's, or nothing for all together."""

    act: Act
    on: date
    actor: int | None = None


def life(dice, *, organ_act, parties, until):
    """The acts of one instrument up to a day, in the order of time."""
    start = FIRST_DAY + timedelta(days=dice.randrange((until - FIRST_DAY).days))
    deeds = list(_of_an_organ(dice, start) if organ_act else _of_a_treaty(dice, start, parties))
    # The first is always there: what nobody did is not in the register.
    return [deed for at, deed in enumerate(deeds) if at == 0 or deed.on <= until]


def _of_an_organ(dice, day):
    yield Deed(Act.ADOPTED_BY_ORGAN, day)
    yield Deed(Act.PUBLISHED, day := _later(dice, day, 20))
    if dice.random() < 0.8:
        yield Deed(Act.TAKES_EFFECT, day := _later(dice, day, 40))
        for _ in range(dice.randrange(3)):
            yield Deed(Act.AMENDED, day := _later(dice, day, 700))
        if dice.random() < 0.3:
            yield Deed(Act.REPEALED, _later(dice, day, 2000))


def _of_a_treaty(dice, day, parties):
    yield Deed(Act.NEGOTIATIONS_OPENED, day)
    yield Deed(Act.INITIALLED, day := _later(dice, day, 200))
    yield Deed(Act.SIGNED, day := _later(dice, day, 100))
    stops = dice.random()
    if stops < 0.1:
        return
    for party in range(min(parties, 2)):
        step = day
        for act in AT_HOME:
            yield Deed(act, step := _later(dice, step, 90), party)
    day += timedelta(days=280)
    if stops < 0.2:
        return
    yield Deed(Act.RATIFICATION_EXCHANGED, day)
    yield Deed(Act.ENTERS_INTO_FORCE, day := _later(dice, day, 60))
    if stops < 0.3:
        yield Deed(Act.SUSPENDED, day := _later(dice, day, 1500))
        yield Deed(Act.RESUMED, day := _later(dice, day, 500))
    if stops < 0.45:
        yield Deed(Act.AMENDED, day := _later(dice, day, 1500))
    if stops < 0.6:
        yield Deed(Act.TERMINATED, _later(dice, day, 4000))


def _later(dice, day, days):
    return day + timedelta(days=1 + dice.randrange(days))
