"""PostgreSQL and its standby, a bucket, two app servers and nginx: what one does the other shows; one dies and a release goes
round, and no reader sees an error."""

import http.client
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.drills.cluster import Cluster, wait_for
from tests.drills.marks import Mark, at_least, none, true, within
from tests.drills.newsroom import Desk, Server, Visitor, drafts, environment_in, marker, use
from tests.drills.processes import TIED, launch
from workbench import server, system_packages
from workbench.environment import ROOT
from workbench.progress import CannotGoOnError
from workbench.server import HOST

PROXY = ROOT / "docs" / "deploying" / "nginx-many.conf"
BUCKET = "pictures"
LOGIN = "/admin/login/"
OTHER = "203.0.113.9"
SECOND = 1.0
UNDER_LOAD = 5.0  # seconds with one machine gone
BETWEEN = 4.0  # seconds from one machine's restart to the next: nginx leaves one that failed alone for two
LEFT_ALONE = 11.0  # seconds; see news/search/asking.py
READERS = 4
PAGES = (
    "/en/",
    "/ru/",
    "/en/news/",
    "/be/agreements/",
    "/en/routes/",
    "/en/search/?q=Vitebsk",
    "/en/sources/",
)
# What a release may bring: a column that the old code does not know.
NEXT_RELEASE = """
from django.db import models
Topic.add_to_class("drilled", models.CharField(max_length=20, db_default="", blank=True))
"""
LEFT_BEHIND = (
    ".git",
    ".venv",
    "var",
    ".hypothesis",
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
    "__pycache__",
)


def drill(folder, database):
    with ExitStack() as whole:
        standby = whole.enter_context(following(database, folder / "standby"))
        environment = environment_in(folder, database.url) | {"SEARCH_DATABASE_URL": standby.url}
        with ExitStack() as stack:
            environment |= shared_settings(stack.enter_context(bucket(folder)))
            use(environment)
            first = stack.enter_context(Server(environment, workers=1))
            second = stack.enter_context(Server(environment, workers=1))
            proxy = stack.enter_context(nginx(folder, [first.port, second.port]))
            yield from shared(first, second)
            yield from searched(first, second, standby)
            yield from coming_in(first, proxy)
            yield from one_is_killed(proxy, second)
        with ExitStack() as stack:
            yield from rolling(stack, folder, environment, next_release(folder))


@contextmanager
def following(database, folder):
    standby = Cluster(folder, follows=database)
    try:
        standby.start()
        yield standby
    finally:
        standby.remove()


def shared(first, second):
    """What is done on one machine is there on the other."""
    [draft] = drafts(1, "shared")
    address = f"/en/news/{draft.article.slug}/"
    second.get(address)
    assert Desk(first).publish(draft).status == 302
    began = time.perf_counter()
    seen = wait_for(lambda: marker(draft.article.slug).encode() in second.get(address).body, 5, every=0.02)
    yield true("published on one, read on the other", seen)
    yield within("after", time.perf_counter() - began, SECOND)
    assert Desk(first).upload("shared", 1).status == 302
    from news.models import Image  # noqa: PLC0415

    image = Image.objects.get(key="shared")
    Desk(first).publish(with_picture(image))
    picture = f"/media/{image.file.name}"
    seen = wait_for(lambda: second.get(picture).status == 200, 5)
    yield true("uploaded on one, its picture on the other", seen, str(second.get(picture).status))
    yield none("pictures on a machine's own disk", [*Path(os.environ["MEDIA_ROOT"]).rglob("*.png")])


def searched(first, second, standby):
    """The standby answers searches, a moment after the act; where it is gone, the database does."""
    [draft] = drafts(1, "looked-for")
    address = f"/en/news/{draft.article.slug}/".encode()

    def found():
        return address in second.get("/en/search/?q=looked+for").body

    assert Desk(first).publish(draft).status == 302
    began = time.perf_counter()
    yield true("published on one, found by a search on the other", wait_for(found, 5, every=0.1))
    yield within("after", time.perf_counter() - began, SECOND)
    yield at_least("processes that asked the standby", len(asking(standby)), 1)
    standby.freeze()
    yield from found_all_the_same(found, "hangs", 4 * SECOND)
    standby.kill()
    time.sleep(LEFT_ALONE)
    yield from found_all_the_same(found, "is gone", 3 * SECOND)
    standby.start()


def found_all_the_same(found, how, seconds):
    """The first search waits for the standby, the next ones know."""
    for when, most in (("first", seconds), ("then", 0.3)):
        began = time.perf_counter()
        yield true(f"found while the standby {how}", found())
        yield within(f"{when} after", time.perf_counter() - began, most)


def asking(standby):
    """Who holds a connection to it, this program and its own processes aside."""
    import psycopg  # noqa: PLC0415

    with psycopg.connect(host=str(standby.folder), user="chronicle", dbname="postgres") as session:
        rows = session.execute(
            "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        return rows.fetchall()


def with_picture(image):
    """A draft that readers will see it in."""
    from news.models import ArticleVersion  # noqa: PLC0415

    [draft] = drafts(1, "pictured")
    ArticleVersion.objects.filter(pk=draft.pk).update(lead_image=image)
    draft.refresh_from_db()
    return draft


def coming_in(machine, proxy):
    """Attempts are counted by readers' own addresses, whichever machine they reach; publishing takes two steps."""
    attempt = {"username": "nobody", "password": "a wrong one"}
    visitor = Visitor(proxy)
    statuses = [visitor.post(LOGIN, attempt).status for _ in range(10)]
    yield true("wrong passwords through nginx, to both machines: the tenth waits", *_is(429, statuses[-1]))
    status = visitor.post(LOGIN, attempt | {"username": "other"}, **{"X-Forwarded-For": OTHER}).status
    yield true("nobody gets round by pretending another address", *_is(429, status))
    status = (
        Visitor(machine).post(LOGIN, attempt | {"username": "other"}, **{"X-Forwarded-For": OTHER}).status
    )
    yield true("somebody at another address does not wait", *_is(200, status))
    [draft] = drafts(1, "one-step")
    status = Desk(proxy, in_two_steps=False).publish(draft).status
    yield true("publishing without a second step is refused", *_is(403, status))


def _is(wanted, status):
    return status == wanted, str(status)


def one_is_killed(proxy, victim):
    with reading(proxy) as read:
        time.sleep(SECOND)
        os.killpg(victim.process.pid, signal.SIGKILL)
        time.sleep(UNDER_LOAD)
    yield at_least("pages read while one machine was killed", read.count, 100)
    yield none("of them failed", read.failed)


def rolling(stack, folder, environment, release):
    """Migrate with the new code, then one machine after the other, while readers read and an editor publishes."""
    old = [stack.enter_context(Server(environment, workers=1)) for _ in range(2)]
    proxy = stack.enter_context(nginx(folder, [each.port for each in old]))
    waiting = drafts(12, "rolled")
    published = []
    with reading(proxy) as read, publishing(proxy, waiting, published):
        time.sleep(SECOND)
        manage_release(release, environment, "migrate", "--verbosity=0")
        for each in old:
            each.__exit__()
            each.release = release
            stack.enter_context(each)
            time.sleep(BETWEEN)
    yield at_least("pages read while a release went round", read.count, 100)
    yield none("of them failed", read.failed)
    yield Mark(
        "texts published meanwhile",
        str(published.count(302)),
        str(len(waiting)),
        published == [302] * len(waiting),
    )
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        columns = [
            column.name for column in connection.introspection.get_table_description(cursor, "news_topic")
        ]
    connection.close()
    yield true("the new column is there", "drilled" in columns)


def next_release(folder):
    """A copy of the code with a migration of its own, as a release would bring."""
    release = folder / "release"
    shutil.copytree(ROOT, release, ignore=shutil.ignore_patterns(*LEFT_BEHIND), symlinks=True)
    (release / "var").mkdir()
    models = release / "news" / "models" / "__init__.py"
    models.write_text(models.read_text() + NEXT_RELEASE)
    manage_release(
        release,
        {"DATABASE_URL": "sqlite://:memory:", "SEARCH_DATABASE_URL": ""},
        "makemigrations",
        "news",
        "--name=drilled",
        "--verbosity=0",
    )
    return release


def manage_release(release, environment, *arguments):
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(
        command, cwd=release, env=os.environ | environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"manage.py {arguments[0]}:\n{done.stdout}{done.stderr}")


@contextmanager
def bucket(folder):
    """The address of an S3 server with an empty bucket."""
    import boto3  # noqa: PLC0415 only where there is a bucket

    port = server.free_port()
    command = [sys.executable, "-m", "moto.server", "--host", HOST, "--port", str(port)]
    with (folder / "bucket.log").open("ab") as log:
        process = launch([*TIED, *command], stdout=log, stderr=log)
    try:
        wait_for(lambda: not server.is_free(port), 20)
        os.environ |= {"AWS_ACCESS_KEY_ID": "drill", "AWS_SECRET_ACCESS_KEY": "of this drill only"}
        boto3.client("s3", endpoint_url=server.address(port), region_name="us-east-1").create_bucket(
            Bucket=BUCKET
        )
        yield server.address(port)
    finally:
        process.terminate()
        process.wait(10)


def shared_settings(address):
    """As many-machines.md has them."""
    return {
        "MEDIA_BUCKET": BUCKET,
        "MEDIA_ENDPOINT": address,
        "TRUSTED_PROXIES": "1",
        "HTTPS_ONLY": "1",
        "SECOND_FACTOR": "1",
        "PROXY_TLS_HEADER": "X-Forwarded-Proto",
    }


@dataclass(frozen=True)
class Proxy:
    port: int
    is_https: bool = True


@contextmanager
def nginx(folder, ports):
    """nginx with the file that ships, its names and ports exchanged for this machine's."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        system_packages.install("nginx")
        program = shutil.which("nginx", path="/usr/sbin")
    if program is None:
        raise CannotGoOnError(f"no nginx; type:  {system_packages.command_to_type('nginx')}")
    port, home = server.free_port(), folder / f"nginx-{ports[0]}"
    home.mkdir()
    (home / "nginx.conf").write_text(configuration(home, port, ports))
    subprocess.run([program, "-q", "-t", "-p", home, "-c", "nginx.conf"], check=True)
    process = launch([*TIED, program, "-p", home, "-c", "nginx.conf"])
    try:
        wait_for(lambda: not server.is_free(port), 10)
        yield Proxy(port)
    finally:
        process.terminate()
        process.wait(10)


def configuration(home, port, ports):
    site = PROXY.read_text()
    for number, own in enumerate(ports, start=1):
        site = site.replace(f"app{number}.internal:8000", f"{HOST}:{own}")
    site = site.replace("/var/cache/nginx", str(home)).replace("/var/log/nginx", str(home))
    site = site.replace("chronicle.example", HOST)
    # TLS is ended in the same place by the same file; here there is no certificate, but nginx says that there was.
    site = site.replace("X-Forwarded-Proto $scheme", "X-Forwarded-Proto https")
    for others in ("80", "443 ssl http2 default_server"):
        site = re.sub(rf"server \{{\n    listen {others};.*?\n\}}\n", "", site, flags=re.DOTALL)
    site = re.sub(r"    ssl_.*\n", "", site).replace("listen 443 ssl http2;", f"listen {HOST}:{port};")
    return (
        f"daemon off; pid {home}/pid; error_log {home}/error.log; worker_processes 1;\n"
        f"events {{ worker_connections 512; }}\nhttp {{\naccess_log off;\n{site}\n}}\n"
    )


class Reading:
    """How many answers readers got, and those that were none: (address, status or error)."""

    def __init__(self):
        self.count, self.failed = 0, []


@contextmanager
def reading(proxy):
    """Readers of public pages, until the block ends."""
    read, stop = Reading(), threading.Event()
    readers = [threading.Thread(target=_read, args=(proxy.port, at, read, stop)) for at in range(READERS)]
    for each in readers:
        each.start()
    try:
        yield read
    finally:
        stop.set()
        for each in readers:
            each.join()


def _read(port, at, read, stop):
    while not stop.is_set():
        address = PAGES[at % len(PAGES)]
        at += 1
        try:
            status = answer(port, "GET", address)
        except (OSError, http.client.HTTPException) as error:
            status = repr(error)
        read.count += 1
        if status != 200:
            read.failed.append((address, status))
        time.sleep(0.01)


@contextmanager
def publishing(proxy, waiting, published):
    """An editor who publishes one text after another through nginx; `published` gets the statuses."""

    def publish():
        desk = Desk(proxy)
        for draft in waiting:
            try:
                published.append(desk.publish(draft).status)
            except (OSError, http.client.HTTPException) as error:
                published.append(repr(error))
            time.sleep(0.5)

    editor = threading.Thread(target=publish)
    editor.start()
    try:
        yield
    finally:
        editor.join()


def answer(port, method, path):
    connection = http.client.HTTPConnection(HOST, port, timeout=30)
    try:
        connection.request(method, path, headers={"Host": HOST})
        response = connection.getresponse()
        response.read()
        return response.status
    finally:
        with suppress(OSError):
            connection.close()
