"""Django's own command, one at a time: two deployments that begin together do not meet in the tables."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from config.web.deploying import alone


class Command(migrate.Command):
    def execute(self, *args: Any, **options: Any) -> str | None:
        # Around Django's checks as well: one asks SQLite whether it knows JSON, and takes a database that another writes to for
        # one that does not.
        with alone(connections[options["database"]], say=self.say_that_it_waits):
            return super().execute(*args, **options)

    def say_that_it_waits(self) -> None:
        self.stderr.write("Another deployment is at work; waiting until it ends.")
