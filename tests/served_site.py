"""The site as `make run` serves it, in a folder of its own: production settings, the real server, the fixtures."""

import os
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass

from workbench import server
from workbench.environment import ROOT

EDITOR = {"username": "editor", "password": "a password of the tests only"}


@dataclass(frozen=True)
class Site:
    address: str
    environment: dict[str, str]


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
    command = [sys.executable, "manage.py", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True)
    assert done.returncode == 0, f"manage.py {arguments[0]}:\n{done.stdout}{done.stderr}"


@contextmanager
def served(environment):
    port = server.free_port()
    with server.running(port, environment):
        yield Site(server.address(port), environment)
