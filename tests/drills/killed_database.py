"""kill -9 of the database during 500 publishes and uploads, of one connection's server and of all of it."""

import time

from tests.drills.cluster import wait_for
from tests.drills.killed_workers import ACTS, outcome
from tests.drills.marks import at_least, true, within
from tests.drills.newsroom import Server, Told, drafts, environment_in, every, use, work

EVERY = 6.0  # seconds from when the site is ready again to the next kill
BACK = 10.0  # seconds, most of them the database's own for reading what it had written down


def drill(folder, cluster):
    environment = environment_in(folder, cluster.url)
    use(environment)
    told = Told()
    acts = [
        act
        for number, draft in enumerate(drafts(ACTS // 2))
        for act in (("publish", draft), ("upload", number))
    ]

    away = []

    def kill(number):
        began = time.monotonic()
        if number % 3 == 2:
            cluster.kill()
            cluster.start()
        else:
            cluster.kill_a_backend()
        wait_for(site.is_ready, 30)
        away.append(time.monotonic() - began)

    with Server(environment) as site:
        from django.db import connection  # noqa: PLC0415 it is a connection of the drill's database

        connection.close()
        with every(EVERY, kill) as kills:
            for editor in work(site, acts, told):
                editor.join()
        connection.close()
        yield at_least("times the database was killed", len(kills), 3)
        yield within("until the site was ready again, at most", max(away), BACK)
        yield true("the database answers afterwards", cluster.answers())
        yield from outcome(site, folder, told)
