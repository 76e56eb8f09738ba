"""Two app servers and an OpenSearch: filled while an editor publishes, asked, hanging, gone, and back with nothing in it."""

import threading
import time

from tests.drills.cluster import wait_for
from tests.drills.marks import none, true, within
from tests.drills.newsroom import Desk, Server, drafts, environment_in, use
from tests.opensearch_server import OpenSearchServer
from tests.served_site import manage

LEFT_ALONE = 11.0  # seconds; see news/search/asking.py
HEARD_OF, WAITED_FOR, THEN = 1.0, 4.0, 0.3


def drill(folder, database):
    with OpenSearchServer() as engine:
        environment = environment_in(folder, database.url) | {"OPENSEARCH_URL": f"{engine.url}/drill"}
        use(environment)
        with Server(environment, workers=1) as first, Server(environment, workers=1) as second:
            site = Site(environment, first, second)
            yield from filled_at_work(site)
            time.sleep(LEFT_ALONE)
            yield from asked(site)
            engine.freeze()
            yield from found_all_the_same(site, "hanging")
            engine.kill()
            time.sleep(LEFT_ALONE)
            yield from found_all_the_same(site, "gone")
            engine.start()
            yield from back_with_nothing(site)


class Site:
    """An editor at one machine, a reader at the other."""

    def __init__(self, environment, first, second):
        self.environment, self.desk, self.reader = environment, Desk(first), second
        self.texts = iter(drafts(30, "looked"))

    def publish(self):
        """The address of another text."""
        draft = next(self.texts)
        assert self.desk.publish(draft).status == 302
        return f"/en/news/{draft.article.slug}/"

    def finds(self, address):
        word = address.strip("/").rpartition("-")[2]
        return address.encode() in self.reader.get(f"/en/search/?q=looked+{word}").body

    def mirror(self, *how):
        manage(self.environment, "mirror_search", "--verbosity=0", *how)


def filled_at_work(site):
    """By the site itself; and what is published while it is filled anew is in it."""
    address = site.publish()
    yield true("before it is filled the database answers", wait_for(lambda: site.finds(address), 5))
    yield true("the site fills it by itself", wait_for(is_whole, 15))
    published = []

    def work():
        published.extend(site.publish() for _ in range(12))

    editor = threading.Thread(target=work)
    editor.start()
    site.mirror("--anew")
    editor.join()
    yield none("not told a second after", missing_after(HEARD_OF))
    yield none("published meanwhile, not found", [each for each in published if not site.finds(each)])


def asked(site):
    address = site.publish()
    began = time.perf_counter()
    yield true("published on one, found on the other", wait_for(lambda: site.finds(address), 5, every=0.05))
    yield within("after", time.perf_counter() - began, 2 * HEARD_OF)
    # What it does not hold is not found, so it is asked, and nobody else.
    engine, index, document = held_of(address)
    engine.bulk(index, [{"delete": {"_id": str(document)}}])
    yield true("it is who is asked", wait_for(lambda: not site.finds(address), 5))
    site.mirror()
    yield true("and mirror_search mends it", wait_for(lambda: site.finds(address), 5))


def found_all_the_same(site, how):
    began = time.perf_counter()
    address = site.publish()
    yield within(f"{how}: a text is published", time.perf_counter() - began, HEARD_OF)
    for when, most in (("first", WAITED_FOR), ("then", THEN)):
        began = time.perf_counter()
        yield true(f"{how}: it is found", site.finds(address))
        yield within(f"{how}: {when} after", time.perf_counter() - began, most)
    yield true(f"{how}: readers may come", site.reader.is_ready())


def back_with_nothing(site):
    address = site.publish()
    yield true("back, empty: it is found", wait_for(lambda: site.finds(address), 2 * HEARD_OF))
    yield true("the site fills it again", wait_for(is_whole, 30))
    time.sleep(LEFT_ALONE)
    yield true("filled again: it is found", wait_for(lambda: site.finds(address), 5))
    yield none("changes it has not heard of", missing_after(HEARD_OF))


def is_whole():
    """Whether it holds as many documents as there are."""
    from news.models import SearchDocument  # noqa: PLC0415
    from news.search.opensearch.client import OpenSearchError, client  # noqa: PLC0415
    from news.search.opensearch.mirror import held  # noqa: PLC0415

    try:
        return held(client()) == SearchDocument.objects.count()
    except OpenSearchError:
        return False


def missing_after(seconds):
    from news.models import SearchChange  # noqa: PLC0415

    wait_for(lambda: not SearchChange.objects.exists(), seconds, every=0.05)
    return list(SearchChange.objects.all())


def held_of(address):
    from news.models import SearchDocument, SearchMirror  # noqa: PLC0415
    from news.search.opensearch.client import client  # noqa: PLC0415

    key = address.strip("/").rpartition("/")[2]
    document = SearchDocument.objects.get(key=key, language="en").pk
    return client(), SearchMirror.objects.get().index, document
