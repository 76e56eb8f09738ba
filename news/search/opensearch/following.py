"""In each process that answers requests, a thread that tells OpenSearch of what changed, whoever changed it.

Every machine does so, and none has to: what one sent already is sent twice at worst.
"""

import os
import threading
import time
from logging import getLogger

from django.db import Error, connection

from news.search.opensearch.client import OpenSearchError, client
from news.search.opensearch.mirror import NotFilledError, follow

EVERY, RETRY = 0.5, 5.0  # seconds

_log = getLogger(__name__)


def start() -> None:
    """Also in processes that a server forks after it loaded us."""
    os.register_at_fork(after_in_child=_start)
    _start()


def _start() -> None:
    threading.Thread(target=_run, name="search-follower", daemon=True).start()


def _run() -> None:
    fails = False
    while True:
        try:
            while follow(client()):
                pass
            fails = False
        except NotFilledError:
            fails = True  # it is for `manage.py doctor` to say
        except Exception as error:  # it goes on whatever happens
            if not fails:
                trace = None if isinstance(error, (OpenSearchError, Error)) else error
                _log.warning(
                    "OpenSearch is not told of changes", extra={"reason": str(error).strip()}, exc_info=trace
                )
            fails = True
            connection.close()
        time.sleep(RETRY if fails else EVERY)
