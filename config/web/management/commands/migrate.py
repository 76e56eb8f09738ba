"""Django's own command, one at a time: two deployments that begin together do not meet in the tables."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from config.web.deploying import alone


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        with alone(connections[options["database"]]):
            super().handle(*args, **options)
