"""The site as `make run` serves it, in a folder of its own: production settings, the real server, the fixtures."""

import fcntl
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import count
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from workbench import server
from workbench.environment import ROOT

PASSWORD = "a password of the tests only"
EDITOR = {"username": "editor", "password": PASSWORD}
ROLES = {role: f"the-{role}" for role in ("author", "editor", "publisher")}  # role: who has it
DATABASE, SESSIONS = "site.sqlite3", "sessions.json"
# The accounts, and two sessions of each: somebody may sit at two computers. They showed who they are for the whole run.
ACCOUNTS = f"""
import json, time
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from news.signing_in.sessions import SHOWN_AT
def session(account):
    client = Client()
    client.force_login(account)
    session = client.session
    session[SHOWN_AT] = time.time() + 24 * 3600
    session.save()
    return session.session_key
accounts = get_user_model().objects
accounts.create_superuser("{EDITOR["username"]}", "editor@chronicle.example", "{PASSWORD}")
for role, name in {ROLES}.items():
    accounts.create_user(name, password="{PASSWORD}", is_staff=True).groups.set([Group.objects.get(name=role)])
print(json.dumps({{each.username: [session(each), session(each)] for each in accounts.all()}}))
"""


@dataclass(frozen=True)
class Site:
    address: str
    environment: dict[str, str]
    server: subprocess.Popen | None = None
    turn: str = ""  # after the keys of its sessions: see `begun_again`

    @property
    def database(self):
        return self.environment["DATABASE_URL"].removeprefix("sqlite:///")


def settings_in(folder):
    return {
        "DATABASE_URL": f"sqlite:///{folder}/{DATABASE}",
        "MEDIA_ROOT": f"{folder}/media",
        "STATIC_ROOT": f"{folder}/static",
        "SECRET_KEY": "known to everybody who reads the tests, and used by nothing else",
        "ALLOWED_HOSTS": server.HOST,
        "CSRF_TRUSTED_ORIGINS": "",
        "DEBUG": "0",
        "HTTPS_ONLY": "0",
        "SECOND_FACTOR": "0",
        "SITE_URL": "",
        "LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }


def prepare(folder):
    """Fill the folder: a database with the content, an editor and somebody in each role; the collected static files; and
    the keys of their sessions, {username: [key, key]}."""
    environment = settings_in(folder)
    fixtures = ROOT / "fixtures"
    manage(environment, "compilemessages", "--verbosity=0")
    with ThreadPoolExecutor(1) as beside:
        collected = beside.submit(manage, environment, "collectstatic", "--noinput", "--verbosity=0")
        manage(environment, "migrate", "--verbosity=0")
        manage(
            environment, "loaddata", *sorted(fixtures.glob("*.json")), *sorted(fixtures.glob("sample/*.json"))
        )
        keys = manage(environment, "shell", "--verbosity=0", "--command", ACCOUNTS)
        (folder / SESSIONS).write_text(keys)
        collected.result()


def prepare_once(folder):
    """The same for several processes that need it at the same moment: one fills the folder, the others wait."""
    folder.mkdir(exist_ok=True)
    done = folder / "prepared"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            prepare(folder)
            done.touch()


def sessions(prepared):
    return json.loads((prepared / SESSIONS).read_text())


def copy(prepared, folder):
    """The settings of a site with a database of its own; the static files are those of the first."""
    shutil.copy(prepared / DATABASE, folder)
    return settings_in(folder) | {"STATIC_ROOT": f"{prepared}/static"}


TURNS = count(1)


def begun_again(site, database):
    """The running site with the content of that database, as if it had been started with it. Its pictures stay: they are
    named by their content.

    Sessions have other keys each time, so that what pages of an earlier turn still send comes from nobody.
    """
    turn = f"t{next(TURNS)}"
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(site.database)) as running:
        source.backup(running)
        running.execute("UPDATE django_session SET session_key = session_key || ?", [turn])
        running.commit()
    with suppress(HTTPError):  # after an act, even one on nothing, the site looks what has changed
        urlopen(Request(f"{site.address}/nothing/", method="POST")).close()
    return replace(site, turn=turn)


def manage(environment, *arguments):
    """What the command printed."""
    command = [sys.executable, "manage.py", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True)
    assert done.returncode == 0, f"manage.py {arguments[0]}:\n{done.stdout}{done.stderr}"
    return done.stdout


@contextmanager
def served(environment, application=server.APPLICATION):
    port = server.free_port()
    with server.running(port, environment, application) as process:
        yield Site(server.address(port), environment, process)
