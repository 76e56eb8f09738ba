"""The locks: complete, hashed, without an address, and what the .in files ask for."""

import re
from importlib.metadata import PackageNotFoundError, requires, version

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from workbench.environment import ROOT

LOCKS = ["requirements", "requirements-dev", "requirements-lock"]
ADDRESS = re.compile(r"://|file:|--\S*index|--find-links|--trusted-host|^-[if] ", re.MULTILINE)


def pins(name):
    """Package -> pinned requirement with its markers."""
    lines = re.findall(r"^([a-z0-9][^\\\n]*==[^\\\n]*)\\$", (ROOT / f"{name}.txt").read_text(), re.MULTILINE)
    return {canonicalize_name(each.name): each for each in map(Requirement, lines)}


def asked_for(name):
    lines = [line.split("#")[0].strip() for line in (ROOT / f"{name}.in").read_text().splitlines()]
    return [Requirement(line) for line in lines if line and not line.startswith("-")]


@pytest.mark.parametrize("name", LOCKS)
class TestLock:
    def test_names_no_address(self, name):
        assert ADDRESS.findall((ROOT / f"{name}.txt").read_text()) == []

    def test_every_package_has_hashes(self, name):
        blocks = re.split(r"\n(?=[a-z0-9])", (ROOT / f"{name}.txt").read_text())[1:]
        assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []
        assert len(blocks) == len(pins(name)) > 0

    def test_fulfils_what_is_asked_for(self, name):
        locked = pins(name)
        unmet = []
        for wanted in asked_for(name):
            pin = locked.get(canonicalize_name(wanted.name))
            if pin is None or not wanted.specifier.contains(str(pin.specifier).removeprefix("==")):
                unmet.append(str(wanted))
        assert unmet == []


@pytest.mark.parametrize("name", LOCKS)
def test_no_version_has_a_hole_that_was_known_when_the_floors_were_written(name):
    lines = (ROOT / "requirements-floors.txt").read_text().splitlines()
    floors = [Requirement(text) for line in lines if (text := line.split("#")[0].strip())]
    locked = pins(name)
    below = [
        str(floor)
        for floor in floors
        if (pin := locked.get(canonicalize_name(floor.name)))
        and not floor.specifier.contains(str(pin.specifier).removeprefix("=="))
    ]
    assert below == []
    assert name == "requirements-lock" or any(canonicalize_name(floor.name) in locked for floor in floors)


def test_the_tests_run_on_the_very_versions_of_the_site():
    site, tests = (
        {each: pin.specifier for each, pin in pins(lock).items()}
        for lock in ("requirements", "requirements-dev")
    )
    assert site == {each: tests[each] for each in site}


def test_what_is_installed_is_what_is_locked():
    locked = {
        name: pin
        for name, pin in pins("requirements-dev").items()
        if pin.marker is None or pin.marker.evaluate()
    }
    assert {name: f"=={installed(name)}" for name in locked} == {
        name: str(pin.specifier) for name, pin in locked.items()
    }


def test_nothing_is_locked_that_nothing_needs():
    needed = {
        canonicalize_name(each.name)
        for lock in ("requirements", "requirements-dev")
        for each in asked_for(lock)
    }
    found = set()
    while needed - found:
        name = (needed - found).pop()
        found.add(name)
        needed |= {
            canonicalize_name(each.name)
            for each in map(Requirement, installed_requirements(name))
            if canonicalize_name(each.name) in pins("requirements-dev")
        }
    assert sorted(set(pins("requirements-dev")) - found) == []


def installed(name):
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"


def installed_requirements(name):
    try:
        return requires(name) or []
    except PackageNotFoundError:
        return []
