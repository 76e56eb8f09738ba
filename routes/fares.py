"""What a ride costs, as published: each price in its currency, for whom, between which stations, by what act."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from news.models import Agreement
from news.texts.notes import Notes
from routes.models import FareRule

NBSP = "\u00a0"


@dataclass(frozen=True, slots=True)
class FareLine:
    rider: str
    product: str
    where: str
    price: str
    act: Agreement | None
    numbers: list[int]


@dataclass(frozen=True, slots=True)
class FareTable:
    lines: list[FareLine]
    is_sample: bool


def fare_table(rules: Sequence[FareRule], notes: Notes) -> FareTable | None:
    """Real fares; invented ones only where no real one is held. None: neither is."""
    real = [rule for rule in rules if not rule.product.is_sample]
    shown = real or rules
    if not shown:
        return None
    return FareTable([_line(rule, notes) for rule in shown], is_sample=not real)


def _line(rule: FareRule, notes: Notes) -> FareLine:
    product = rule.product
    where = (
        _("%(origin)s – %(destination)s")
        % {"origin": rule.from_station.name, "destination": rule.to_station.name}
        if rule.from_station and rule.to_station
        else _("the whole route")
    )
    amount = number_format(product.amount, decimal_pos=2, use_l10n=True)
    return FareLine(
        rider=product.rider_category.name,
        product=product.name,
        where=where,
        price=f"{amount}{NBSP}{product.currency}",
        act=product.legal_basis,
        numbers=[notes.mark(product.source).number] if product.source else [],
    )
