"""Fares of a feed: categories of riders, products and rules; those that are here keep what they say."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from routes.gtfs.writing.intake import Intake, columns
from routes.models import FareProduct, FareRule, RiderCategory, Route


def write_fares(intake: Intake, routes: Mapping[str, Route], stations: Sequence[int]) -> None:
    sample = intake.incoming.is_sample
    riders = {key: _rider(intake, key, sample) for key in intake.incoming.riders}
    products = {key: _product(intake, key, riders, sample) for key in intake.incoming.products}
    by_slug = dict(zip(intake.slugs, stations, strict=True))
    for key, route, one, other in intake.incoming.rules:
        _rule, is_new = FareRule.objects.get_or_create(
            product=products[key],
            route=routes[route],
            from_station_id=by_slug.get(one),
            to_station_id=by_slug.get(other),
        )
        intake.report.took(str(FareRule._meta.verbose_name_plural), int(is_new))


def _rider(intake: Intake, code: str, sample: bool) -> RiderCategory:
    name, is_default = intake.incoming.riders[code]
    rider = RiderCategory.objects.filter(code=code).first()
    if rider is not None:
        return rider
    if is_default and RiderCategory.objects.filter(is_default=True, is_sample=sample).exists():
        intake.report.changed(
            "rider_categories.txt", _("a default beside ours, which stays the only one"), value=code
        )
        is_default = False
    rider = RiderCategory.objects.create(
        code=code, is_default=is_default, is_sample=sample, **columns("name", name)
    )
    intake.made(rider)
    return rider


def _product(intake: Intake, key: str, riders: Mapping[str, RiderCategory], sample: bool) -> FareProduct:
    """A feed dates no price: it holds from the first day of its trains."""
    incoming = intake.incoming.products[key]
    product = FareProduct.objects.filter(key=key).first()
    if product is not None:
        if (product.amount, product.currency) != (incoming.amount, incoming.currency):
            intake.report.changed("fare_products.txt", _("another price than ours, which stays"), value=key)
        return product
    product = FareProduct.objects.create(
        key=key,
        rider_category=riders[incoming.rider],
        amount=incoming.amount,
        currency=incoming.currency,
        valid_from=min(timetable.days[0] for timetable in intake.incoming.timetables),
        source=None if sample else intake.source,
        is_sample=sample,
        **columns("name", incoming.name),
    )
    intake.made(product)
    return product
