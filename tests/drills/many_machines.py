"""PostgreSQL, a bucket, two app servers and nginx: what one does the other shows; one dies and a release goes round, and no
reader sees an error."""

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
from pathlib import Path

from tests.drills.cluster import wait_for
from tests.drills.marks import Mark, at_least, none, true, within
from tests.drills.newsroom import Desk, Server, drafts, environment_in, marker, use
from workbench import server, system_packages
from workbench.environment import ROOT
from workbench.progress import CannotGoOnError
from workbench.server import HOST

PROXY = ROOT / "docs" / "deploying" / "nginx-many.conf"
BUCKET = "pictures"
SECOND = 1.0
UNDER_LOAD = 5.0  # seconds with one machine gone
BETWEEN = 4.0  # seconds from one machine's restart to the next: nginx leaves one that failed alone for two
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
    with ExitStack() as stack:
        environment = environment_in(folder, database) | shared_settings(stack.enter_context(bucket(folder)))
        use(environment)
        first = stack.enter_context(Server(environment, workers=1))
        second = stack.enter_context(Server(environment, workers=1))
        proxy = stack.enter_context(nginx(folder, [first.port, second.port]))
        yield from shared(first, second)
        yield from one_is_killed(proxy, second, environment)
    with ExitStack() as stack:
        release = next_release(folder)
        yield from rolling(stack, folder, environment, release)


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


def with_picture(image):
    """A draft that readers will see it in."""
    from news.models import ArticleVersion  # noqa: PLC0415

    [draft] = drafts(1, "pictured")
    ArticleVersion.objects.filter(pk=draft.pk).update(lead_image=image)
    draft.refresh_from_db()
    return draft


def one_is_killed(proxy, victim, environment):
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
        {"DATABASE_URL": "sqlite://:memory:"},
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
        process = subprocess.Popen(["setpriv", "--pdeathsig", "TERM", *command], stdout=log, stderr=log)
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
    return {"MEDIA_BUCKET": BUCKET, "MEDIA_ENDPOINT": address, "TRUSTED_PROXIES": "1"}


@contextmanager
def nginx(folder, ports):
    """The port of nginx with the file that ships, its names and ports exchanged for this machine's."""
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
    process = subprocess.Popen(["setpriv", "--pdeathsig", "TERM", program, "-p", home, "-c", "nginx.conf"])
    try:
        wait_for(lambda: not server.is_free(port), 10)
        yield port
    finally:
        process.terminate()
        process.wait(10)


def configuration(home, port, ports):
    site = PROXY.read_text()
    for number, own in enumerate(ports, start=1):
        site = site.replace(f"app{number}.internal:8000", f"{HOST}:{own}")
    site = site.replace("/var/cache/nginx", str(home)).replace("chronicle.example", HOST)
    # TLS is ended in the same place by the same file; here there is no certificate.
    site = re.sub(r"server \{\n    listen 80;.*?\n\}\n", "", site, flags=re.DOTALL)
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
def reading(port):
    """Readers of public pages, until the block ends."""
    read, stop = Reading(), threading.Event()
    readers = [threading.Thread(target=_read, args=(port, at, read, stop)) for at in range(READERS)]
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
def publishing(port, waiting, published):
    """An editor who publishes one text after another through nginx; `published` gets the statuses."""

    class Proxy:
        pass

    Proxy.port = port

    def publish():
        desk = Desk(Proxy)
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
        connection.request(method, path)
        response = connection.getresponse()
        response.read()
        return response.status
    finally:
        with suppress(OSError):
            connection.close()
