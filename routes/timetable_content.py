"""All that a timetable says, in an order of its own, and the hash that proves later that it still says just that."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from routes.models import NotePlace, ServiceException, StopTime, Timetable

THREE = ("en", "ru", "be")
TRAIN = ("number", "direction", "service__key")


def content_hash(timetable: Timetable) -> str:
    """SHA-256 of the content as JSON, in hexadecimal."""
    text = json.dumps(content(timetable), cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def content(timetable: Timetable) -> dict[str, list[Any]]:
    """Rows by natural keys, sorted as text: the same on every database and after every load. Six queries."""
    return {
        "timetable": [
            timetable.route.slug,
            timetable.key,
            timetable.valid_from,
            timetable.valid_until,
            timetable.is_sample,
            timetable.source.key if timetable.source else None,
        ],
        "services": _rows(
            timetable.services, "key", "weekdays", "start", "end", "also_on", "not_on", *_each("name")
        ),
        "exceptions": _rows(
            ServiceException.objects.filter(service__timetable=timetable),
            *("service__key", "date", "runs", "holiday_of", *_each("reason")),
        ),
        "trips": _rows(timetable.trips, *TRAIN, *_each("headsign"), "stock"),
        "stop_times": _rows(
            StopTime.objects.filter(trip__timetable=timetable),
            *(f"trip__{name}" for name in TRAIN),
            *("sequence", "station__slug", "arrival", "departure", "pickup", "drop_off", "is_exact"),
        ),
        "notes": _rows(timetable.notes, "symbol", *_each("text")),
        "note_places": _rows(
            NotePlace.objects.filter(note__timetable=timetable),
            *("note__symbol", *(f"trip__{name}" for name in TRAIN), "station__slug"),
        ),
    }


def _each(name: str) -> Iterable[str]:
    return (f"{name}_{language}" for language in THREE)


def _rows(rows: Any, *columns: str) -> list[Any]:
    return sorted(
        rows.order_by().values_list(*columns), key=lambda row: json.dumps(row, cls=DjangoJSONEncoder)
    )
