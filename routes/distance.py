"""How far are two points from each other, as the crow flies?"""

import math

EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG


def straight_line_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres between two (latitude, longitude) pairs in degrees, by the haversine formula: within 0.5 % of the ellipsoid."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(math.radians, point)) for point in (one, other))
    half = (
        math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(half))
