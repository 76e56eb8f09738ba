"""The files of our feed and their columns, in the order in which they are written; reading knows them too."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "agency.txt": ("agency_id", "agency_name", "agency_url", "agency_timezone"),
    "stops.txt": ("stop_id", "stop_name", "stop_desc", "stop_lat", "stop_lon", "stop_timezone"),
    "routes.txt": (
        *("route_id", "agency_id", "route_long_name", "route_desc", "route_type", "route_url", "network_id"),
    ),
    "trips.txt": (
        *("route_id", "service_id", "trip_id", "trip_headsign", "trip_short_name", "direction_id"),
    ),
    "stop_times.txt": (
        *("trip_id", "arrival_time", "departure_time", "stop_id", "stop_sequence"),
        *("pickup_type", "drop_off_type", "timepoint"),
    ),
    "calendar.txt": (
        *("service_id", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        *("start_date", "end_date"),
    ),
    "calendar_dates.txt": ("service_id", "date", "exception_type"),
    "transfers.txt": ("from_stop_id", "to_stop_id", "transfer_type", "min_transfer_time"),
    "attributions.txt": (
        *("attribution_id", "route_id", "organization_name", "is_producer", "is_operator", "is_authority"),
        "attribution_url",
    ),
    "translations.txt": ("table_name", "field_name", "language", "translation", "record_id"),
    "feed_info.txt": (
        *("feed_publisher_name", "feed_publisher_url", "feed_lang", "default_lang"),
        *("feed_start_date", "feed_end_date", "feed_version", "feed_contact_url"),
    ),
    "areas.txt": ("area_id", "area_name"),
    "stop_areas.txt": ("area_id", "stop_id"),
    "rider_categories.txt": ("rider_category_id", "rider_category_name", "is_default_fare_category"),
    "fare_products.txt": (
        *("fare_product_id", "fare_product_name", "rider_category_id", "amount", "currency"),
    ),
    "fare_leg_rules.txt": ("network_id", "from_area_id", "to_area_id", "fare_product_id", "rule_priority"),
}
# Why a position may not be that of the platform, said where the position stands; by `CoordinatePrecision`.
PRECISION_WORDS = {
    "station": "",
    "city_centre": "The position is that of the town, not of the station.",
    "border_crossing": "The position is where the track meets the boundary.",
}
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
