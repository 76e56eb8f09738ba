"""What the database refuses about timetables: changing a published one, publishing half of one, two on one day of a route.

PostgreSQL also refuses to delete rows of a published timetable. On SQLite no trigger can tell that from emptying a
database, which it does row by row: there the content hash tells.
"""

from collections.abc import Iterable

from config.web.triggers import Trigger, declare, refused_when
from routes.models.services import Service, ServiceException
from routes.models.timetable_notes import NotePlace, TimetableNote
from routes.models.timetables import Timetable
from routes.models.trips import StopTime, Trip

FROZEN = "A published timetable never changes; publish a new version."
PUBLICATION_FROZEN = "A publication never changes: it may end earlier, or be withdrawn, once."
OVERLAP = "Two timetables of one route would be valid on the same day."
# How each table leads to its timetable; `{row}` is NEW or OLD.
ROWS = {
    Timetable: "{row}.id",
    Service: "{row}.timetable_id",
    ServiceException: "(SELECT timetable_id FROM routes_service WHERE id = {row}.service_id)",
    Trip: "{row}.timetable_id",
    StopTime: "(SELECT timetable_id FROM routes_trip WHERE id = {row}.trip_id)",
    TimetableNote: "{row}.timetable_id",
    NotePlace: "(SELECT timetable_id FROM routes_timetablenote WHERE id = {row}.note_id)",
}


def _published(rows: Iterable[str], path: str) -> str:
    ids = ", ".join(path.format(row=row) for row in rows)
    return f"EXISTS (SELECT 1 FROM routes_publication WHERE timetable_id IN ({ids}))"  # noqa: S608 our own words


def _changed(model: type) -> str:
    columns = [field.column for field in model._meta.local_concrete_fields]  # type: ignore[attr-defined]
    return " OR ".join(f'NEW."{column}" IS NOT OLD."{column}"' for column in columns)


def _frozen(model: type, path: str) -> Trigger:
    """An unchanged row may be written again, as loading fixtures does."""
    table = f"routes_{model.__name__.lower()}"
    name = f"{model.__name__.lower()}_published_frozen"
    refuse = f"BEGIN SELECT RAISE(ABORT, '{FROZEN}'); END"
    new, old, both = (_published(rows, path) for rows in (["NEW"], ["OLD"], ["NEW", "OLD"]))
    return Trigger(
        name=name,
        model=f"routes.{model.__name__}",
        sqlite=(
            f'CREATE TRIGGER "{name}__insert" BEFORE INSERT ON "{table}" WHEN {new} {refuse}',
            f'CREATE TRIGGER "{name}__update" BEFORE UPDATE ON "{table}" '
            f"WHEN ({_changed(model)}) AND {both} {refuse}",
        ),
        postgresql=(
            f"CREATE OR REPLACE FUNCTION routes_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF TG_OP = 'DELETE' THEN IF {old} THEN "
            f"RAISE EXCEPTION '{FROZEN}' USING ERRCODE = 'check_violation'; END IF; RETURN OLD; END IF; "
            f"IF TG_OP = 'INSERT' THEN IF {new} THEN "
            f"RAISE EXCEPTION '{FROZEN}' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END IF; "
            f"IF NEW IS DISTINCT FROM OLD AND {both} THEN "
            f"RAISE EXCEPTION '{FROZEN}' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$",
            f'CREATE OR REPLACE TRIGGER "{name}" BEFORE INSERT OR UPDATE OR DELETE ON "{table}" '
            f"FOR EACH ROW EXECUTE FUNCTION routes_{name}()",
        ),
    )


# `{differs}` is IS NOT on SQLite, IS DISTINCT FROM on PostgreSQL.
_FIXED = ("timetable_id", "route_id", "is_sample", "valid_from", "published_at", "content_hash")
_PUBLICATION_CHANGED = " OR ".join(
    [
        *(f"NEW.{column} {{differs}} OLD.{column}" for column in _FIXED),
        "NEW.valid_until > OLD.valid_until",
        "(OLD.withdrawn_at IS NOT NULL AND (NEW.withdrawn_at {differs} OLD.withdrawn_at"
        " OR NEW.withdrawn_because {differs} OLD.withdrawn_because))",
        # Who published stays, unless the account goes.
        "(NEW.published_by_id IS NOT NULL AND NEW.published_by_id {differs} OLD.published_by_id)",
    ]
)
_OVERLAPS = """NEW.withdrawn_at IS NULL AND EXISTS (SELECT 1 FROM routes_publication AS other
  WHERE other.route_id = NEW.route_id AND other.id <> NEW.id AND other.is_sample = NEW.is_sample
    AND other.withdrawn_at IS NULL
    AND other.valid_from <= NEW.valid_until AND other.valid_until >= NEW.valid_from)"""
# The first and the last stop of the trips of the timetable.
_UNFINISHED = """NOT EXISTS (SELECT 1 FROM routes_trip WHERE timetable_id = NEW.timetable_id)
  OR EXISTS (SELECT 1 FROM routes_trip AS t WHERE t.timetable_id = NEW.timetable_id
    AND (SELECT COUNT(*) FROM routes_stoptime AS s WHERE s.trip_id = t.id) < 2)"""
_OPEN_ENDS = """EXISTS (SELECT 1 FROM routes_stoptime AS s JOIN routes_trip AS t ON t.id = s.trip_id
  WHERE t.timetable_id = NEW.timetable_id AND (
    (s.drop_off <> 1 AND NOT EXISTS (SELECT 1 FROM routes_stoptime AS e
      WHERE e.trip_id = s.trip_id AND e.sequence < s.sequence))
    OR (s.pickup <> 1 AND NOT EXISTS (SELECT 1 FROM routes_stoptime AS l
      WHERE l.trip_id = s.trip_id AND l.sequence > s.sequence))))"""

declare(
    *(_frozen(model, path) for model, path in ROWS.items()),
    Trigger(
        name="publication_frozen",
        model="routes.Publication",
        sqlite=(
            'CREATE TRIGGER "publication_frozen" BEFORE UPDATE ON "routes_publication" '
            f"WHEN {_PUBLICATION_CHANGED.format(differs='IS NOT')} "
            f"BEGIN SELECT RAISE(ABORT, '{PUBLICATION_FROZEN}'); END",
        ),
        postgresql=(
            "CREATE OR REPLACE FUNCTION routes_publication_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF TG_OP = 'DELETE' THEN RAISE EXCEPTION '{PUBLICATION_FROZEN}' USING ERRCODE = 'check_violation'; END IF; "
            f"IF {_PUBLICATION_CHANGED.format(differs='IS DISTINCT FROM')} THEN "
            f"RAISE EXCEPTION '{PUBLICATION_FROZEN}' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$",
            'CREATE OR REPLACE TRIGGER "publication_frozen" BEFORE UPDATE OR DELETE ON "routes_publication" '
            "FOR EACH ROW EXECUTE FUNCTION routes_publication_frozen()",
        ),
    ),
    # PostgreSQL holds this one by an exclusion constraint (migration 0003), which concurrent transactions cannot get around.
    Trigger(
        name="publication_overlap",
        model="routes.Publication",
        sqlite=tuple(
            f'CREATE TRIGGER "publication_overlap__{event}" AFTER {event} ON "routes_publication" '
            f"WHEN {_OVERLAPS} BEGIN SELECT RAISE(ABORT, '{OVERLAP}'); END"
            for event in ("INSERT", "UPDATE")
        ),
        postgresql=(),
    ),
    refused_when(
        "publication_of_its_timetable",
        "routes.Publication",
        """NOT EXISTS (SELECT 1 FROM routes_timetable AS t WHERE t.id = NEW.timetable_id
          AND t.route_id = NEW.route_id AND t.is_sample = NEW.is_sample
          AND t.valid_from <= NEW.valid_from AND t.valid_until >= NEW.valid_until)""",
        "A publication says of its timetable what the timetable says: the route, the days, whether it is a sample.",
    ),
    refused_when(
        "publication_is_sourced",
        "routes.Publication",
        """NOT NEW.is_sample AND EXISTS (SELECT 1 FROM routes_timetable AS t
          WHERE t.id = NEW.timetable_id AND t.source_id IS NULL)""",
        "A timetable is published with its source.",
    ),
    refused_when(
        "publication_is_whole",
        "routes.Publication",
        _UNFINISHED,
        "A published timetable has trains, and each of them two stops at least.",
    ),
    refused_when(
        "publication_ends_closed",
        "routes.Publication",
        _OPEN_ENDS,
        "Nobody gets off where a train begins, or on where it ends.",
    ),
    refused_when(
        "trip_runs_by_its_timetable",
        "routes.Trip",
        """EXISTS (SELECT 1 FROM routes_service AS s
          WHERE s.id = NEW.service_id AND s.timetable_id <> NEW.timetable_id)""",
        "A train runs on days of its own timetable.",
    ),
    refused_when(
        "service_stays_with_its_trips",
        "routes.Service",
        """EXISTS (SELECT 1 FROM routes_trip AS t
          WHERE t.service_id = NEW.id AND t.timetable_id <> NEW.timetable_id)""",
        "Days of running stay in the timetable of their trains.",
    ),
    refused_when(
        "note_place_in_its_timetable",
        "routes.NotePlace",
        """EXISTS (SELECT 1 FROM routes_timetablenote AS n JOIN routes_trip AS t ON t.id = NEW.trip_id
          WHERE n.id = NEW.note_id AND n.timetable_id <> t.timetable_id)""",
        "A note stands at trains of its own timetable.",
    ),
)
