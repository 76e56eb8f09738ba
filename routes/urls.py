"""Addresses of this app, under each language."""

from django.urls import URLPattern, path

from routes.views import journeys, routes, stations

urlpatterns: list[URLPattern] = [
    path("routes/", routes.route_list, name="route_list"),
    path("routes/<slug:slug>/", routes.route_detail, name="route_detail"),
    path("stations/", stations.station_list, name="station_list"),
    path("stations/<slug:slug>/", stations.station_detail, name="station_detail"),
    path("journeys/", journeys.journey_search, name="journey_search"),
]
