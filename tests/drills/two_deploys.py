"""Two deployments begin at the same moment on an empty database: one waits for the other, and both end well."""

import os
import subprocess
import sys

from tests.drills.marks import none, true
from tests.drills.newsroom import environment_in, use
from workbench.environment import ROOT


def drill(folder, database):
    environment = environment_in(folder, database)
    use(environment)
    first, second = (_begin("migrate", environment) for _ in range(2))
    said = [each.communicate()[0] for each in (first, second)]
    codes = [first.returncode, second.returncode]
    yield true("both end well", codes == [0, 0], f"{codes} {said if any(codes) else ''}"[:400])
    from django.db import connection  # noqa: PLC0415

    from config.web.schema import applied, unapplied  # noqa: PLC0415
    from config.web.triggers import missing  # noqa: PLC0415

    yield none("migrations not applied", unapplied(connection))
    twice = [app for app, names in applied(connection).items() if len(names) != len(set(names))]
    yield none("migrations applied twice", twice)
    yield none("triggers missing", missing(connection))
    connection.close()


def _begin(command, environment):
    return subprocess.Popen(
        [sys.executable, "manage.py", command, "--verbosity=0"],
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
