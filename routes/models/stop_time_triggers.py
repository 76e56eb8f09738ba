"""Held by the database: along a train, no time is earlier than the one before it."""

from config.web.triggers import Trigger, declare

NAME = "stop_times_go_forward"
BACKWARDS = """EXISTS (SELECT 1 FROM routes_stoptime AS other WHERE other.trip_id = NEW.trip_id AND (
    (other.sequence < NEW.sequence AND other.departure > NEW.arrival)
    OR (other.sequence > NEW.sequence AND other.arrival < NEW.departure)))"""
MESSAGE = "A train cannot be at a station before it has left the one before."

SQLITE = f"""CREATE TRIGGER "{NAME}__{{event}}" AFTER {{event}} ON routes_stoptime
WHEN {BACKWARDS}
BEGIN
  SELECT RAISE(ABORT, '{MESSAGE}');
END"""

FUNCTION = f"""CREATE OR REPLACE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF {BACKWARDS} THEN
    RAISE integrity_constraint_violation USING MESSAGE = '{MESSAGE}';
  END IF;
  RETURN NULL;
END $$"""

declare(
    Trigger(
        name=NAME,
        model="routes.StopTime",
        sqlite=tuple(SQLITE.format(event=event) for event in ("INSERT", "UPDATE")),
        postgresql=(
            FUNCTION,
            f"CREATE OR REPLACE TRIGGER {NAME} AFTER INSERT OR UPDATE ON routes_stoptime "
            f"FOR EACH ROW EXECUTE FUNCTION {NAME}()",
        ),
    )
)
