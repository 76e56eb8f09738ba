"""Held by the database: a claim is superseded by a later claim about the same route and subject, never by another's."""

from config.web.triggers import declare, refused_when

MISMATCH = """EXISTS (SELECT 1 FROM routes_routeclaim AS claim
    JOIN routes_routeclaim AS later ON later.id = claim.superseded_by_id
    WHERE NEW.id IN (claim.id, later.id) AND (later.route_id <> claim.route_id OR later.subject <> claim.subject))"""

declare(
    refused_when(
        "route_claim_superseded_on_its_route",
        "routes.RouteClaim",
        MISMATCH,
        "A claim is superseded by a claim about the same route and subject.",
    )
)
