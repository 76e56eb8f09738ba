"""The site as `make run` serves it, in a folder of its own: production settings, the real server, the fixtures."""

import os
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass

from workbench import server
from workbench.environment import ROOT

PASSWORD = "a password of the tests only"
EDITOR = {"username": "editor", "password": PASSWORD}
ROLES = ("author", "editor", "publisher")
ACCOUNTS_OF_ROLES = f"""
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
for role in {ROLES}:
    account = get_user_model().objects.create_user(f"the-{{role}}", password="{PASSWORD}", is_staff=True)
    account.groups.set([Group.objects.get(name=role)])
"""


@dataclass(frozen=True)
class Site:
    address: str
    environment: dict[str, str]
    server: subprocess.Popen | None = None


def settings_in(folder):
    return {
        "DATABASE_URL": f"sqlite:///{folder}/site.sqlite3",
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
    """Fill the folder: a database with the content and one editor, and the collected static files."""
    environment = settings_in(folder)
    fixtures = ROOT / "fixtures"
    manage(environment, "compilemessages", "--verbosity=0")
    manage(environment, "migrate", "--verbosity=0")
    manage(environment, "loaddata", *sorted(fixtures.glob("*.json")), *sorted(fixtures.glob("sample/*.json")))
    manage(environment, "collectstatic", "--noinput", "--verbosity=0")
    password = {"DJANGO_SUPERUSER_PASSWORD": EDITOR["password"]}
    account = [f"--username={EDITOR['username']}", "--email=editor@chronicle.example"]
    manage(environment | password, "createsuperuser", "--noinput", *account)


def manage(environment, *arguments):
    """What the command printed."""
    command = [sys.executable, "manage.py", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True)
    assert done.returncode == 0, f"manage.py {arguments[0]}:\n{done.stdout}{done.stderr}"
    return done.stdout


def role_accounts(environment):
    """{role: username}: one account each, of the groups that come with the content."""
    manage(environment, "shell", "--verbosity=0", "--command", ACCOUNTS_OF_ROLES)
    return {role: f"the-{role}" for role in ROLES}


@contextmanager
def served(environment, application=server.APPLICATION):
    port = server.free_port()
    with server.running(port, environment, application) as process:
        yield Site(server.address(port), environment, process)
