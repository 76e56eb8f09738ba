"""A full disk under database and pictures: nothing acknowledged is lost, readers read on, and it goes on once there is room."""

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from tests.drills.marks import none, true
from tests.drills.newsroom import (
    Desk,
    Server,
    Told,
    drafts,
    environment_in,
    half_done,
    lost,
    pictures_without_files,
    use,
)
from workbench.environment import ROOT
from workbench.progress import CannotGoOnError

MEGABYTES = 48


@contextmanager
def small_disk(folder):
    """A file system in memory, of the drill's own; only an administrator may mount one."""
    disk = Path(folder) / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "chronicle-drill", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        raise CannotGoOnError("a small disk cannot be mounted; type:  sudo make drill")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=False)


def drill(folder, database):
    with small_disk(folder) as disk:
        source = Path(database.removeprefix("sqlite:///"))
        target = disk / "site.sqlite3"
        target.write_bytes(source.read_bytes())
        environment = environment_in(disk, f"sqlite:///{target}")
        use(environment)
        yield from _marks(disk, environment)


def _marks(disk, environment):
    told, texts = Told(), drafts(12)
    ballast = disk / "ballast"
    with Server(environment) as site:
        desk = Desk(site)
        _publish(desk, texts[:3], told)
        site.get("/en/news/story-0/")
        fill(ballast)
        statuses = [*_publish(desk, texts[3:8], told), desk.upload("picture-1", 1).status]
        yield true(
            "saving fails in words, not in silence",
            set(statuses) <= {302, 500, 503},
            str(sorted(set(statuses))),
        )
        yield true("an upload that had no room is refused", statuses[-1] != 302, str(statuses[-1]))
        yield true("readers read a page kept", site.get("/en/news/story-0/").status == 200)
        yield true("readers read a page not kept", site.get("/en/news/story-1/versions/").status == 200)
        ready = site.get("/readyz")
        said = json.loads(ready.body)["checks"].get("storage", "")
        yield true("/readyz says that nothing can be stored", ready.status == 503 and "No space" in said)
        done = _manage("backup", environment)
        left = [*(disk / "backups").glob("*")]
        yield true("a backup refuses in words", done.returncode == 1 and "No backup was made" in done.stderr)
        yield none("files of that backup left behind", left)
        ballast.unlink()
        statuses = [*_publish(desk, texts[8:], told), desk.upload("picture-2", 2).status]
        told.uploaded.add("picture-2")
        yield true("with room again everything goes on", set(statuses) == {302}, str(set(statuses)))
        yield none("acknowledged and not there", lost(site, told))
        yield none("half-published texts", half_done())
        yield none("pictures without their file", pictures_without_files())
        yield none("half-written files", [*(disk / "media" / "images").glob(".*")])
        yield true("the database is whole", integrity() == "ok", integrity())
        yield true("ready again", site.get("/readyz").status == 200)


def _publish(desk, texts, told):
    statuses = []
    for draft in texts:
        answer = desk.publish(draft)
        statuses.append(answer.status)
        if answer.status == 302:
            told.published[draft.article.slug] = f"It is so of {draft.article.slug}"
    return statuses


def fill(ballast):
    """To the last block."""
    with ballast.open("wb", buffering=0) as file:
        for size in (1024 * 1024, 4096, 512):
            try:
                while True:
                    file.write(b"\0" * size)
            except OSError:
                continue


def integrity():
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        return cursor.fetchone()[0]


def _manage(command, environment):
    return subprocess.run(
        [sys.executable, "manage.py", command],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
