"""What `manage.py doctor` asks of the railway: published timetables that journeys are searched in slowly."""

from collections.abc import Iterator

from config.web.doctor.findings import Finding, fine, register, warning
from routes.compiling import missing


def check_timetables() -> Iterator[Finding]:
    if count := missing().values("timetable").distinct().count():
        yield warning(
            f"{count} published timetables are not compiled, so a search for a journey reads all their times.",
            "manage.py reindex route",
        )
    else:
        yield fine("all published ones are compiled")


register("timetables", check_timetables)
