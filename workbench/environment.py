"""The virtual environment `.venv` with the locked packages; made by the system's Python alone.

`python3 -m workbench.environment requirements.txt` makes it, or does nothing when the lock has not changed.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from workbench import system_packages
from workbench.progress import CannotGoOnError, step, stop

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST_PYTHON = (3, 11)
PIP = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", "--quiet"]
# Wheels only: a hash says which file, not what its setup.py does, and a fresh machine has no compiler.
INSTALL = [*PIP, "install", "--root-user-action=ignore", "--require-hashes", "--only-binary", ":all:", "-r"]


def ensure(lock: Path) -> None:
    if not _works():
        with step("Virtual environment .venv"):
            _create()
    stamp = VENV / f"{lock.stem}.installed"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    with step(f"Packages of {lock.name}, checked by hash"):
        done = subprocess.run([*INSTALL, str(lock)], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise CannotGoOnError(
                f"{done.stderr}\nThe packages could not be installed. Is the index reachable?"
            )
        stamp.write_text(wanted)


def _works() -> bool:
    """Whether its Python starts and has pip; not so after Python was upgraded or the folder moved."""
    if not PYTHON.exists():
        return False
    return subprocess.run([*PIP, "--version"], stdout=subprocess.DEVNULL, check=False).returncode == 0


def _create() -> None:
    if _can_bootstrap_pip():
        _run([sys.executable, "-m", "venv", "--clear", str(VENV)])
        return
    try:
        system_packages.install("python3-venv")
    except CannotGoOnError:
        _create_with_borrowed_pip()
    else:
        _run([sys.executable, "-m", "venv", "--clear", str(VENV)])


def _can_bootstrap_pip() -> bool:
    """Debian keeps ensurepip in a package of its own, python3-venv, which a fresh machine lacks."""
    return (
        subprocess.run(
            [sys.executable, "-c", "import ensurepip"], stderr=subprocess.DEVNULL, check=False
        ).returncode
        == 0
    )


def _create_with_borrowed_pip() -> None:
    """Without the rights to install python3-venv: fetch Debian's signed pip into a folder of our own."""
    venv.create(VENV, clear=True, symlinks=True, with_pip=False)
    with tempfile.TemporaryDirectory() as folder:
        try:
            wheel = _debian_pip_wheel(Path(folder))
        except (CannotGoOnError, OSError):
            needed = system_packages.command_to_type("python3-venv")
            raise CannotGoOnError(f"Python's venv is incomplete on this machine. Type:  {needed}") from None
        from_itself = [str(PYTHON), f"{wheel}/pip", "--quiet", "install", "--no-index", str(wheel)]
        _run(from_itself)


def _debian_pip_wheel(folder: Path) -> Path:
    for name in ("lists/partial", "cache/archives/partial"):
        (folder / name).mkdir(parents=True)
    apt_get = ["apt-get", "-q", "-o", f"Dir::State::Lists={folder}/lists", "-o", f"Dir::Cache={folder}/cache"]
    _run([*apt_get, "update"], folder)
    _run([*apt_get, "download", "python3-pip-whl"], folder)
    _run(["dpkg-deb", "-x", *map(str, folder.glob("*.deb")), str(folder / "unpacked")])
    wheels = list(folder.glob("unpacked/usr/share/python-wheels/pip-*.whl"))
    if not wheels:
        raise CannotGoOnError("Debian's pip is not where it used to be.")
    return wheels[0]


def _run(command: list[str], folder: Path = ROOT) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise CannotGoOnError(f"`{' '.join(command)}` failed:\n{done.stdout}{done.stderr}")


def main() -> None:
    if sys.version_info < OLDEST_PYTHON:
        stop(f"Python 3.11 or newer is needed, not {sys.version.split()[0]}. Type:  make PYTHON=python3.12 …")
    try:
        for name in sys.argv[1:]:
            ensure(ROOT / name)
    except CannotGoOnError as reason:
        stop(str(reason))


if __name__ == "__main__":
    main()
