"""Writes requirements*.txt from requirements*.in: exact versions with the hashes of every published file.

Universal: one lock for Python 3.11 and newer on every machine. It names no index: where packages come from
is the machine's own configuration, what they are is fixed here.
"""

import os
import re
import subprocess
import sys

from workbench.environment import ROOT, VENV

LOCKS = ["requirements", "requirements-dev", "requirements-lock"]
COMPILE = [
    *(str(VENV / "bin" / "uv"), "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"),
    *("--generate-hashes", "--custom-compile-command", "make lock"),
]
ADDRESS = re.compile(
    r"https?://|file:|--(extra-)?index-url|--find-links|--trusted-host|^-i |^-f ", re.MULTILINE
)


def write(name: str) -> None:
    upgrade = ["--upgrade"] if os.environ.get("UPGRADE") else []
    command = [*COMPILE, *upgrade, f"{name}.in", "--output-file", f"{name}.txt"]
    if subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=False).returncode != 0:
        sys.exit(f"{name}.txt is as it was.")
    print(f"  {name}.txt")


if __name__ == "__main__":
    for name in LOCKS:
        write(name)
