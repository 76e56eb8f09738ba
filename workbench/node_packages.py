"""Tools that are npm packages: installed from their lock into `var/node`, checked by hash, without running their scripts.

The site needs none of them. A folder under `workbench/node` is one tool: `package.json` and its lock, which names no address.
"""

import hashlib
import shutil
import subprocess
from pathlib import Path

from workbench import system_packages
from workbench.environment import ROOT
from workbench.progress import CannotGoOnError, step

LOCKS = ROOT / "workbench" / "node"
INSTALLED = ROOT / "var" / "node"
INSTALL = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]


def ensure(tool: str) -> Path:
    """The tool's node_modules; raises CannotGoOnError with what to type."""
    folder, stamp = INSTALLED / tool, INSTALLED / f"{tool}.stamp"
    wanted = hashlib.sha256((LOCKS / tool / "package-lock.json").read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text() != wanted:
        with step(f"{tool} from its lock, checked by hash"):
            _install(tool, folder)
        stamp.write_text(wanted)
    return folder / "node_modules"


def _install(tool: str, folder: Path) -> None:
    if shutil.which("npm") is None:
        system_packages.install("npm")
    shutil.copytree(LOCKS / tool, folder, dirs_exist_ok=True)
    done = subprocess.run(INSTALL, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise CannotGoOnError(f"{done.stderr}\n{tool} could not be installed. Is the registry reachable?")
