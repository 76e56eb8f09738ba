"""Small feeds for tests: a good one as tables, changed as a test says, and zipped."""

import io
import zipfile

GOOD = {
    "agency.txt": "agency_id,agency_name,agency_url,agency_timezone\nrw,Railway,https://example.org/,Europe/Minsk\n",
    "stops.txt": (
        "stop_id,stop_name,stop_lat,stop_lon\nA,Alpha,55.1,30.1\nB,Beta,55.2,30.2\nC,Gamma,55.3,30.3\n"
    ),
    "routes.txt": "route_id,agency_id,route_long_name,route_type\nR,rw,Alpha – Gamma,2\n",
    "calendar.txt": (
        "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
        "daily,1,1,1,1,1,1,1,20260402,20261231\n"
    ),
    "trips.txt": "route_id,service_id,trip_id,trip_short_name,direction_id\nR,daily,t1,101,0\n",
    "stop_times.txt": (
        "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
        "t1,06:00:00,06:00:00,A,1\nt1,06:30:00,06:31:00,B,2\nt1,24:10:00,24:10:00,C,3\n"
    ),
}


def zipped(tables=None, **changes):
    """`changes`: stops="…" for stops.txt; None leaves it out. The bytes of the zip as a file."""
    files = {**GOOD, **(tables or {})} | {f"{name}.txt": text for name, text in changes.items()}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            if text is not None:
                archive.writestr(name, text)
    packed.seek(0)
    return packed
