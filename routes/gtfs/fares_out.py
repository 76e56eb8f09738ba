"""Fares as GTFS Fares v2: a network for each route that has one, an area for each station named, a rule for each way."""

from collections.abc import Iterator, Sequence

from django.db.models import Q

from routes.gtfs.names import make_id
from routes.gtfs.packing import Row
from routes.gtfs.selection import Selection
from routes.gtfs.three import three_of
from routes.models import FareRule, Route

# Every rule stands beside every other; an empty column would make a fare of the whole route end where another begins.
SAME_RANK = "0"


def fare_tables(routes: Sequence[Route], selection: Selection) -> dict[str, set[Row]]:
    """The tables with rows in no order. Names in English: the tables of fares are none of those that may be translated.

    The prices of the first day that the feed and its readers share: GTFS dates no price.
    """
    sample = selection.is_sample
    day = max(selection.as_of, selection.days[0])
    rules = list(
        FareRule.objects.filter(
            Q(product__valid_until__isnull=True) | Q(product__valid_until__gte=day),
            route__in=routes,
            product__valid_from__lte=day,
            product__is_sample=sample,
        ).select_related("product__rider_category", "route", "from_station", "to_station")
    )
    products = {rule.product for rule in rules}
    riders = {product.rider_category for product in products}
    stations = {one for rule in rules for one in (rule.from_station, rule.to_station) if one}
    return {
        "rider_categories.txt": {
            (make_id(one.code, is_sample=sample), three_of(one, "name")[0], str(int(one.is_default)))
            for one in riders
        },
        "fare_products.txt": {
            (
                make_id(one.key, is_sample=sample),
                three_of(one, "name")[0],
                make_id(one.rider_category.code, is_sample=sample),
                f"{one.amount:.2f}",
                one.currency,
            )
            for one in products
        },
        "fare_leg_rules.txt": {row for rule in rules for row in _legs(rule, sample)},
        "areas.txt": {(make_id(one.slug, is_sample=sample), three_of(one, "name")[0]) for one in stations},
        "stop_areas.txt": {(make_id(one.slug, is_sample=sample), make_id(one.slug)) for one in stations},
    }


def _legs(rule: FareRule, sample: bool) -> Iterator[Row]:
    """Of a fare between two stations one row each way."""
    network, product = (make_id(key, is_sample=sample) for key in (rule.route.slug, rule.product.key))
    if rule.from_station is None or rule.to_station is None:
        yield (network, "", "", product, SAME_RANK)
        return
    ends = [make_id(one.slug, is_sample=sample) for one in (rule.from_station, rule.to_station)]
    yield from ((network, *pair, product, SAME_RANK) for pair in (ends, ends[::-1]))
