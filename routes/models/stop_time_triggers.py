"""Held by the database: along a train, no time is earlier than the one before it."""

from config.web.triggers import declare, refused_when

BACKWARDS = """EXISTS (SELECT 1 FROM routes_stoptime AS other WHERE other.trip_id = NEW.trip_id AND (
    (other.sequence < NEW.sequence AND other.departure > NEW.arrival)
    OR (other.sequence > NEW.sequence AND other.arrival < NEW.departure)))"""

declare(
    refused_when(
        "stop_times_go_forward",
        "routes.StopTime",
        BACKWARDS,
        "A train cannot be at a station before it has left the one before.",
    )
)
