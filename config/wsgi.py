"""The door of the site: the page cache, and Django behind it."""

import gc
import logging
import os

from django.core.wsgi import get_wsgi_application

# What is made from here on stays for ever: looking for garbage in it is a sixth of the time in which a process starts.
gc.disable()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django_application = get_wsgi_application()

# Models can be imported only once Django has started.
from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402

from config.kept_pages import WITHOUT_DATABASE, addresses  # noqa: E402
from config.web import readiness  # noqa: E402
from config.web.garbage import settle  # noqa: E402
from config.web.page_cache.door import PageCache  # noqa: E402
from config.web.page_cache.signals import signal_of  # noqa: E402
from config.web.page_cache.watch import Watch  # noqa: E402
from config.web.postgresql import refuse_while  # noqa: E402
from config.web.requests import RequestIds  # noqa: E402
from config.web.sqlite_library import words as sqlite_words  # noqa: E402
from news.search.opensearch import following  # noqa: E402
from news.stamp import read_freshness  # noqa: E402

if settings.DEBUG:
    # Templates change without the content changing, which the cache cannot see.
    application = RequestIds(django_application)
else:
    watch = Watch(read_freshness, signal_of())
    refuse_while(watch.refuses)
    readiness.register("page cache", watch.check)
    application = RequestIds(PageCache(django_application, watch, addresses(), WITHOUT_DATABASE))

if settings.OPENSEARCH_URL:
    following.start()
if warning := sqlite_words(connection):
    logging.getLogger(__name__).warning(warning)
if os.environ.get("METRICS_FOLDER") and "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
    logging.getLogger(__name__).warning("METRICS_FOLDER cannot be written, so each worker counts for itself.")
settle()
