"""How editors work with the railway."""

from routes.admin import operators, route_history, routes, stations

__all__ = ["operators", "route_history", "routes", "stations"]
