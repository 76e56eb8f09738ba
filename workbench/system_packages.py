"""Debian packages: installed where this user may, named with the command to type where not."""

from __future__ import annotations

import os
import shutil
import subprocess

from workbench.progress import CannotGoOnError

# Recommended packages would bring a desktop along with Chromium.
APT_GET = ["apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=120"]
INSTALL = [*APT_GET, "install", "--no-install-recommends"]


def install(*packages: str) -> None:
    """Install the packages, or raise CannotGoOnError with the command that an administrator would type."""
    rights = _rights()
    if rights is None:
        raise CannotGoOnError(f"not installed; type:  {command_to_type(*packages)}")
    # The lists of a fresh machine are empty, those of an old one stale: try without the update, then with it.
    for commands in ([INSTALL], [[*APT_GET, "update"], INSTALL]):
        if all(_succeeds([*rights, *c, *(packages if c is INSTALL else ())]) for c in commands):
            return
    raise CannotGoOnError(f"apt-get could not install it; type:  {command_to_type(*packages)}")


def command_to_type(*packages: str) -> str:
    return f"sudo apt-get install {' '.join(packages)}"


def _rights() -> list[str] | None:
    """The words before an administrator's command: sudo, or none for root; None without such rights."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return []
    return ["sudo", "-n"] if shutil.which("sudo") and _succeeds(["sudo", "-n", "true"]) else None


def _succeeds(command: list[str]) -> bool:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    return done.returncode == 0
