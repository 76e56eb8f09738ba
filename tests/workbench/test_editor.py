"""The editor's libraries: the committed bundle is the one its lock and its sources make."""

import json
import re

import pytest

from workbench import editor


@pytest.fixture(scope="module")
def lock():
    """Package -> its version, as locked."""
    packages = json.loads((editor.FOLDER / "package-lock.json").read_text())["packages"]
    return {name.removeprefix("node_modules/"): entry for name, entry in packages.items() if name}


@pytest.fixture(scope="module")
def first_lines():
    return (editor.FOLDER / "editor.js").read_text().split("*/")[0].splitlines()


class TestBundle:
    def test_it_was_built_from_these_sources(self, first_lines):
        assert first_lines[1] == f"sources {editor.fingerprint()}", "run `make editor`"

    def test_it_names_the_versions_of_the_lock(self, first_lines, lock):
        named = dict(re.fullmatch(r"(\S+) (\S+) MIT", line).groups() for line in first_lines[2:-1])
        assert named == {name: lock[name]["version"] for name in named}
        wanted = json.loads((editor.FOLDER / "package.json").read_text())["dependencies"]
        assert wanted == {name: named[name] for name in wanted}

    def test_every_package_in_it_comes_with_its_licence(self, first_lines):
        text = (editor.FOLDER / "LICENCES.txt").read_text()
        names = [line.split()[0] for line in first_lines[2:-1]]
        assert [name for name in names if f"{name}\n{'=' * len(name)}\n" not in text] == []

    def test_the_packages_of_a_build_are_read_from_its_contents(self):
        inputs = dict.fromkeys(
            ["entry.js", "node_modules/@a/b/dist/i.js", "node_modules/@a/b/x.js", "node_modules/c/i.js"]
        )
        assert editor.bundled({"inputs": inputs}) == ["@a/b", "c"]


class TestLock:
    def test_names_no_address(self):
        assert "://" not in (editor.FOLDER / "package-lock.json").read_text()

    def test_every_package_has_a_hash(self, lock):
        assert [name for name, entry in lock.items() if not entry["integrity"].startswith("sha512-")] == []
        assert len(lock) > 10
