"""Finds a Chromium on this machine, and says how the tests start it."""

import os
import shutil

from workbench import system_packages

NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"]
# The sandbox needs rights that root and containers lack, and the tests open pages of our own only.
# The rest keeps the browser from talking to anybody but the server under test.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


def find() -> str | None:
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def ensure() -> str:
    """The path of a Chromium, installed if need be; raises CannotGoOnError with what to type."""
    if find() is None:
        system_packages.install("chromium")
    return find() or "chromium"
