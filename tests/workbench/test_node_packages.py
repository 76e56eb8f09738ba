"""Tools from npm: what is installed is what was locked, and nothing else is asked."""

import json
import re

import pytest

from workbench import node_packages

TOOLS = sorted(folder.name for folder in node_packages.LOCKS.iterdir())


@pytest.mark.parametrize("tool", TOOLS)
class TestLocks:
    def test_every_package_has_a_hash_and_no_address(self, tool):
        text = (node_packages.LOCKS / tool / "package-lock.json").read_text()
        packages = {name: entry for name, entry in json.loads(text)["packages"].items() if name}
        assert packages
        assert "://" not in text
        assert all(entry["integrity"].startswith("sha512-") for entry in packages.values())

    def test_what_is_asked_for_is_one_version(self, tool):
        wanted = json.loads((node_packages.LOCKS / tool / "package.json").read_text())
        versions = [*wanted["dependencies"].values(), *wanted.get("overrides", {}).values()]
        assert all(re.fullmatch(r"[\d.]+", version) for version in versions)


def test_a_tool_is_installed_once_for_each_lock(tmp_path, monkeypatch):
    installed = []
    monkeypatch.setattr(node_packages, "LOCKS", tmp_path / "locks")
    monkeypatch.setattr(node_packages, "INSTALLED", tmp_path / "var")
    monkeypatch.setattr(
        node_packages, "_install", lambda tool, folder: folder.mkdir(parents=True) or installed.append(tool)
    )
    lock = tmp_path / "locks" / "saw" / "package-lock.json"
    lock.parent.mkdir(parents=True)
    lock.write_text("1")
    assert (
        node_packages.ensure("saw")
        == node_packages.ensure("saw")
        == tmp_path / "var" / "saw" / "node_modules"
    )
    assert installed == ["saw"]
