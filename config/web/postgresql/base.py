"""The module in which Django looks for a database's wrapper."""

from typing import Any

from django.db.backends.postgresql import base
from django.db.utils import OperationalError

from config.web.postgresql import is_refused


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        if is_refused():
            raise OperationalError("The database is out of reach: a moment ago it did not answer.")
        return super().get_new_connection(conn_params)
