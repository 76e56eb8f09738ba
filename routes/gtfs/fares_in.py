"""GTFS Fares v2 to fares: a price for a route, or between two stations both ways. What says more is left out, in words."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from routes.gtfs.incoming import InProduct
from routes.gtfs.names import slug_of
from routes.terms import Currency

if TYPE_CHECKING:
    from routes.gtfs.parsing import Parser

MOST_PAIRS = 400  # of one rule


def read_fares(parser: "Parser") -> None:
    _riders(parser)
    _rules(parser, _products(parser))


def _key(parser: "Parser", its_id: str, most: int) -> str:
    return parser.slug("/".join(parser.own(its_id)), most) if its_id else ""


def _riders(parser: "Parser") -> None:
    wanted = ("rider_category_id", "rider_category_name", "is_default_fare_category")
    for line, (its_id, name, default) in parser.feed.rows("rider_categories.txt", wanted):
        if not its_id or not name:
            parser.report.left_out("rider_categories.txt", _("no id or no name"), line=line)
            continue
        parser.found.riders[_key(parser, its_id, 40)] = ((name[:120], "", ""), default == "1")


def _products(parser: "Parser") -> dict[str, list[str]]:
    """Our keys by `fare_product_id`: a product for several riders is as many of ours."""
    keys: dict[str, list[str]] = {}
    wanted = ("fare_product_id", "fare_product_name", "rider_category_id", "amount", "currency")
    for line, (its_id, name, rider, price, currency) in parser.feed.rows("fare_products.txt", wanted):
        key, amount = _key(parser, its_id, 80), _amount(price)
        rider_key = _key(parser, rider, 40)
        why = ""
        if not its_id or amount is None:
            why = _("no id or no price")
        elif currency not in Currency.values:
            why = _("a currency that is not kept")
        elif rider_key not in parser.found.riders:
            why = _("a price that does not say for whom")
        elif key in parser.found.products:
            key = slug_of(f"{key}-{rider_key}", 80)
        if why or amount is None:
            parser.report.left_out("fare_products.txt", why, line=line, value=f"{its_id} {price} {currency}")
            continue
        parser.found.products[key] = InProduct(
            key, ((name or its_id)[:160], "", ""), rider_key, amount, currency
        )
        keys.setdefault(its_id, []).append(key)
    return keys


def _amount(text: str) -> Decimal | None:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return None
    fits = amount.is_finite() and 0 <= amount < 10**8 and amount == round(amount, 2)
    return round(amount, 2) if fits else None


def _rules(parser: "Parser", products: dict[str, list[str]]) -> None:
    areas = _areas(parser)
    networks = _networks(parser)
    legs: set[tuple[str, str, str, str]] = set()
    wanted = (
        *("network_id", "from_area_id", "to_area_id", "fare_product_id"),
        *("from_timeframe_group_id", "to_timeframe_group_id"),
    )
    for line, (network, origin, destination, product, *frames) in parser.feed.rows(
        "fare_leg_rules.txt", wanted, ignored=("rule_priority",)
    ):
        routes = networks.get(network, []) if network else list(parser.found.routes)
        why = ""
        if product not in products:
            why = _("a fare that was not taken")
        elif any(frames):
            why = _("prices by the time of the day")
        elif bool(origin) != bool(destination):
            why = _("only one end is told")
        elif not routes:
            why = _("a network without a route")
        elif len(areas.get(origin, ())) * len(areas.get(destination, ())) > MOST_PAIRS:
            why = _("more than %(most)s pairs of stations") % {"most": MOST_PAIRS}
        if why:
            parser.report.left_out("fare_leg_rules.txt", why, line=line, value=product)
            continue
        ends = _pairs(areas, origin, destination)
        legs |= {(key, route, *pair) for key in products[product] for route in routes for pair in ends}
    parser.found.rules = sorted(_both_ways(parser, legs))


def _pairs(areas: dict[str, list[str]], origin: str, destination: str) -> list[tuple[str, str]]:
    if not origin:
        return [("", "")]
    return [
        (one, other) for one in areas.get(origin, ()) for other in areas.get(destination, ()) if one != other
    ]


def _both_ways(parser: "Parser", legs: set[tuple[str, str, str, str]]) -> Iterator[tuple[str, str, str, str]]:
    """Each pair once: a fare of ours holds either way."""
    for product, route, one, other in legs:
        if (product, route, other, one) not in legs:
            parser.report.left_out(
                "fare_leg_rules.txt", _("a price for one way only"), value=f"{product}: {one}, {other}"
            )
        elif one <= other:
            yield product, route, one, other


def _areas(parser: "Parser") -> dict[str, list[str]]:
    """Slugs of stations by area."""
    for _line, _row in parser.feed.rows("areas.txt", ("area_id", "area_name")):
        pass  # an area has no name of its own here: that of its station
    areas: dict[str, list[str]] = {}
    for line, (area, stop) in parser.feed.rows("stop_areas.txt", ("area_id", "stop_id")):
        if stop not in parser.station_index:
            parser.report.left_out("stop_areas.txt", _("a stop that was not taken"), line=line, value=stop)
            continue
        areas.setdefault(area, []).append(parser.found.stations[parser.station_index[stop]].slug)
    return areas


def _networks(parser: "Parser") -> dict[str, list[str]]:
    """Slugs of routes by network."""
    networks = {network: list(routes) for network, routes in parser.networks.items()}
    for line, (network, route) in parser.feed.rows("route_networks.txt", ("network_id", "route_id")):
        if route in parser.route_slugs:
            networks.setdefault(network, []).append(parser.route_slugs[route])
        else:
            parser.report.left_out(
                "route_networks.txt", _("a route that was not taken"), line=line, value=route
            )
    return networks
