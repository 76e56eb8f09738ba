"""How editors work with the railway."""

from routes.admin import operators, routes, stations

__all__ = ["operators", "routes", "stations"]
