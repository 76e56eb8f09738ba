"""Is every string of the interface translated? Collects the strings anew and compares them with the catalogues."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

from workbench.environment import ROOT
from workbench.system_packages import install

LANGUAGES = ("ru", "be")
LOCALE = ROOT / "config" / "locale"
TRANSLATORS = {
    "_",
    "gettext",
    "gettext_lazy",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "pgettext_lazy",
    "npgettext",
}
SOURCES = ("config", "news", "routes", "templates")
COLLECT = [
    "makemessages",
    "--no-wrap",
    "--no-location",
    "--no-obsolete",
    "--ignore=.venv",
    "--ignore=var",
    "--ignore=tests",
    "--ignore=workbench",
    # Django would add every folder called `locale` that it meets to the one it is told.
    "--ignore=config/locale",
]


def collect(root: Path = ROOT) -> None:
    """Bring the catalogues of a tree up to date with its code; GNU gettext is installed where it may be."""
    if shutil.which("xgettext") is None:
        install("gettext")
    program = (
        "from django.core.management import execute_from_command_line as run;"
        f"run(['manage.py', *{[*COLLECT, *(f'--locale={code}' for code in LANGUAGES)]!r}])"
    )
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DEBUG": "1",
        "SECRET_KEY": "none is needed",
    }
    subprocess.run(
        [sys.executable, "-c", program], cwd=root, env=environment, check=True, stdout=subprocess.DEVNULL
    )


def problems() -> list[str]:
    """What an editor of the catalogues has to do, a line each; nothing where all is translated.

    Collects in a copy of the tree: makemessages writes the strings of config/ into the catalogue that lies in it,
    whatever LOCALE_PATHS says.
    """
    with tempfile.TemporaryDirectory() as folder:
        for name in SOURCES:
            shutil.copytree(ROOT / name, Path(folder) / name, ignore=shutil.ignore_patterns("__pycache__"))
        collect(Path(folder))
        fresh = Path(folder) / LOCALE.relative_to(ROOT)
        catalogues = [line for code in LANGUAGES for line in catalogue_problems(code, fresh)]
        return [*catalogues, *(line for name in SOURCES[:-1] for line in uncollected(ROOT / name))]


def uncollected(folder: Path) -> list[str]:
    """What gettext's collector passes over, so that it would stay English unseen: strings inside f-strings, and those of a
    function that is imported under another name than `_`."""
    return [
        f"{path.relative_to(ROOT)}:{fault}"
        for path in sorted(folder.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for fault in _passed_over(node)
    ]


def _passed_over(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.JoinedStr):
        for call in ast.walk(node):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in TRANSLATORS:
                yield f"{call.lineno}: a string to translate stands inside an f-string"
    if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
        for name in node.names:
            if name.name in TRANSLATORS and name.asname not in (None, "_"):
                yield f"{node.lineno}: {name.name} has another name here, {name.asname}"


def catalogue_problems(code: str, fresh: Path) -> list[str]:
    kept = {identity(entry): entry for entry in catalogue(LOCALE, code) if not entry.obsolete}
    wanted = {identity(entry): entry for entry in catalogue(fresh, code) if not entry.obsolete}
    lines = [
        f"{code}: not in the catalogue (make messages): {name}"
        for name in sorted(wanted.keys() - kept.keys())
    ]
    lines += [
        f"{code}: no longer in the code (make messages): {name}"
        for name in sorted(kept.keys() - wanted.keys())
    ]
    return lines + [
        f"{code}: {fault}: {name}" for name, entry in sorted(kept.items()) if (fault := fault_of(entry))
    ]


def catalogue(locale: Path, code: str) -> polib.POFile:
    return polib.pofile(str(locale / code / "LC_MESSAGES" / "django.po"))


def identity(entry: polib.POEntry) -> str:
    return f"{entry.msgctxt}: {entry.msgid}" if entry.msgctxt else entry.msgid


def fault_of(entry: polib.POEntry) -> str:
    if entry.fuzzy:
        return "marked as fuzzy"
    translations = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    return "" if all(translations) and translations else "not translated"


def main(arguments: list[str]) -> int:
    if arguments == ["--collect"]:
        collect()
    lines = problems()
    print("\n".join(lines[:50]) + (f"\n… and {len(lines) - 50} more" if len(lines) > 50 else ""))
    return 1 if lines and arguments != ["--collect"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
