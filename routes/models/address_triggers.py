"""What the database refuses about the addresses of routes and stations: one key that leads to two things."""

from news.models.addresses import keep_keys_apart

keep_keys_apart("route", "routes.Route", "slug")
keep_keys_apart("station", "routes.Station", "slug")
