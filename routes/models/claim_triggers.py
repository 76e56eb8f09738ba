"""Held by the database: a claim is superseded by a later claim about the same route and subject, never by another's."""

from config.web.triggers import Trigger, declare

NAME = "route_claim_superseded_on_its_route"
MISMATCH = """EXISTS (SELECT 1 FROM routes_routeclaim AS claim
    JOIN routes_routeclaim AS later ON later.id = claim.superseded_by_id
    WHERE NEW.id IN (claim.id, later.id) AND (later.route_id <> claim.route_id OR later.subject <> claim.subject))"""
MESSAGE = "A claim is superseded by a claim about the same route and subject."

SQLITE = f"""CREATE TRIGGER "{NAME}__{{event}}" AFTER {{event}} ON routes_routeclaim
WHEN {MISMATCH}
BEGIN
  SELECT RAISE(ABORT, '{MESSAGE}');
END"""

FUNCTION = f"""CREATE OR REPLACE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF {MISMATCH} THEN
    RAISE integrity_constraint_violation USING MESSAGE = '{MESSAGE}';
  END IF;
  RETURN NULL;
END $$"""

declare(
    Trigger(
        name=NAME,
        model="routes.RouteClaim",
        sqlite=tuple(SQLITE.format(event=event) for event in ("INSERT", "UPDATE")),
        postgresql=(
            FUNCTION,
            f"CREATE OR REPLACE TRIGGER {NAME} AFTER INSERT OR UPDATE ON routes_routeclaim "
            f"FOR EACH ROW EXECUTE FUNCTION {NAME}()",
        ),
    )
)
