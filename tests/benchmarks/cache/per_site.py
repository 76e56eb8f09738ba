"""The site behind Django's own cache of whole sites, in the order its documentation gives, in the process's memory."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.cache.per_site_settings"

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
