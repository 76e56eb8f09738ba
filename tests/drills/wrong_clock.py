"""One of two machines has a clock an hour fast: what readers see stays whole, nobody meets an error, the doctor says it."""

import os
import shutil
import subprocess
import sys

from tests.drills.marks import none, true
from tests.drills.newsroom import Desk, Server, drafts, environment_in, half_done, use
from workbench import system_packages
from workbench.environment import ROOT

AN_HOUR_FAST = ["faketime", "-f", "+1h"]


def drill(folder, cluster):
    if not shutil.which("faketime"):
        system_packages.install("faketime")
    environment = environment_in(folder, cluster.url)
    use(environment)
    first, second = drafts(2)
    with Server(environment) as right, Server(environment, before=AN_HOUR_FAST) as fast:
        told = Desk(fast).publish(first)
        yield true("publishing on the fast machine", told.status == 302, str(told.status))
        path = "/en/news/story-0/"
        seen = fast.get(path).status, right.get(path).status
        yield true("there it is read; elsewhere it is not there yet", seen == (200, 404), str(seen))
        told = Desk(right).publish(second)
        yield true("publishing on the right machine", told.status == 302, str(told.status))
        path = "/en/news/story-1/"
        seen = fast.get(path).status, right.get(path).status
        yield true("that is read on both", seen == (200, 200), str(seen))
        update = _update(first)
        told = Desk(right).publish(update)
        yield true(
            "an update before its original's moment is refused in words", told.status == 200, str(told.status)
        )
        ready = fast.get("/readyz").status, right.get("/readyz").status
        yield true("both are ready", ready == (200, 200), str(ready))
    yield none("half-published texts", half_done())
    said = subprocess.run(
        [*AN_HOUR_FAST, sys.executable, "manage.py", "doctor"],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    yield true("the doctor says so there", "s ahead of the database's" in said.stdout and said.returncode > 0)


def _update(draft):
    from news.models import ArticleVersion  # noqa: PLC0415
    from tests.factories import make_draft  # noqa: PLC0415

    article = ArticleVersion.objects.get(pk=draft.pk).article
    return make_draft(
        article, headline="An update", standfirst="", body="Newer.[^read]", act="update", note="Why."
    )
