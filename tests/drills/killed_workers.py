"""kill -9 of workers during 500 publishes and uploads: what was acknowledged is there, nothing is half there."""

from tests.drills.marks import at_least, none, true
from tests.drills.newsroom import (
    Server,
    Told,
    drafts,
    environment_in,
    every,
    half_done,
    lost,
    pictures_without_files,
    strays,
    use,
    work,
)

ACTS = 500
EVERY = 4.0  # seconds between two kills


def drill(folder, database):
    environment = environment_in(folder, database)
    use(environment)
    told = Told()
    acts = [
        act
        for number, draft in enumerate(drafts(ACTS // 2))
        for act in (("publish", draft), ("upload", number))
    ]
    with Server(environment) as site:
        with every(EVERY, site.kill_a_worker) as kills:
            for editor in work(site, acts, told):
                editor.join()
        yield at_least("workers killed meanwhile", len(kills), 3)
        yield from outcome(site, folder, told)


def outcome(site, folder, told):
    """The marks of every drill in which something is killed under load."""
    yield true("the site answers by itself afterwards", site.answers())
    done = len(told.published) + len(told.uploaded)
    yield at_least("acts acknowledged", done, ACTS * 8 // 10)
    yield at_least(f"acts cut off, so that it was a drill {told.errors or ''}", told.failed, 1)
    yield none("acts refused", told.refused)
    yield none("acknowledged and not there", lost(site, told))
    yield none("half-published texts", half_done())
    yield none("pictures without their file", pictures_without_files())
    left = strays(folder)
    yield none(f"files without a row once pruned ({len(left)} before)", strays(folder, clean=True))
    ready = site.get("/readyz")
    yield true("ready afterwards", ready.status == 200, str(ready.status))
