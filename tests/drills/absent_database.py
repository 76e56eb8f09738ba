"""The database is gone, then takes questions and does not answer, then is back: how long readers wait, and what they get."""

import time

from tests.drills.cluster import wait_for
from tests.drills.marks import true, within
from tests.drills.newsroom import Desk, Server, drafts, environment_in, use

FIRST, LATER = 3.0, 0.3  # seconds that a request may take
KEPT, UNKEPT = "/en/news/story-0/", "/en/news/story-1/"


def drill(folder, cluster):
    environment = environment_in(folder, cluster.url)
    use(environment)
    texts = drafts(4)
    with Server(environment, workers=1) as site:
        from django.db import connection  # noqa: PLC0415

        desk = Desk(site)
        for draft in texts[:2]:
            desk.publish(draft)
        site.get(KEPT)
        connection.close()
        cluster.kill()
        yield from _without(site, "gone")
        cluster.start()
        yield from _back(site, desk, texts[2], "gone")
        site.get(KEPT)
        connection.close()
        cluster.freeze()
        yield from _without(site, "hanging")
        cluster.thaw()
        yield from _back(site, desk, texts[3], "hanging")


def _without(site, how):
    first = [site.timed(path) for path in (KEPT, UNKEPT, KEPT, UNKEPT)][:2]
    yield true(f"{how}: a page kept is shown", first[0][1] == 200, str(first[0][1]))
    yield true(f"{how}: another answers 503", first[1][1] == 503, str(first[1][1]))
    yield within(f"{how}: the first requests", max(seconds for seconds, _ in first), FIRST)
    later = [site.timed(path) for _ in range(5) for path in (KEPT, UNKEPT)]
    yield within(f"{how}: later ones", max(seconds for seconds, _ in later), LATER)
    yield true(f"{how}: the process is alive", site.get("/healthz").status == 200)
    seconds, status = site.timed("/readyz")
    yield true(f"{how}: /readyz says so", status == 503, str(status))
    yield within(f"{how}: /readyz within", seconds, FIRST)


def _back(site, desk, draft, how):
    began = time.monotonic()
    is_ready = wait_for(lambda: site.timed("/readyz")[1] == 200, 15)
    yield true(f"back after {how}: ready in {time.monotonic() - began:.1f} s", is_ready)
    yield true(f"back after {how}: pages", wait_for(lambda: site.timed(UNKEPT)[1] == 200, 10))
    status = desk.publish(draft).status
    yield true(f"back after {how}: publishing", status == 302, str(status))
    path = f"/en/news/{draft.article.slug}/"
    yield true(
        f"back after {how}: what is published is read", wait_for(lambda: site.timed(path)[1] == 200, 3)
    )
