"""A schedule is a date read when a page is asked for: no process has to run at the hour."""

import json
import time
import urllib.error
import urllib.request

from tests.served_site import copy, manage, served

HEADLINE = "Live though nobody was awake"
SOON = 6  # seconds
SCHEDULE = f"""
import json
from datetime import timedelta
from django.contrib.auth import get_user_model
from django.utils import timezone
from news import publishing
from news.models import Article
article = Article.objects.create(slug="nobody-awake", kind="report")
publisher = get_user_model().objects.get(username="editor")
draft = publishing.new_draft(article, "en", by=publisher, act="first")
publishing.keep(draft, by=publisher, fields={{"headline": "{HEADLINE}", "body": "It is so.[^kremlin-79225]"}})
at = timezone.now() + timedelta(seconds={SOON})
publishing.publish(draft, by=publisher, at=at, own_text_reason="Nobody else is here.")
print(json.dumps(at.timestamp()))
"""


def answer(site, path):
    """(status, text) of a page."""
    try:
        with urllib.request.urlopen(f"{site.address}{path}", timeout=10) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, ""


def test_stopped_at_the_hour_and_started_later(prepared, tmp_path):
    environment = copy(prepared, tmp_path)
    with served(environment) as site:
        answer(site, "/en/news/")  # whatever a first page takes, it takes before the hour is set
        at = json.loads(manage(environment, "shell", "-c", SCHEDULE).splitlines()[-1])
        assert answer(site, "/en/news/nobody-awake/")[0] == 404
        assert HEADLINE not in answer(site, "/en/news/")[1]
        assert time.time() < at, "The machine is too slow to see it before its hour."
    time.sleep(max(0, at - time.time()))  # the hour itself: every process of the site is stopped
    with served(environment) as site:
        status, text = answer(site, "/en/news/nobody-awake/")
        assert (status, HEADLINE in text) == (200, True)
        assert HEADLINE in answer(site, "/en/news/")[1]
