"""Two deployments begin at the same moment on an empty database, each as deploying.md says: they wait for each other, both end
well, and what they brought is there once."""

import os
import subprocess
import sys

from tests.drills.marks import at_least, none, true
from tests.drills.newsroom import environment_in, use
from workbench.environment import ROOT


def drill(folder, database):
    environment = environment_in(folder, database)
    use(environment)
    deployments = [_begin(environment) for _ in range(2)]
    said = [each.communicate()[0] for each in deployments]
    codes = [each.returncode for each in deployments]
    yield true("both end well", codes == [0, 0], f"{codes} {said if any(codes) else ''}"[:400])
    from django.db import connection  # noqa: PLC0415

    from config.web.schema import applied, unapplied  # noqa: PLC0415
    from config.web.triggers import missing  # noqa: PLC0415
    from news.syncing.applying import Order  # noqa: PLC0415
    from news.syncing.files import read  # noqa: PLC0415

    yield none("migrations not applied", unapplied(connection))
    twice = [app for app, names in applied(connection).items() if len(names) != len(set(names))]
    yield none("migrations applied twice", twice)
    yield none("triggers missing", missing(connection))
    plan = Order(fixtures=read([ROOT / "fixtures"])).plan()
    yield at_least("records brought", plan.unchanged, 100)
    yield none("records not as the files say", plan.changes)
    yield true("nothing is left to synchronise", plan.is_done)
    connection.close()


def _begin(environment):
    steps = ("migrate", "sync_fixtures")
    commands = " && ".join(f"'{sys.executable}' manage.py {step} --verbosity=0" for step in steps)
    return subprocess.Popen(
        ["sh", "-c", commands],
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
