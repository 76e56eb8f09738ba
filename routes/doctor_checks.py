"""What `manage.py doctor` asks of the railway: published timetables that journeys are searched in slowly, and events that the
timeline does not show."""

from collections.abc import Iterator

from config.web.doctor.findings import Finding, error, fine, register, warning
from routes.compiling import missing
from routes.timeline_rows import events_not_on_timeline


def check_timetables() -> Iterator[Finding]:
    if count := missing().values("timetable").distinct().count():
        yield warning(
            f"{count} published timetables are not compiled, so a search for a journey reads all their times.",
            "manage.py reindex route",
        )
    else:
        yield fine("all published ones are compiled")


def check_events() -> Iterator[Finding]:
    if count := events_not_on_timeline():
        yield error(f"{count} events of routes are missing on the timeline.", "manage.py reindex route")
    else:
        yield fine("those of all routes stand on the timeline")


register("timetables", check_timetables)
register("railway events", check_events)
