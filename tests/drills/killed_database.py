"""kill -9 of the database during 500 publishes and uploads, of one connection's server and of all of it."""

from tests.drills.killed_workers import ACTS, outcome
from tests.drills.marks import at_least
from tests.drills.newsroom import Server, Told, drafts, environment_in, every, use, work

EVERY = 4.0  # seconds between two kills


def drill(folder, cluster):
    environment = environment_in(folder, cluster.url)
    use(environment)
    told = Told()
    acts = [
        act
        for number, draft in enumerate(drafts(ACTS // 2))
        for act in (("publish", draft), ("upload", number))
    ]

    def kill(number):
        if number % 3 == 2:
            cluster.kill()
            cluster.start()
        else:
            cluster.kill_a_backend()

    with Server(environment) as site:
        from django.db import connection  # noqa: PLC0415 it is a connection of the drill's database

        connection.close()
        with every(EVERY, kill) as kills:
            for editor in work(site, acts, told):
                editor.join()
        connection.close()
        yield at_least("times the database was killed", len(kills), 3)
        yield from outcome(site, folder, told)
