"""In each process that answers requests, a thread that tells OpenSearch of what changed, whoever changed it, and fills it where
it holds nothing yet.

Every machine does so, and none has to: what one sent already is sent twice at worst.
"""

import os
import threading
import time
from logging import getLogger

from django.db import Error, connection

from news.search.opensearch.client import Client, NotFilledError, OpenSearchError, client
from news.search.opensearch.mirror import check_that_it_is_there, fill_where_nothing_is, follow

EVERY, RETRY = 0.5, 5.0  # seconds
# Seconds between two looks whether it still holds anything.
LOOK = 10.0

_log = getLogger(__name__)


def start() -> None:
    """Also in processes that a server forks after it loaded us."""
    os.register_at_fork(after_in_child=_start)
    _start()


def _start() -> None:
    threading.Thread(target=_run, name="search-follower", daemon=True).start()


def _run() -> None:
    follower = Follower(client())
    while True:
        time.sleep(EVERY if follower.step() else RETRY)


class Follower:
    def __init__(self, of: Client) -> None:
        self._client, self._looked_at, self._fails = of, -LOOK, False

    def step(self) -> bool:
        """Tells it of what there is to tell, and where it holds nothing fills it; false where there was nobody to tell. It goes
        on whatever happens."""
        try:
            is_told = self._tell()
        except Exception as error:
            self._say(error)
            connection.close()
            return False
        self._fails = False
        return is_told

    def _tell(self) -> bool:
        try:
            while follow(self._client):
                pass
            if time.monotonic() - self._looked_at >= LOOK:
                check_that_it_is_there(self._client)
                self._looked_at = time.monotonic()
        except NotFilledError:
            fill_where_nothing_is(self._client)
            return False
        return True

    def _say(self, error: Exception) -> None:
        """Once."""
        if not self._fails:
            trace = None if isinstance(error, (OpenSearchError, Error)) else error
            reason = {"reason": str(error).strip()}
            _log.warning("OpenSearch is not told of changes", extra=reason, exc_info=trace)
        self._fails = True
