"""How editors work with the railway."""

from routes.admin import alerts, fares, operators, route_history, routes, stations, timetables

__all__ = ["alerts", "fares", "operators", "route_history", "routes", "stations", "timetables"]
