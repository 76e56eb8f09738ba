"""The Nu HTML checker, which is Java: found or installed, and asked about pages."""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from workbench import node_packages, system_packages


def ensure() -> str:
    """The path of its jar; raises CannotGoOnError with what to type."""
    if shutil.which("java") is None:
        system_packages.install("default-jre-headless")
    return str(node_packages.ensure("vnu") / "vnu-jar" / "build" / "dist" / "vnu.jar")


def find() -> str | None:
    return os.environ.get("VNU_JAR")


def complaints(jar: str, pages: Mapping[str, str]) -> list[str]:
    """`{name: html}` -> errors and warnings, a line each; one start of Java for all."""
    with TemporaryDirectory() as folder:
        for name, html in pages.items():
            (Path(folder) / f"{name}.html").write_text(html)
        command = ["java", "-jar", jar, "--format", "json", "--stdout", "--exit-zero-always", folder]
        told = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["messages"]
    return [f"{Path(each['url']).stem}: {each['message']} {each.get('extract', '')!r}" for each in told]
