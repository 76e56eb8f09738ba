"""A site that runs, and editors who publish and upload through its forms; what they were told is kept, to be held against it."""

import hashlib
import http.client
import io
import os
import signal
import subprocess
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from tests.drills.processes import children
from tests.served_site import settings_in
from workbench import server
from workbench.environment import ROOT
from workbench.server import GRANIAN, HOST

OPTIONS = [
    "--blocking-threads",
    "4",
    "--backpressure",
    "64",
    "--log-level",
    "error",
    "--respawn-failed-workers",
]
TOKEN = "a" * 32
LONGEST = 150  # seconds of work


def environment_in(folder, database=None):
    """The settings of production in a folder; static files are those that all drills share."""
    environment = settings_in(folder) | {"BACKUP_ROOT": f"{folder}/backups", "METRICS_TOKEN": TOKEN}
    environment["STATIC_ROOT"] = os.environ.get("DRILL_STATIC", environment["STATIC_ROOT"])
    return environment | ({"DATABASE_URL": database} if database else {})


def use(environment):
    """Django in this process, on the drill's own database."""
    os.environ |= environment
    import django  # noqa: PLC0415 its settings exist only now

    django.setup()


class Server:
    """The site's own server, workers and all."""

    def __init__(self, environment, workers=2, before=(), release=ROOT):
        """`release`: the folder of its code."""
        self.environment, self.workers, self.before, self.release = environment, workers, [*before], release
        self.port = server.free_port()
        self.process = None

    def start(self):
        """In a process group of its own; the kernel stops it when the drill ends, however it ends."""
        command = [*self.before, *GRANIAN, *OPTIONS, "--workers", str(self.workers), "--port", str(self.port)]
        command = ["setpriv", "--pdeathsig", "TERM", *command, "--respawn-interval", "0.5"]
        with (Path(self.environment["MEDIA_ROOT"]).parent / f"server-{self.port}.log").open("ab") as log:
            self.process = subprocess.Popen(
                command,
                cwd=self.release,
                env=os.environ | self.environment,
                process_group=0,
                stdout=log,
                stderr=log,
            )

    def __enter__(self):
        self.start()
        if not self.answers(60):
            raise RuntimeError("the server did not start")
        return self

    def __exit__(self, *exception):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def answers(self, seconds=30):
        """Whether it does, by then."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self.timed("/healthz", timeout=5)[1] == 200:
                return True
            time.sleep(0.1)
        return False

    def get(self, path, timeout=10, **headers):
        """The answer, its body read: `.status`, `.body`."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=timeout)
        try:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            answer.body = answer.read()
            return answer
        finally:
            connection.close()

    def timed(self, path, timeout=30):
        """(seconds, status); status 0 where no answer came."""
        began = time.perf_counter()
        try:
            status = self.get(path, timeout).status
        except (OSError, http.client.HTTPException):
            status = 0
        return time.perf_counter() - began, status

    def kill_a_worker(self, _number):
        """The oldest. Granian gives up where one is killed within 5.5 s of its start, and is started anew, as by systemd."""
        if self.process.poll() is not None:
            self.start()
            return
        workers = children(self.process.pid)
        if len(workers) == self.workers:
            with suppress(ProcessLookupError):
                os.kill(workers[0], signal.SIGKILL)


@dataclass
class Told:
    """What editors were told is done: {slug: marker}, {key of a picture: hash of what is stored}."""

    published: dict = field(default_factory=dict)
    uploaded: set = field(default_factory=set)
    failed: int = 0
    errors: dict = field(default_factory=dict)
    refused: list = field(default_factory=list)


class Desk:
    """An editor at the forms of a site, by HTTP."""

    def __init__(self, site, username="editor"):
        self.site = site
        self.cookies = {"sessionid": signed_in(username), "csrftoken": TOKEN}

    def post(self, path, data, timeout=30):
        from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart  # noqa: PLC0415

        body = encode_multipart(BOUNDARY, data | {"csrfmiddlewaretoken": TOKEN})
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection = http.client.HTTPConnection(HOST, self.site.port, timeout=timeout)
        try:
            connection.request("POST", path, body, {"Cookie": cookies, "Content-Type": MULTIPART_CONTENT})
            answer = connection.getresponse()
            answer.body = answer.read()
            return answer
        finally:
            connection.close()

    def publish(self, draft):
        from tests.news.admin.pages import version_data, version_url  # noqa: PLC0415

        return self.post(version_url(draft), version_data(draft, "publish"))

    def upload(self, key, number):
        from tests.news.admin.pages import url  # noqa: PLC0415

        words = {"key": key, "alt_en": "A map", "credit_en": "Union Chronicle", "licence": "CC BY 4.0"}
        focal = {"focal_x": "50", "focal_y": "50"}
        return self.post(url("image_add"), words | focal | {"file": picture(number), "again": "on"})


def signed_in(username):
    """The session of an account with all rights, made if need be."""
    from django.contrib.auth import get_user_model  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    users = get_user_model().objects
    user = users.filter(username=username).first() or users.create_superuser(username)
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


def picture(number):
    """A PNG like no other."""
    from PIL import Image  # noqa: PLC0415

    file = io.BytesIO()
    data = hashlib.sha256(str(number).encode()).digest() * 24
    Image.frombytes("RGB", (16, 16), data).save(file, "PNG")
    file.seek(0)
    file.name = f"picture-{number}.png"
    return file


def drafts(count, prefix="story"):
    """Articles with one complete draft each, whose text names it."""
    from news.models import Source  # noqa: PLC0415
    from tests.factories import make_article, make_draft, make_source  # noqa: PLC0415

    source = Source.objects.filter(key="read").first() or make_source("read")
    assert source
    made = []
    for number in range(count):
        article = make_article(f"{prefix}-{number}", version=False)
        made.append(
            make_draft(
                article, headline=f"{prefix} {number}", standfirst="", body=f"{marker(article.slug)}.[^read]"
            )
        )
    return made


def marker(slug):
    return f"It is so of {slug}"


def work(site, acts, told, threads=3):
    """Editors do the acts, each once, (`"publish", draft` or `"upload", number`), and note what they were told."""
    waiting, lock = iter(acts), threading.Lock()

    def editor(name):
        desk = Desk(site, name)
        until = time.monotonic() + LONGEST
        while time.monotonic() < until:
            with lock:
                act = next(waiting, None)
            if act is None:
                return
            _do(desk, act, told, lock)

    editors = [threading.Thread(target=editor, args=(f"editor-{at}",), daemon=True) for at in range(threads)]
    for each in editors:
        each.start()
    return editors


def _do(desk, act, told, lock):
    kind, thing = act
    try:
        answer = _sent(
            lambda: desk.publish(thing) if kind == "publish" else desk.upload(f"picture-{thing}", thing)
        )
    except (OSError, http.client.HTTPException) as error:
        with lock:
            told.failed += 1
            told.errors[type(error).__name__] = told.errors.get(type(error).__name__, 0) + 1
        time.sleep(0.5)
        return
    with lock:
        if answer.status != 302 or "login" in answer.headers["Location"]:
            told.refused.append((kind, answer.status))
        elif kind == "publish":
            told.published[thing.article.slug] = marker(thing.article.slug)
        else:
            told.uploaded.add(f"picture-{thing}")


def _sent(act, seconds=30):
    """The answer. Where nobody takes the call nothing has begun: an editor waits and sends it again."""
    from django.db import DatabaseError, connection  # noqa: PLC0415 the form is filled in from the drill's database

    until = time.monotonic() + seconds
    while True:
        try:
            return act()
        except (ConnectionRefusedError, DatabaseError):
            connection.close()
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def lost(site, told):
    """Acts that were acknowledged and are not there, as readers and the record see it."""
    from django.core.files.storage import default_storage  # noqa: PLC0415

    from news.models import Image  # noqa: PLC0415

    absent = []
    for slug, text in told.published.items():
        answer = site.get(f"/en/news/{slug}/")
        if answer.status != 200 or text.encode() not in answer.body:
            absent.append(slug)
    images = {image.key: image for image in Image.objects.filter(key__in=told.uploaded)}
    for key in told.uploaded:
        image = images.get(key)
        if image is None or not default_storage.exists(image.file.name) or not is_whole(image):
            absent.append(key)
    return absent


def is_whole(image):
    from django.core.files.storage import default_storage  # noqa: PLC0415

    with default_storage.open(image.file.name) as file:
        return hashlib.sha256(file.read()).hexdigest() == image.sha256


def half_done():
    """Versions published without all that belongs to it, or with some of it and not published."""
    from news.models import ArticleVersion, AuditEntry, SearchDocument  # noqa: PLC0415

    audited = set(AuditEntry.objects.filter(act="publish").values_list("key", flat=True))
    found = set(SearchDocument.objects.filter(kind="article").values_list("key", "live_from"))
    halves = []
    for version in ArticleVersion.objects.select_related("article"):
        slug = version.article.slug
        states = {
            version.live_from is not None,
            f"{slug}/en/{version.number}" in audited,
            (slug, version.live_from) in found,
        }
        if len(states) > 1:
            halves.append(slug)
    return halves


def pictures_without_files():
    from django.core.files.storage import default_storage  # noqa: PLC0415

    from news.models import Image  # noqa: PLC0415

    return [image.key for image in Image.objects.all() if not default_storage.exists(image.file.name)]


def strays(folder, clean=False):
    """Files that no row names, an hour later; `clean`: as `make_renditions --prune` would have removed them."""
    from django.core.files.storage import default_storage  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from news.pictures.pruning import orphans  # noqa: PLC0415

    later = timezone.now() + timedelta(hours=2)
    unfinished = [*Path(folder, "media").rglob(".*.*-*")]
    if not clean:
        return [*orphans(later), *unfinished]
    for name in [*orphans(later)]:
        default_storage.delete(name)
    for path in unfinished:
        path.unlink(missing_ok=True)
    return [*orphans(later)]


@contextmanager
def every(seconds, do):
    """Does it again and again, from another thread, until the block ends; yields the list of moments."""
    stop, moments = threading.Event(), []

    def again():
        while not stop.wait(seconds):
            do(len(moments))
            moments.append(time.monotonic())

    thread = threading.Thread(target=again, daemon=True)
    thread.start()
    try:
        yield moments
    finally:
        stop.set()
        thread.join()
