"""Builds static/vendor/editor/editor.js, the libraries under the editor of texts, from their lock.

Only who changes a library's version needs this, and Node.js; the site and its tests use the committed file. Its first lines
name what is in it, so that a file older than its lock is found (tests/workbench/test_editor.py).
"""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

from workbench.environment import ROOT

FOLDER = ROOT / "static" / "vendor" / "editor"
WORK = ROOT / "var" / "editor"
SOURCES = ("package.json", "package-lock.json", "entry.js", "no-html.js")
BUILD = [
    *("node_modules/.bin/esbuild", "entry.js", "--bundle", "--minify", "--format=esm", "--target=es2022"),
    *("--alias:@codemirror/lang-html=./no-html.js", "--metafile=contents.json", "--outfile=editor.js"),
]


def fingerprint(folder: Path = FOLDER) -> str:
    """The same for the same sources."""
    return hashlib.sha256(b"\0".join((folder / name).read_bytes() for name in SOURCES)).hexdigest()[:16]


def bundled(contents: dict[str, dict[str, object]]) -> list[str]:
    """The packages that esbuild took something from, by its metafile."""
    files = (name.split("/") for name in contents["inputs"] if name.startswith("node_modules/"))
    return sorted({"/".join(parts[1 : 3 if parts[1].startswith("@") else 2]) for parts in files})


def banner(packages: list[str]) -> str:
    lines = [f"{each['name']} {each['version']} {each['license']}" for each in map(_package, packages)]
    return "/*!\n" + "\n".join([f"sources {fingerprint()}", *lines, "licences: LICENCES.txt"]) + "\n*/\n"


def build() -> None:
    WORK.mkdir(parents=True, exist_ok=True)
    for name in SOURCES:
        shutil.copy(FOLDER / name, WORK)
    _run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"])
    _run(BUILD)
    packages = bundled(json.loads((WORK / "contents.json").read_text()))
    code = (WORK / "editor.js").read_text()
    (FOLDER / "editor.js").write_text(banner(packages) + code)
    (FOLDER / "LICENCES.txt").write_text("\n\n".join(map(_licence, packages)))
    print(f"  {FOLDER.relative_to(ROOT)}/editor.js, {len(code) // 1024} KB from {len(packages)} packages")


def _package(name: str) -> dict[str, str]:
    told: dict[str, str] = json.loads((WORK / "node_modules" / name / "package.json").read_text())
    return told


def _licence(name: str) -> str:
    [file, *_] = sorted((WORK / "node_modules" / name).glob("LICEN[CS]E*"))
    return f"{name}\n{'=' * len(name)}\n\n{file.read_text().strip()}\n"


def _run(command: list[str]) -> None:
    try:
        subprocess.run(command, cwd=WORK, check=True, stdout=subprocess.DEVNULL)
    except FileNotFoundError:
        sys.exit(f"{command[0]} is not here: install Node.js 20 or newer to build the editor.")
    except subprocess.CalledProcessError as error:
        sys.exit(f"{command[0]} failed ({error.returncode}); editor.js is as it was.")


if __name__ == "__main__":
    build()
