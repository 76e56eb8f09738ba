"""The project's settings in the dress of production, with keys, folders and speed of the tests' own.

Set before `config.settings` is read, so that a `.env` changes nothing; DATABASE_URL alone may be given.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="chronicle-tests-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
(FOLDER / "static").mkdir()

os.environ.setdefault("DATABASE_URL", "sqlite:///:memory:")
os.environ |= {
    "SECRET_KEY": "known to everybody who reads the tests, and used by nothing else",
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    "CSRF_TRUSTED_ORIGINS": "",
    "DEBUG": "0",
    "HTTPS_ONLY": "0",
    "TRUSTED_PROXIES": "0",
    "SECOND_FACTOR": "0",
    "SECURITY_CONTACT": "",
    "SITE_URL": "",
    "LOG_LEVEL": "WARNING",
    "METRICS_TOKEN": "",
    "METRICS_FOLDER": "",
    # In the thread of the test: another one would not see what its transaction has written.
    "READY_SECONDS": "0",
    "SLOW_QUERY_MS": "60000",
    "STATIC_ROOT": str(FOLDER / "static"),
    "MEDIA_ROOT": str(FOLDER / "media"),
    "BACKUP_ROOT": str(FOLDER / "backups"),
}

from config.settings import *  # noqa: E402, F403
from config.settings import STORAGES  # noqa: E402

# Nothing is collected for the tests; the browser lane serves what `collectstatic` makes.
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
# Hashing a password well takes as long as ten page tests.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
