"""The database is gone, then takes questions and does not answer, then is back: how long readers wait, and what they get."""

import time

from tests.drills.cluster import wait_for
from tests.drills.marks import true, within
from tests.drills.newsroom import Desk, Server, drafts, environment_in, form, marker, use

FIRST, LATER = 3.0, 0.3  # seconds that a request may take
KEPT = "/en/news/story-0/"
# Pages that nobody asked for before.
UNKEPT = {"gone": "/en/news/story-1/", "hanging": "/en/news/"}


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
        act = form(texts[2])
        connection.close()
        cluster.kill()
        yield from _without(site, "gone")
        yield from _act(desk, act, texts[2], "gone")
        cluster.start()
        yield from _back(site, desk, texts[2], "gone")
        site.get(KEPT)
        act = form(texts[3])
        connection.close()
        cluster.freeze()
        yield from _without(site, "hanging")
        yield from _act(desk, act, texts[3], "hanging")
        cluster.thaw()
        yield from _back(site, desk, texts[3], "hanging")


def _without(site, how):
    pages = KEPT, UNKEPT[how]
    first = [site.timed(path) for path in pages]
    yield true(f"{how}: a page kept is shown", first[0][1] == 200, str(first[0][1]))
    yield true(f"{how}: another answers 503", first[1][1] == 503, str(first[1][1]))
    yield within(f"{how}: the first requests", max(seconds for seconds, _ in first), FIRST)
    later = [site.timed(path) for _ in range(5) for path in pages]
    yield within(f"{how}: later ones", max(seconds for seconds, _ in later), LATER)
    yield true(f"{how}: the process is alive", site.get("/healthz").status == 200)
    seconds, status = site.timed("/readyz")
    yield true(f"{how}: /readyz says so", status == 503, str(status))
    yield within(f"{how}: /readyz within", seconds, FIRST)


def _act(desk, act, draft, how):
    began = time.perf_counter()
    answer = desk.post(*act)
    yield within(f"{how}: an act is answered", time.perf_counter() - began, LATER)
    is_there = answer.status == 503 and marker(draft.article.slug).encode() in answer.body
    yield true(f"{how}: by 503 and what was typed", is_there, str(answer.status))


def _back(site, desk, draft, how):
    began = time.monotonic()
    is_ready = wait_for(lambda: site.timed("/readyz")[1] == 200, 15)
    yield true(f"back after {how}: ready in {time.monotonic() - began:.1f} s", is_ready)
    yield true(f"back after {how}: pages", wait_for(lambda: site.timed(UNKEPT[how])[1] == 200, 10))
    status = desk.publish(draft).status
    yield true(f"back after {how}: publishing", status == 302, str(status))
    path = f"/en/news/{draft.article.slug}/"
    yield true(
        f"back after {how}: what is published is read", wait_for(lambda: site.timed(path)[1] == 200, 3)
    )
