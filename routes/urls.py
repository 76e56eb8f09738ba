"""Addresses of this app, under each language."""

from django.urls import URLPattern, path

from config.web.data_files import list_paths
from config.web.feeds import feed_paths
from routes.feeds import alert_feed, route_change_feed, route_feed
from routes.views import alerts, data, journeys, routes, stations, timetables

urlpatterns: list[URLPattern] = [
    *list_paths("routes", data.route_table, "route_list"),
    path("routes/<slug:slug>.json", data.route_json, name="route_json"),
    path("routes/", routes.route_list, name="route_list"),
    *feed_paths("routes", route_change_feed, "route_change_feed"),
    *feed_paths("routes/<slug:slug>", route_feed, "route_feed"),
    path("routes/<slug:slug>/", routes.route_detail, name="route_detail"),
    path("routes/<slug:slug>/timetable/", timetables.timetable_detail, name="timetable_detail"),
    *list_paths("routes/<slug:slug>/timetable", timetables.timetable_table, "timetable"),
    path("routes/<slug:slug>/train.ics", timetables.train_ics, name="train_ics"),
    *list_paths("notices", data.alert_table, "alert_list"),
    path("notices/", alerts.alert_list, name="alert_list"),
    *feed_paths("notices", alert_feed, "alert_feed"),
    *list_paths("stations", data.station_table, "station_list"),
    path("stations/<slug:slug>.json", data.station_json, name="station_json"),
    path("stations/", stations.station_list, name="station_list"),
    path("stations/<slug:slug>/", stations.station_detail, name="station_detail"),
    path("stations/<slug:slug>/departures/", timetables.station_departures, name="station_departures"),
    path("journeys/", journeys.journey_search, name="journey_search"),
]
