"""The door of the site: the page cache, and Django behind it."""

import logging
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django_application = get_wsgi_application()

# Models can be imported only once Django has started.
from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402

from config.web.page_cache import PageCache  # noqa: E402
from config.web.requests import RequestIds  # noqa: E402
from config.web.sqlite_library import words as sqlite_words  # noqa: E402
from news.stamp import read_freshness  # noqa: E402

# In development templates change without the content changing, which the cache cannot see.
application = RequestIds(
    django_application
    if settings.DEBUG
    else PageCache(
        django_application, read=read_freshness, tls_header=(settings.SECURE_PROXY_SSL_HEADER or ("",))[0]
    )
)

if warning := sqlite_words(connection):
    logging.getLogger(__name__).warning(warning)
