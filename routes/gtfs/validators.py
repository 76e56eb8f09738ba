"""What two independent validators say of a feed. They are no part of a deployment: a machine of the developers runs them.

Both follow the canonical rule set of GTFS; neither is the canonical validator itself.
"""

import json
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import date
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

NAMES = ("gtfs-guru", "gtfs-validator")
# Severities that no feed of ours may have.
FAULTS = ("ERROR", "WARNING")


def validate(body: bytes, on: date) -> list[dict[str, Any]]:
    """As `FeedReport.validators` holds it. Raises ImportError where they are not installed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "gtfs.zip"
        path.write_bytes(body)
        counts = (_guru(path, on), _validator(path, on))
    return [
        {
            "name": name,
            "version": version(name),
            "date": on.isoformat(),
            "notices": [
                {"code": code, "severity": severity, "count": count}
                for (severity, code), count in sorted(found.items())
            ],
        }
        for name, found in zip(NAMES, counts, strict=True)
    ]


def faults(validators: list[dict[str, Any]]) -> list[str]:
    return [
        f"{one['name']}: {notice['severity']} {notice['code']} × {notice['count']}"
        for one in validators
        for notice in one["notices"]
        if notice["severity"] in FAULTS
    ]


def _guru(path: Path, on: date) -> Counter[tuple[str, str]]:
    result = import_module("gtfs_guru").validate(str(path), date=on.isoformat())
    return Counter((notice.severity, notice.code) for notice in result.notices)


def _validator(path: Path, on: date) -> Counter[tuple[str, str]]:
    import_module("gtfs_validator")
    command = [
        sys.executable,
        "-m",
        "gtfs_validator.cli",
        "--input",
        str(path),
        "--date",
        on.isoformat(),
        "--stdout",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=path.parent)
    notices = json.loads(done.stdout)["notices"]
    return Counter({(one["severity"], one["code"]): one["totalNotices"] for one in notices})
