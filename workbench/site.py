"""The site on one's own machine, as readers will meet it: prepared where something changed, then served."""

import hashlib
import os
import secrets
import signal
import sys
from collections.abc import Iterable
from io import StringIO
from pathlib import Path

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection

from workbench import server
from workbench.environment import ROOT
from workbench.progress import CannotGoOnError, step, stop

ENVIRONMENT_FILE = ROOT / ".env"
ENVIRONMENT = """\
# Settings of this machine, written by `make run` once and kept out of git; docs/deploying.md names them all.
# DEBUG=0: pages, errors and caching as readers will meet them; `make dev` sets DEBUG=1.
DEBUG=0
HTTPS_ONLY=0
ALLOWED_HOSTS=127.0.0.1,localhost,[::1]
SECRET_KEY={secret_key}
"""


def prepare(*, load_content_again: bool) -> None:
    """Everything between a checkout and a site that can be served."""
    if not ENVIRONMENT_FILE.exists():
        ENVIRONMENT_FILE.write_text(ENVIRONMENT.format(secret_key=secrets.token_urlsafe(64)))
        ENVIRONMENT_FILE.chmod(0o600)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    with step("Translations"):
        call_command("compilemessages", verbosity=0)
    was_empty = not connection.introspection.table_names()
    with step(f"Database ({connection.vendor})"):
        call_command("migrate", verbosity=0, interactive=False)
    load_content(always=was_empty or load_content_again)
    collect_static_files()


def load_content(*, always: bool = False) -> None:
    """Bring in the fixtures, then the sample data, unless these very files are in this very database already."""
    fixtures = ROOT / "fixtures"
    files = [*sorted(fixtures.glob("*.json")), *sorted(fixtures.glob("sample/*.json"))]
    media = (path for path in fixtures.glob("media/**/*") if path.is_file())
    stamp = Stamp("content", [*files, *media], str(settings.DATABASES["default"]["NAME"]))
    if files and (always or not stamp.is_current()):
        with step(f"Content from {len(files)} fixture files"):
            for folder in (fixtures, fixtures / "sample"):
                synchronise(folder)
        stamp.write()


def synchronise(folder: Path) -> None:
    """What was changed in the admin of this machine stays; where the files changed it too, somebody has to say."""
    words = StringIO()
    try:
        call_command("sync_fixtures", str(folder), stdout=words, no_color=True)
    except (CommandError, DatabaseError) as error:
        raise CannotGoOnError(f"{words.getvalue()}\n{error}") from error


def collect_static_files() -> None:
    if settings.DEBUG:
        return  # a debugging server reads them where they lie
    files = [path for path in (ROOT / "static").rglob("*") if path.is_file()]
    makers = [*ROOT.glob("requirements*.txt"), *ROOT.glob("config/**/*.py")]
    stamp = Stamp("static", [*files, *makers], f"{settings.STATIC_ROOT} {settings.DEBUG}")
    if not stamp.is_current() or not Path(settings.STATIC_ROOT).is_dir():
        with step("Static files, compressed"):
            call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        stamp.write()


class Stamp:
    """Remembers in `var/` the content of the files that a step last ran on."""

    def __init__(self, name: str, files: Iterable[Path], context: str) -> None:
        self.path = ROOT / "var" / f"{name}.stamp"
        digest = hashlib.sha256(context.encode())
        for file in sorted(files):
            digest.update(f"\n{file.relative_to(ROOT)}\n".encode())
            digest.update(file.read_bytes())
        self.digest = digest.hexdigest()

    def is_current(self) -> bool:
        return self.path.exists() and self.path.read_text() == self.digest

    def write(self) -> None:
        self.path.parent.mkdir(exist_ok=True)
        self.path.write_text(self.digest)


def first_editor() -> str:
    """The words of `first_editor`: the new accounts with their passwords, or nothing when there is one."""
    words = StringIO()
    # Only this machine reaches the server, so each role gets an account to try it with.
    call_command("first_editor", with_roles=True, stdout=words)
    return words.getvalue().strip()


def serve(port: int) -> None:
    """Serve until stopped; the addresses are printed once the server answers, as the last lines."""
    if not server.is_free(port):
        raise CannotGoOnError(f"Port {port} is taken by another program. Type:  make run PORT={port + 1}")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that the server stops with us
    with server.running(port) as process:
        print(closing_lines(server.address(port), first_editor()), flush=True)
        try:
            sys.exit(process.wait())
        except KeyboardInterrupt:
            print("\nStopped.")


def closing_lines(address: str, editor: str) -> str:
    lines = [
        f"Site         {address}/   (English /en/, Russian /ru/, Belarusian /be/)",
        f"Admin        {address}/admin/",
        "Sample data  fixtures/sample/: invented, marked on every page it reaches, never deployed",
        "Stop         Ctrl+C",
    ]
    return "\n".join(["", *([editor, ""] if editor else []), *lines])


def port_from_environment() -> int:
    port = os.environ.get("PORT", "8000")
    if not (port.isascii() and port.isdecimal() and 0 < int(port) < 65536):
        raise CannotGoOnError(f"PORT={port} is not a port. Type:  make run PORT=8000")
    return int(port)


def main(arguments: list[str]) -> None:
    try:
        port = port_from_environment()
        prepare(load_content_again="--load-content" in arguments)
        if "--only-prepare" not in arguments:
            serve(port)
    except (CannotGoOnError, ImproperlyConfigured) as reason:
        stop(str(reason))


if __name__ == "__main__":
    main(sys.argv[1:])
