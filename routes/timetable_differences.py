"""What is different between two versions of a timetable, one sentence a difference. Plain trains in, words out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from routes.grid.cells import NONE, REQUEST, Entry, clock


@dataclass(frozen=True, slots=True)
class Train:
    """`days`: in a reader's words. `calls`: the name of each station where it stops, in order, and when."""

    number: str
    direction: int
    days: str
    calls: tuple[tuple[str, Entry], ...]


def differences(before: Sequence[Train], after: Sequence[Train]) -> list[str]:
    """Trains that go, then those that come, then those that change. Trains are the same by direction and number."""
    old, new = _by_number(before), _by_number(after)
    gone = [_gone(train) for key, train in old.items() if key not in new]
    come = [_new(train) for key, train in new.items() if key not in old]
    return (
        gone
        + come
        + [words for key, train in new.items() if key in old for words in changes(old[key], train)]
    )


def _by_number(trains: Sequence[Train]) -> dict[tuple[int, str, int], Train]:
    """A number that runs twice, on other days, is told apart by the order of its departures."""
    found: dict[tuple[int, str, int], Train] = {}
    for train in sorted(trains, key=lambda one: (one.direction, one.number, _leaves(one))):
        turn = sum((train.direction, train.number) == key[:2] for key in found)
        found[train.direction, train.number, turn] = train
    return found


def _leaves(train: Train) -> int:
    return train.calls[0][1].departure or 0 if train.calls else 0


def _gone(train: Train) -> str:
    return _("%(train)s no longer runs.") % {"train": train.number}


def _new(train: Train) -> str:
    words = _(
        "%(train)s is new: leaves %(station)s at %(time)s, arrives at %(end)s at %(arrival)s; %(days)s."
    )
    (station, first), (end, last) = train.calls[0], train.calls[-1]
    return words % {
        "train": train.number,
        "station": station,
        "time": clock(first.departure or 0),
        "end": end,
        "arrival": clock(last.arrival or 0),
        "days": train.days,
    }


def changes(old: Train, new: Train) -> Iterator[str]:
    """Of one train: its days, its stops, its times, its boarding. The same shift everywhere is said once."""
    if old.days != new.days:
        yield _("%(train)s runs: %(new)s (before: %(old)s).") % {
            "train": new.number,
            "new": new.days,
            "old": old.days,
        }
    before, after = dict(old.calls), dict(new.calls)
    for station in before:
        if station not in after:
            yield _("%(train)s no longer stops at %(station)s.") % {"train": new.number, "station": station}
    for station, entry in new.calls:
        if station not in before:
            yield _("%(train)s now stops at %(station)s, at %(time)s.") % {
                "train": new.number,
                "station": station,
                "time": clock(entry.departure or 0),
            }
    yield from _times(new, before, after)
    for station, entry in new.calls:
        if station in before:
            yield from _boarding(new.number, station, before[station], entry)


def _times(new: Train, before: dict[str, Entry], after: dict[str, Entry]) -> Iterator[str]:
    both = [station for station in after if station in before]
    shifts = {station: _shift(before[station], after[station]) for station in both}
    if not any(map(any, shifts.values())):
        return
    last = new.calls[-1][0]
    shift, _leaves = shifts[both[0]]
    if len(both) > 1 and set(shifts.values()) == {(shift, shift)}:
        later = _("%(train)s leaves %(station)s %(shift)s, and is as much later everywhere.")
        earlier = _("%(train)s leaves %(station)s %(shift)s, and is as much earlier everywhere.")
        values = {"train": new.number, "station": both[0], "shift": _minutes(shift)}
        yield (earlier if shift < 0 else later) % values
        return
    for station in both:
        arrives, leaves = shifts[station]
        values = {"train": new.number, "station": station}
        if leaves and station != last:
            yield _("%(train)s leaves %(station)s %(shift)s.") % (values | {"shift": _minutes(leaves)})
        elif arrives:
            yield _("%(train)s arrives at %(station)s %(shift)s.") % (values | {"shift": _minutes(arrives)})


def _shift(old: Entry, new: Entry) -> tuple[int, int]:
    return (new.arrival or 0) - (old.arrival or 0), (new.departure or 0) - (old.departure or 0)


def _minutes(seconds: int) -> str:
    """10 minutes earlier · 1 minute later; less than a minute is told in seconds."""
    if seconds % 60:
        size, is_earlier = abs(seconds), seconds < 0
        if is_earlier:
            return ngettext("%(n)d second earlier", "%(n)d seconds earlier", size) % {"n": size}
        return ngettext("%(n)d second later", "%(n)d seconds later", size) % {"n": size}
    size = abs(seconds) // 60
    if seconds < 0:
        return ngettext("%(n)d minute earlier", "%(n)d minutes earlier", size) % {"n": size}
    return ngettext("%(n)d minute later", "%(n)d minutes later", size) % {"n": size}


def _boarding(train: str, station: str, old: Entry, new: Entry) -> Iterator[str]:
    if (old.pickup, old.drop_off) == (new.pickup, new.drop_off):
        return
    values = {"train": train, "station": station}
    if REQUEST in (new.pickup, new.drop_off) and REQUEST not in (old.pickup, old.drop_off):
        yield _("%(train)s stops at %(station)s on request only.") % values
    elif new.pickup == NONE and new.drop_off == NONE:
        yield _("%(train)s halts at %(station)s; nobody boards or alights any more.") % values
    elif new.pickup == NONE and old.pickup != NONE:
        yield _("%(train)s stops at %(station)s only for those who alight.") % values
    elif new.drop_off == NONE and old.drop_off != NONE:
        yield _("%(train)s stops at %(station)s only for those who board.") % values
    else:
        yield _("%(train)s stops at %(station)s as usual: one may board and alight.") % values
